"""The directory of a zip file, entry by entry as bytes: names in any encoding, sizes as claimed, nothing trusted."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ENCRYPTED: Final = 0x1
UTF8: Final = 0x800
_END: Final = struct.Struct("<4s4H2LH")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_COMMENT: Final = 65_536
_FULL: Final = 0xFFFFFFFF
"""Stands where the true number is in the extra field of a large file."""


class SplitError(ValueError):
    """One of several volumes."""


class Listed(NamedTuple):
    """An entry as the directory states it; ``offset`` counts from the beginning of the bytes."""

    name: bytes
    extra: bytes
    flags: int
    method: int
    crc: int
    packed: int
    offset: int
    mode: int
    """The Unix mode, 0 where the writer knew none."""


def listed(data: bytes) -> Iterator[Listed]:
    """Yield the entries; raise ValueError where there is no directory, SplitError where it is on another volume."""
    try:
        at, end, before = _bounds(data)
        while at < end:
            fields = _ENTRY.unpack_from(data, at)
            if fields[0] != b"PK\x01\x02":
                raise ValueError(f"no directory entry at {at}")
            start, names, extras = at + _ENTRY.size, fields[10], fields[11]
            yield _entry(fields, data[start : start + names], data[start + names : start + names + extras], before)
            at = start + names + extras + fields[12]
    except struct.error as error:
        raise ValueError("the directory is cut off") from error


def _bounds(data: bytes) -> tuple[int, int, int]:
    """Return where the directory begins and ends, and how many bytes stand before the archive."""
    found = data.rfind(b"PK\x05\x06", max(0, len(data) - _COMMENT - _END.size))
    if found < 0:
        raise SplitError("a first volume") if data.startswith(b"PK\x07\x08") else ValueError("no directory")
    _, disk, _, _, total, size, offset, _ = _END.unpack_from(data, found)
    if _FULL in {size, offset} or total == _FULL >> 16:
        found64 = data.rfind(b"PK\x06\x06", 0, found)
        if found64 >= 0:
            *_, size, offset = _END64.unpack_from(data, found64)
            found = found64
    if disk not in {0, _FULL >> 16}:
        raise SplitError(f"volume {disk + 1}")
    start = found - size
    if start < offset or start < 0:
        raise ValueError("the directory lies outside the file")
    return start, found, start - offset


def _entry(fields: tuple[int, ...], name: bytes, extra: bytes, before: int) -> Listed:
    packed, size, offset = fields[8], fields[9], fields[16]
    if _FULL in {packed, size, offset}:
        wide = _wide(extra, count=(size, packed, offset).count(_FULL))
        _ = next(wide, 0) if size == _FULL else size
        packed = next(wide, packed) if packed == _FULL else packed
        offset = next(wide, offset) if offset == _FULL else offset
    return Listed(
        name=name,
        extra=extra,
        flags=fields[3],
        method=fields[4],
        crc=fields[7],
        packed=packed,
        offset=offset + before,
        mode=fields[15] >> 16,
    )


def _wide(extra: bytes, *, count: int) -> Iterator[int]:
    """Yield the numbers that did not fit into 32 bits."""
    body = extra_field(extra, 0x0001)
    count = min(count, len(body) // 8)
    yield from struct.unpack_from(f"<{count}Q", body)


def extra_field(extra: bytes, wanted: int) -> bytes:
    """Return the body of an extra field, empty where there is none."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        if kind == wanted:
            return extra[at + 4 : at + 4 + size]
        at += 4 + size
    return b""

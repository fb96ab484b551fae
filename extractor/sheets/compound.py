"""Reads one stream of an OLE compound file, following its sectors within the bounds of the file itself."""

from __future__ import annotations

from struct import error as StructError  # noqa: N812  a name that says it is one
from struct import unpack_from
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER, _ENTRY, _LISTED = 512, 128, 109
_LAST: Final = 0xFFFFFFFA
"""Sector numbers from here on are marks: end of chain, free, part of the table itself."""
_SHIFTS: Final = (9, 12)
_MINI_SHIFT: Final = 6
_ROOT, _STREAM = 5, 2


class _Disk(NamedTuple):
    """What is needed to follow a chain: the bytes, where sectors begin, and which follows which."""

    data: bytes
    first: int
    shift: int
    next: tuple[int, ...]

    def chain(self, start: int) -> bytes:
        """Return the sectors of a chain as one; a circle or a sector outside the file ends it."""
        parts: list[bytes] = []
        sector = start
        while sector < len(self.next) and len(parts) <= len(self.next):
            at = self.first + (sector << self.shift)
            parts.append(self.data[at : at + (1 << self.shift)])
            sector = self.next[sector]
        return b"".join(parts)


def stream(data: bytes, *names: str) -> bytes | None:
    """Return the first of the named streams that is there; None where the file is too damaged to have one."""
    try:
        return _stream(data, names)
    except StructError:
        return None


def _stream(data: bytes, names: tuple[str, ...]) -> bytes | None:
    shift, cutoff = unpack_from("<H", data, 30)[0], unpack_from("<I", data, 56)[0]
    if shift not in _SHIFTS:
        return None
    disk = _Disk(data, 1 << shift, shift, _table(data, shift))
    directory = disk.chain(unpack_from("<I", data, 48)[0])
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    found = {_name(entry): entry for entry in _top(entries) if entry[66] == _STREAM}
    entry = next((found[name] for name in names if name in found), None)
    if entry is None:
        return None
    start, size = unpack_from("<II", entry, 116)
    if size >= cutoff:
        return disk.chain(start)[:size]
    root = next((entry for entry in entries if entry[66] == _ROOT), None)
    if root is None:
        return None
    small = disk.chain(unpack_from("<I", root, 116)[0])
    following = disk.chain(unpack_from("<I", data, 60)[0])
    mini = _Disk(small, 0, _MINI_SHIFT, unpack_from(f"<{len(following) // 4}I", following))
    return mini.chain(start)[:size]


def _top(entries: list[bytes]) -> Iterator[bytes]:
    """Yield what stands in the root storage: a workbook put into this one has streams of the same names."""
    pending = [unpack_from("<I", entries[0], 76)[0]] if entries else []
    seen: set[int] = set()
    while pending:
        number = pending.pop()
        if number < len(entries) and number not in seen:
            seen.add(number)
            yield entries[number]
            pending += unpack_from("<II", entries[number], 68)


def _name(entry: bytes) -> str:
    return entry[: max(0, unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", errors="replace")


def _table(data: bytes, shift: int) -> tuple[int, ...]:
    """Return which sector follows which, for all sectors that the file has bytes for."""
    size = 1 << shift
    most = len(data) >> shift
    listed = list(unpack_from(f"<{_LISTED}I", data, 76))
    sector, seen = unpack_from("<I", data, 68)[0], 0
    while sector < most and seen <= most * 4 // size + 1:
        *more, sector = unpack_from(f"<{size // 4}I", data, (sector + 1) << shift)
        listed += more
        seen += 1
    table: list[int] = []
    for number in listed:
        at = (number + 1) << shift
        if number >= _LAST or at + size > len(data) or len(table) > most:
            break
        table += unpack_from(f"<{size // 4}I", data, at)
    return tuple(table)

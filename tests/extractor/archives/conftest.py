"""Zip archives byte by byte, so that tests may write what no honest program writes."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import pytest


@dataclass(frozen=True, kw_only=True)
class Member:
    """What is written; ``packed``, ``crc`` and ``method`` may lie."""

    name: bytes
    data: bytes = b""
    flags: int = 0
    method: int = 8
    packed: bytes | None = None
    crc: int | None = None
    extra: bytes = b""
    mode: int = 0

    def stored(self) -> bytes:
        if self.packed is not None:
            return self.packed
        if self.method != 8:
            return self.data
        press = zlib.compressobj(9, zlib.DEFLATED, -15)
        return press.compress(self.data) + press.flush()


def written(*members: dict, disk: int = 0, before: bytes = b"") -> bytes:
    """Return the archive."""
    body, directory = bytearray(before), bytearray()
    for member in (Member(**fields) for fields in members):
        offset, stored = len(body) - len(before), member.stored()
        crc = zlib.crc32(member.data) if member.crc is None else member.crc
        common = (member.flags, member.method, 0, 0x5821, crc, len(stored), len(member.data), len(member.name))
        body += b"PK\x03\x04" + struct.pack("<5H3L2H", 20, *common, 0) + member.name + stored
        directory += b"PK\x01\x02" + struct.pack(
            "<6H3L5H2L", 20, 20, *common, len(member.extra), 0, 0, 0, member.mode << 16, offset
        )
        directory += member.name + member.extra
    count, size, at = len(members), len(directory), len(body) - len(before)
    return bytes(body + directory + b"PK\x05\x06" + struct.pack("<4H2LH", disk, 0, count, count, size, at, 0))


@pytest.fixture
def zipped():
    return written


def vint(number: int) -> bytes:
    """Return a number of RAR 5: seven bits a byte, the lowest first."""
    return bytes([number & 0x7F | 0x80]) + vint(number >> 7) if number > 0x7F else bytes([number])


def block(kind: int, flags: int, body: bytes, data: bytes = b"") -> bytes:
    """Return a block of RAR 5."""
    sized = vint(len(data)) if flags & 2 else b""
    header = vint(kind) + vint(flags) + sized + body
    header = vint(len(header)) + header
    return struct.pack("<L", zlib.crc32(header)) + header + data


@pytest.fixture
def rared():
    """Return what writes a RAR 5 archive of stored files."""

    def write(files: dict[str, bytes]) -> bytes:
        out = b"Rar!\x1a\x07\x01\x00" + block(1, 0, vint(0))
        for name, data in files.items():
            raw = name.encode()
            sums = vint(4) + vint(len(data)) + vint(0o100644) + struct.pack("<L", zlib.crc32(data))
            out += block(2, 2, sums + vint(0) + vint(1) + vint(len(raw)) + raw, data)
        return out + block(5, 0, vint(0))

    return write

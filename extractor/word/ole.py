"""Lists the streams of an OLE compound file (doc, xls, wps, et), so that one can tell what it is without opening it."""

from __future__ import annotations

from struct import unpack_from
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER, _ENTRY = 512, 128
_SHIFTS: Final = (9, 12)
"""Sectors have 512 or 4,096 bytes."""
_LAST: Final = 0xFFFFFFFA
"""Sector numbers from here on are marks: end of chain, free, part of the table itself."""
_MOST_SECTORS: Final = 2_000
"""Of a directory: at 512 bytes it has eight thousand entries, where office files have some dozens."""
_IN_HEADER: Final = 109
"""Sectors of the allocation table that the header lists."""
_MARK, _LONGEST_NAME = 2, 64
"""Bytes of a name in UTF-16: the zero that ends it, and all it may have."""
_MOST_MORE: Final = 64
"""Further sectors that list the allocation table: eight are enough for the largest file that is read."""
_FIB_FLAGS, _FIB_ENCRYPTED = 10, 0x0100


class _Disk(NamedTuple):
    """What is needed to follow a chain of sectors."""

    data: bytes
    shift: int
    tables: tuple[int, ...]

    def at(self, sector: int) -> int:
        """Return where a sector begins: the header takes the place of one."""
        return (sector + 1) << self.shift

    def after(self, sector: int) -> int:
        """Return the sector that follows in its chain, a mark where none does or the file is cut off."""
        index, place = divmod(sector, 1 << (self.shift - 2))
        if index >= len(self.tables):
            return _LAST
        at = self.at(self.tables[index]) + 4 * place
        return unpack_from("<I", self.data, at)[0] if at + 4 <= len(self.data) else _LAST

    def chain(self, start: int, *, most: int = _MOST_SECTORS) -> Iterator[bytes]:
        """Yield the sectors of a chain; one that runs in a circle ends where it meets itself."""
        seen: set[int] = set()
        sector = start
        while sector < _LAST and sector not in seen and len(seen) < most:
            seen.add(sector)
            at = self.at(sector)
            yield self.data[at : at + (1 << self.shift)]
            sector = self.after(sector)


class _Entry(NamedTuple):
    """An entry of the directory, with the numbers of those beside it and of the first one inside it."""

    name: str
    beside: tuple[int, int]
    inside: int
    start: int


def streams(data: bytes) -> frozenset[str]:
    """Return the names that stand at the top, without those of embedded objects; none where the directory is lost."""
    return frozenset(entry.name for entry in _top(data))


def is_encrypted(data: bytes) -> bool:
    """Tell whether it wants a password: a new format wrapped in an encrypted stream, or an old doc that says so."""
    entries = {entry.name: entry for entry in _top(data)}
    if "EncryptedPackage" in entries:
        return True
    disk, word = _disk(data), entries.get("WordDocument")
    if disk is None or word is None:
        return False
    # A stream too small for whole sectors stands elsewhere; one of a document never is.
    head = next(disk.chain(word.start), b"")
    return len(head) > _FIB_FLAGS + 1 and bool(unpack_from("<H", head, _FIB_FLAGS)[0] & _FIB_ENCRYPTED)


def is_cut_off(data: bytes) -> bool:
    """Tell whether a part of the document's text lies beyond the end of the file."""
    disk = _disk(data)
    word = next((entry for entry in _top(data) if entry.name == "WordDocument"), None)
    if disk is None or word is None:
        return True
    return not all(disk.chain(word.start, most=len(data) >> disk.shift))


def _top(data: bytes) -> Iterator[_Entry]:
    """Yield what stands in the root storage, whose entries form a tree; one that runs in a circle ends."""
    entries = list(_entries(data))
    if not entries:
        return
    seen = {0}
    pending = [entries[0].inside]
    while pending:
        number = pending.pop()
        if number < len(entries) and number not in seen:
            seen.add(number)
            yield entries[number]
            pending += entries[number].beside


def _entries(data: bytes) -> Iterator[_Entry]:
    disk = _disk(data)
    if disk is None:
        return
    for sector in disk.chain(unpack_from("<I", data, 48)[0]):
        for at in range(0, len(sector) - _ENTRY + 1, _ENTRY):
            length, _, _, left, right, inside = unpack_from("<HBBIII", sector, at + 64)
            name = sector[at : at + min(max(length - _MARK, 0), _LONGEST_NAME)].decode("utf-16-le", errors="replace")
            yield _Entry(name, (left, right), inside, unpack_from("<I", sector, at + 116)[0])


def _disk(data: bytes) -> _Disk | None:
    if not data.startswith(MAGIC) or len(data) < _HEADER:
        return None
    shift = unpack_from("<H", data, 30)[0]
    if shift not in _SHIFTS:
        return None
    bare = _Disk(data, shift, ())
    listed = unpack_from(f"<{_IN_HEADER}I", data, 76)
    return _Disk(data, shift, tuple(sector for sector in (*listed, *_more_tables(bare)) if sector < _LAST))


def _more_tables(disk: _Disk) -> Iterator[int]:
    """Yield the allocation sectors of a large file, which the header has no room for."""
    sector = unpack_from("<I", disk.data, 68)[0]
    size = 1 << disk.shift
    seen: set[int] = set()
    while sector < _LAST and len(seen) < _MOST_MORE and disk.at(sector) + size <= len(disk.data):
        if sector in seen:
            return
        seen.add(sector)
        *listed, sector = unpack_from(f"<{size // 4}I", disk.data, disk.at(sector))
        yield from listed

"""Walks the records of a BIFF stream, and the strings that run over several of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from struct import unpack_from
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTINUE: Final = 0x003C
_HEADER: Final = 4


class Record(NamedTuple):
    """A record: its kind and its bytes."""

    kind: int
    data: bytes


def records(stream: bytes, start: int = 0, end: int | None = None) -> Iterator[Record]:
    """Yield the records from an offset on; one that the stream ends in is the last and cut."""
    at = start
    end = len(stream) if end is None else end
    while at + _HEADER <= end:
        kind, size = unpack_from("<HH", stream, at)
        at += _HEADER
        yield Record(kind, stream[at : at + size])
        at += size


@dataclass(slots=True)
class Chunks:
    """The bytes of a record and of those that continue it, read from left to right.

    A string may be cut anywhere between characters; the part in the next record begins with a byte that says again
    whether its characters have one byte or two.
    """

    parts: list[bytes]
    part: int = 0
    at: int = 0
    text: list[str] = field(default_factory=list)

    def left(self) -> int:
        """Return how many bytes the present part still has."""
        return len(self.parts[self.part]) - self.at if self.part < len(self.parts) else 0

    def done(self) -> bool:
        """Tell whether there is nothing left, and go on to the next part where this one is used up."""
        while self.part < len(self.parts) and not self.left():
            self.part, self.at = self.part + 1, 0
        return self.part >= len(self.parts)

    def take(self, size: int) -> bytes:
        """Return bytes, over the border of parts; fewer at the end."""
        found = b""
        while size > len(found) and not self.done():
            more = self.parts[self.part][self.at : self.at + size - len(found)]
            self.at += len(more)
            found += more
        return found

    def skip(self, size: int) -> None:
        """Pass over bytes, without a copy of them."""
        while size > 0 and not self.done():
            step = min(size, self.left())
            self.at += step
            size -= step


def shared_string(chunks: Chunks) -> str:
    """Return the next string of the table that the cells share: length, flags, then characters, looks and phonetics."""
    head = chunks.take(3)
    if len(head) < 3:  # noqa: PLR2004  two bytes of length, one of flags
        return ""
    length, flags = unpack_from("<HB", head)
    runs = _count(chunks, "<H", 2) if flags & 8 else 0
    phonetic = _count(chunks, "<I", 4) if flags & 4 else 0
    text = _characters(chunks, length, wide=bool(flags & 1))
    chunks.skip(4 * runs + phonetic)
    return text


def _count(chunks: Chunks, form: str, size: int) -> int:
    data = chunks.take(size)
    return int(unpack_from(form, data)[0]) if len(data) == size else 0


def _characters(chunks: Chunks, length: int, *, wide: bool) -> str:
    text = ""
    while length > 0 and not chunks.done():
        if text and chunks.at == 0:
            wide = bool(chunks.take(1)[0] & 1)
        width = 2 if wide else 1
        data = chunks.take(min(length * width, chunks.left()))
        text += data.decode("utf-16-le" if wide else "latin-1", errors="replace")
        length -= max(1, len(data) // width)
    return text


def unicode_text(data: bytes, length_size: int) -> str:
    """Return the text of a record of BIFF8: length of one or two bytes, flags, characters."""
    if len(data) < length_size + 1:
        return ""
    length = int.from_bytes(data[:length_size], "little")
    flags, at = data[length_size], length_size + 1
    if flags & 8:
        at += 2
    if flags & 4:
        at += 4
    if flags & 1:
        return data[at : at + 2 * length].decode("utf-16-le", errors="replace")
    return data[at : at + length].decode("latin-1")


def byte_text(data: bytes, length_size: int, codec: str) -> str:
    """Return the text of a record of BIFF5: length, then bytes of the workbook's code page."""
    length = int.from_bytes(data[:length_size], "little")
    return data[length_size : length_size + length].decode(codec, errors="replace")

"""The files a path holds: itself, or the members of an archive; each known by path, member and content."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.anchor import Source
    from extractor.errors import ReadError


class Piece(NamedTuple):
    """A file, or a member of an archive, that is read when it is needed; without a member an archive is all of it."""

    path: str
    member: str | None = None
    sha256: str = ""

    @property
    def called(self) -> str:
        """What reports call it."""
        return called(self.path, self.member)


def called(path: str, member: str | None) -> str:
    """Return what reports call a file or a member: ``决算.zip!/青禾市档案馆/说明.docx``."""
    return path if member is None else f"{path}!/{member}"


def gathered(path: str, *, member: str | None = None, name: str | None = None) -> Iterator[Source | ReadError]:
    """Yield what lies at a path, archives opened; what cannot be read is a value that says why."""
    from extractor import reading
    from extractor.errors import ReadError

    try:
        source = replace(reading.load(Path(path)), path=name or path)
    except ReadError as error:
        yield error
        return
    yield from reading.unwrap(source, only=member)

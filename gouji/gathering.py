"""The files a path holds: itself, or the members of an archive; each known by path, member and content."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.anchor import Source
    from extractor.errors import ReadError


SEVERAL: Final = "其中的文件请用 gouji.audits() 或命令 gouji audit 审核"


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
    from extractor.errors import ReadError, UnreadableError

    if Path(path).is_dir():
        yield UnreadableError(path=name or path, problem="这是文件夹", remedy=SEVERAL)
        return
    try:
        source = replace(reading.load(Path(path)), path=name or path)
    except ReadError as error:
        yield error
        return
    found = False
    for one in reading.unwrap(source, only=member):
        found = True
        yield one
    if not found:
        problem = "压缩包是空的" if member is None else "压缩包里已没有这个文件"
        yield UnreadableError(path=source.path, member=member, problem=problem, remedy="请检查压缩包是否完整")

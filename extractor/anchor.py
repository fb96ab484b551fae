"""Places: a source, a span of its text, and where that stands on a page or sheet."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.making import quick


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file, or a member of an archive, as it was given."""

    id: str
    """The first sixteen hexadecimal digits of ``sha256``."""
    sha256: str
    path: str
    member: str | None = None
    """Its name in the archive ``path``; in an archive within, ``内层.zip!/决算.docx``."""
    media: str
    """The format that read it: ``text/plain``, ``text/html`` …"""
    data: bytes

    @property
    def name(self) -> str:
        """The name of the file itself, folders and archives around it left out: what its suffix is read from."""
        within = self.path if self.member is None else self.member.rsplit("!/", 1)[-1]
        return within.replace("\\", "/").rsplit("/", 1)[-1]


@quick
@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character offsets into ``Document.text``, never into a folded text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def holds(self, other: Span) -> bool:
        """Tell whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, from the upper left corner of the page as it is read."""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place a reader can be sent to: a span, and the page or cell it stands on where there is one.

    Pages, rows and columns count from 1.
    """

    source: str
    span: Span
    page: int | None = None
    box: Box | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

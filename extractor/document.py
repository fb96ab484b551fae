"""A document as read: its text, blocks, sections and tables, and the disclosure it belongs to."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from extractor.anchor import Anchor, Span
from extractor.making import once, quick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.anchor import Box, Source
    from extractor.folding import Folded
    from extractor.template import Template


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list item or table in reading order."""

    kind: Literal["paragraph", "heading", "table", "furniture"]
    span: Span
    level: int | None = None
    """The heading level the format itself states (``<h2>`` → 2)."""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell; ``row`` and ``column`` count from 1, its text is ``Document.text`` at ``span``."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    span: Span
    anchor: Anchor
    """Where it is printed: page and box, or sheet, row and column as the file counts them."""
    confidence: float | None = None
    """How sure the recognition of a picture is, 0 to 1; None for text that was never a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A grid of cells with its caption and unit line; ``role`` says which table it is where that is known.

    A reader gives one table for each printed grid; ``extractor.tabling`` joins those that run over pages.
    """

    number: int
    span: Span
    caption: Span | None = None
    unit: str | None = None
    year: int | None = None
    role: str | None = None
    """``income_expenditure``, ``gpb`` … (``vocabulary/tables.yaml``); ``unknown`` where it was read and not known."""
    cells: tuple[Cell, ...] = ()
    doubt: str = ""
    """In Chinese: why cells may stand in the wrong place or be misread; empty where nothing speaks for it."""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a stretch of ``Document.text`` is printed: one run of one line on one page.

    ``edges`` are the left edges of its characters and the right edge of the last one; empty where they are not known.
    """

    span: Span
    page: int
    box: Box
    edges: tuple[float, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered heading with its body; ``body`` runs from the title's end to the end of the last child."""

    number: str
    """The number as printed: ``第三部分``, ``五、``, ``(三)``, ``8.``."""
    level: int
    """1 for parts, then as deep as the numbering styles nest."""
    title: Span
    """The whole heading line, number included."""
    body: Span
    role: str | None = None
    """What the section is about, from the template: ``totals``, ``income``, ``three_public`` …"""
    children: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """Yield this section and all below it, in reading order; no recursion, so depth is no limit."""
        stack = [self]
        while stack:
            section = stack.pop()
            yield section
            stack.extend(reversed(section.children))


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something the reader or the layout noticed that is no defect of the disclosure: damage, a guess, a loss."""

    kind: Literal["damage", "encoding", "layout", "reading"]
    message: str
    span: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """One file as text in reading order; ``text[span.start:span.end]`` is what is quoted, always."""

    source: Source
    text: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    origin: str = ""
    """How it was read: reader, encoding (``text utf-8``)."""
    remarks: tuple[Remark, ...] = ()
    places: tuple[Place, ...] = ()
    """Where its text is printed, by ``span.start``; empty for formats without pages."""

    def quote(self, span: Span) -> str:
        """Return the text at a span."""
        return self.text[span.start : span.end]

    def anchor(self, span: Span) -> Anchor:
        """Return the anchor of a span: inside one cell of a table that cell's, else with its page and box if any."""
        return self.placed(span)[0]

    def placed(self, span: Span) -> tuple[Anchor, Place | None]:
        """Return the anchor of a span and where its first printed line stands."""
        place, cell = self.place(span), self._cell_at(span)
        if cell is not None:
            return replace(cell.anchor, span=span), place
        if place is None:
            return Anchor(source=self.source.id, span=span), None
        return Anchor(source=self.source.id, span=span, page=place.page, box=place.box), place

    def place(self, span: Span) -> Place | None:
        """Return where the first printed line of a span stands, its box cut to the span."""
        if not self.places:
            return None
        at = max(0, bisect_right(self._place_starts, span.start) - 1)
        for place in self.places[at : at + 2]:
            if place.span.meets(span):
                return _cut(place, span)
        return None

    def _cell_at(self, span: Span) -> Cell | None:
        if not self._cells:
            return None
        at = bisect_right(self._cell_starts, span.start) - 1
        return self._cells[at] if at >= 0 and self._cells[at].span.holds(span) else None

    @once
    def _cells(self) -> tuple[Cell, ...]:
        cells = (cell for table in self.tables for cell in table.cells if len(cell.span))
        return tuple(sorted(cells, key=lambda cell: cell.span.start))

    @once
    def _cell_starts(self) -> tuple[int, ...]:
        return tuple(cell.span.start for cell in self._cells)

    @once
    def _place_starts(self) -> tuple[int, ...]:
        return tuple(place.span.start for place in self.places)

    @once
    def all_sections(self) -> tuple[Section, ...]:
        """Every section in reading order, parents before children."""
        return tuple(section for top in self.sections for section in top.walk())

    @once
    def folded(self) -> Folded:
        """Its text folded for matching, line breaks inside paragraphs joined: folded once, for readers and rules."""
        from extractor.folding import fold

        return fold(self.text, soft=self._soft_breaks())

    def _soft_breaks(self) -> Iterator[int]:
        find = self.text.find
        for block in self.blocks:
            if block.kind == "paragraph":
                at, end = find("\n", block.span.start, block.span.end), block.span.end
                while at >= 0:
                    yield at
                    at = find("\n", at + 1, end)


def _cut(place: Place, span: Span) -> Place:
    """Return the part of a place that a span covers."""
    start, end = max(place.span.start, span.start), min(place.span.end, span.end)
    left, top, right, bottom = place.box
    if place.edges:
        left, right = place.edges[start - place.span.start], place.edges[end - place.span.start]
    box = (left, top, right, bottom)
    return Place(span=Span(start, end), page=place.page, box=box, confidence=place.confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A value read from the document with the place it was read at; ``value`` is None where nothing says it."""

    value: str | None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The department or unit that publishes."""

    name: str | None
    key: str | None
    """The normalised name with its region: what a fingerprint and a batch know the body by."""
    region: Evidence = field(default_factory=lambda: Evidence(value=None))
    level: Evidence = field(default_factory=lambda: Evidence(value=None))
    """中央, 省, 市, 县 or 乡 (县 covers counties, districts and county-level cities)."""
    kind: Evidence = field(default_factory=lambda: Evidence(value=None))
    """部门, 单位 or 本级."""
    profile: Evidence = field(default_factory=lambda: Evidence(value=None))
    """行政, 参公 or 事业."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One body, one year: a narrative and its tables, however many files."""

    body: Body
    year: int | None
    kind: str
    """部门决算 or 单位决算."""
    template: str
    """The id of the template it was read with; ``national`` is the fall-back."""
    documents: tuple[Document, ...]
    form: Template | None = field(default=None, compare=False, repr=False)
    """That template itself, which may be an office's own; None for a disclosure that was not read from documents."""

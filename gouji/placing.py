"""The shapes of a disclosure laid out for reading: whole texts with sections, tables and figures at their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict

if TYPE_CHECKING:
    from gouji.shapes import VerdictRow


class CellPlace(NamedTuple):
    """Numbers of a document, of a table in it and of a cell in that, all from 0."""

    text: int
    table: int
    cell: int


class PlacedSection(TypedDict):
    """A heading of the text, in reading order."""

    title: str
    level: int
    start: int
    end: int


class PlacedFigure(TypedDict):
    """A figure of the text with its status; ``verdicts`` and ``findings`` are positions in the record's lists."""

    start: int
    end: int
    status: str
    why: str
    says: list[str]
    verdicts: list[int]
    findings: list[int]


class PlacedCell(TypedDict):
    """A cell of a table of the text; ``page`` is where it is printed."""

    row: int
    column: int
    rows: int
    columns: int
    start: int
    end: int
    page: int | None


class PlacedTable(TypedDict):
    """A table of the text; ``title`` is what it is called, and its sheet."""

    title: str
    start: int
    end: int
    cells: list[PlacedCell]


class PlacedLeaf(TypedDict):
    """Where a printed page begins in the text."""

    page: int
    start: int


class Text(TypedDict):
    """The whole text of one document with all that stands in it."""

    file: str
    text: str
    sections: list[PlacedSection]
    tables: list[PlacedTable]
    figures: list[PlacedFigure]
    pages: list[PlacedLeaf]


class Page(TypedDict):
    """The documents of a disclosure, that with the narrative first: what the reading page needs."""

    texts: list[Text]
    verdicts: list[VerdictRow]
    cells: list[list[CellPlace]]
    """For each finding the cells of tables that it rests on."""

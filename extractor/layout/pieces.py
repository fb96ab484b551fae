"""What a reader hands over: lines and grids in reading order, before they become one text with places in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from extractor.making import quick

if TYPE_CHECKING:
    from extractor.anchor import Box


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell at its upper left place; rows and columns count from 1, ``rows`` and ``columns`` are what it spans."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    text: str
    page: int | None = None
    box: Box | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A printed grid: its cells row by row, and what is known of it as a whole.

    ``sheet`` is the name of the sheet it stands on; ``first_row`` and ``first_column`` are where its row 1 and column
    1 stand there, so that a cell's anchor counts as the sheet does. ``doubt`` says in Chinese why cells may stand in
    the wrong place (rulings were guessed, a picture was read); empty where nothing speaks for it.
    """

    cells: tuple[GridCell, ...]
    caption: str = ""
    sheet: str | None = None
    first_row: int = 1
    first_column: int = 1
    doubt: str = ""


class Run(NamedTuple):
    """A stretch of a piece's text on one printed line: ``start`` and ``end`` are offsets into ``Piece.text``."""

    start: int
    end: int
    page: int
    box: Box
    edges: tuple[float, ...] = ()
    confidence: float | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A line, paragraph, heading or grid as it will stand in the text.

    Its text may hold line breaks where it is one paragraph printed over several lines. ``kind`` is None for a line
    whose end may be the width of the page: such lines are joined to paragraphs by their shape; a reader that knows
    where a paragraph or a piece of page furniture ends says so.
    """

    text: str
    kind: Literal["paragraph", "furniture"] | None = None
    level: int | None = None
    """The level of a heading."""
    grid: Grid | None = None
    runs: tuple[Run, ...] = ()


_LONG_CELL: Final = 400
"""A cell with more text than this holds part of the page rather than a value."""
_FEW_ROWS: Final = 3


def holds_page(*, rows: int, columns: int, longest: int) -> bool:
    """Tell whether a table only lays out text: one column, or few rows with whole passages in a cell.

    ``columns`` counts the cells of its fullest row, ``longest`` the characters of its longest cell.
    """
    return columns < 2 or (longest > _LONG_CELL and rows <= _FEW_ROWS)  # noqa: PLR2004  a single column is no grid

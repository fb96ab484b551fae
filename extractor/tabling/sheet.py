"""A table as rows and columns: every place knows the cell that covers it."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.tabling.texts import Printed, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.document import Cell

_MOST_PLACES: Final = 200_000
"""Places of one table that are laid out; what lies beyond stays unread."""


_COLUMN: Final = attrgetter("cell.column")


class Spot(NamedTuple):
    """A cell with its text in one width and without spaces, and the number it is if it is one."""

    cell: Cell
    text: str
    number: Printed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows of places; a merged cell stands at each place it covers. Rows and columns count from 0 here."""

    rows: tuple[tuple[Spot | None, ...], ...]
    width: int
    begun: tuple[tuple[Spot, ...], ...]
    """For each row the cells that begin in it and hold text, from left to right."""

    def begins(self, row: int, column: int) -> Spot | None:
        """Return the cell that begins at a place, None where a merged one reaches into it."""
        spot = self.rows[row][column]
        return spot if spot and spot.cell.row == row + 1 and spot.cell.column == column + 1 else None

    def text(self, row: int, column: int) -> str:
        """Return the text that stands at a place, merged cells reaching into it."""
        spot = self.rows[row][column]
        return spot.text if spot else ""


def lay_out(text: str, cells: Sequence[Cell]) -> Sheet:
    """Return the sheet of a table's cells, which point into ``text``."""
    height = max([cell.row + cell.rows for cell in cells], default=1) - 1
    width = max([cell.column + cell.columns for cell in cells], default=1) - 1
    if height * width > _MOST_PLACES:
        height = max(1, _MOST_PLACES // max(1, width)) if width <= _MOST_PLACES else 0
    places: list[list[Spot | None]] = [[None] * width for _ in range(height)]
    begun: list[list[Spot]] = [[] for _ in range(height)]
    for cell in cells:
        if cell.row > height:
            continue
        span = cell.span
        raw = text[span.start : span.end]
        spot = Spot(cell, *written(raw)) if raw else Spot(cell, "", None)
        row, column = cell.row - 1, cell.column - 1
        if spot.text and places[row][column] is None:
            begun[row].append(spot)
        if cell.rows == cell.columns == 1:
            places[row][column] = spot
            continue
        for down in range(row, min(height, row + cell.rows)):
            for right in range(column, min(width, column + cell.columns)):
                if places[down][right] is None:
                    places[down][right] = spot
    return Sheet(
        rows=tuple(map(tuple, places)),
        width=width,
        begun=tuple(tuple(sorted(spots, key=_COLUMN)) for spots in begun),
    )

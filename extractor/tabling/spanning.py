"""Mends cells that stand beside their columns: merged over rows that were left out, or cut where a page ended."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extractor.document import Cell, Table

_EDGE: Final = 3.0
"""Points by which one edge of two columns may differ."""


def width(table: Table) -> int:
    """Return the number of columns."""
    return max([cell.column + cell.columns for cell in table.cells], default=1) - 1


def height(table: Table) -> int:
    """Return the number of rows."""
    return max([cell.row + cell.rows for cell in table.cells], default=1) - 1


def drawn_in(table: Table) -> Table:
    """Return a table with rows back in their columns that a header merged too far down had pushed beside them.

    Every cell of the header is merged over two rows and the second was left out, so that the first row of data stands
    to the right of all others. A row is pushed as a whole: it begins where the header ends.
    """
    first = list(takewhile(lambda cell: cell.row == 1, table.cells))
    edge = max((cell.column + cell.columns for cell in first), default=1)
    if not first or min(cell.rows for cell in first) == 1 or len(first) < 2:  # noqa: PLR2004 - one cell is a title
        return table
    pushed = _pushed(table, edge)
    if not pushed:
        return table
    return replace(table, cells=tuple(_drawn(cell, pushed, edge) for cell in table.cells))


def _pushed(table: Table, edge: int) -> set[int]:
    """Return the rows under the header whose cells all stand beyond it, none if they reach on twice as far."""
    bounds: dict[int, tuple[int, int]] = {}
    for cell in table.cells:
        low, high = bounds.get(cell.row, (cell.column, 0))
        bounds[cell.row] = min(low, cell.column), max(high, cell.column + cell.columns)
    beyond = {row for row, (low, high) in bounds.items() if low == edge and high < 2 * edge}
    others = max((high for row, (_, high) in bounds.items() if row not in beyond), default=0)
    return beyond if others <= edge else set()


def _drawn(cell: Cell, pushed: set[int], edge: int) -> Cell:
    if cell.row in pushed:
        return replace(cell, column=cell.column - edge + 1)
    reached = [row for row in range(cell.row + 1, cell.row + cell.rows) if row in pushed] if cell.rows > 1 else []
    return replace(cell, rows=reached[0] - cell.row) if reached else cell


def edges_of(tables: Iterable[Table]) -> Mapping[int, float]:
    """Return where the columns of grids begin and end, by the number of the column that begins there.

    An edge at which no cell begins or ends is not known and left out; empty where the edges do not rise.
    """
    at: dict[int, float] = {}
    for table in tables:
        for cell in table.cells:
            if cell.anchor.box is not None:
                at.setdefault(cell.column, cell.anchor.box[0])
                at.setdefault(cell.column + cell.columns, cell.anchor.box[2])
    edges = dict(sorted(at.items()))
    return edges if all(a < b for a, b in pairwise(edges.values())) else {}


def columns_among(narrow: Mapping[int, float], wide: Mapping[int, float]) -> Mapping[int, int]:
    """Return for each edge of the narrower grid which of the wider it is; empty unless each is one, the outer too."""
    if not narrow or not wide or len(narrow) > len(wide):
        return {}
    numbers, edges = list(wide), list(wide.values())
    places = [_nearest(edges, edge) for edge in narrow.values()]
    fits = all(abs(edges[place] - edge) <= _EDGE for place, edge in zip(places, narrow.values(), strict=True))
    rising = all(one < two for one, two in pairwise(places))
    if not (fits and rising and places[0] == 0 and places[-1] == len(edges) - 1):
        return {}
    return dict(zip(narrow, (numbers[place] for place in places), strict=True))


def _nearest(edges: Sequence[float], edge: float) -> int:
    right = min(bisect_left(edges, edge), len(edges) - 1)
    return right - 1 if right and edge - edges[right - 1] < edges[right] - edge else right


def widened(table: Table, places: Mapping[int, int]) -> Table:
    """Return a grid with its cells in the columns of a wider one; ``places`` says which edge each of its own is."""
    cells = []
    for cell in table.cells:
        left, right = places[cell.column], places[cell.column + cell.columns]
        cells.append(replace(cell, column=left, columns=right - left))
    return replace(table, cells=tuple(cells))

"""Cuts a grid of several tables one below the other, as a whole set pasted as one, into one for each."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from extractor.tabling.texts import number, plain
from extractor.tabling.titling import heads_table, named, unit_in
from extractor.vocabulary.tables import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractor.layout.pieces import Grid, GridCell

_AHEAD: Final = 7
"""Rows in which a header or a unit line follows a title."""
_UP: Final = 3
"""Rows above a title that may belong to it: its form number, its unit line."""
_LONGEST: Final = 60


def cut(grid: Grid) -> tuple[Grid, ...]:
    """Return the grids of its tables from top to bottom; the grid itself where it holds one."""
    if not any("表" in cell.text for cell in grid.cells if cell.row > _UP):
        return (grid,)
    rows = _rows(grid)
    cuts = [row for row in rows if _begins(rows, row)]
    starts = [start for row in cuts if (start := _with_heading(rows, row)) > 1 and not _reached(grid, start)]
    if not starts:
        return (grid,)
    bounds = [1, *dict.fromkeys(starts), 1 + max(cell.row for cell in grid.cells)]
    return tuple(_part(grid, start, end) for start, end in pairwise(bounds))


def _rows(grid: Grid) -> Mapping[int, Sequence[str]]:
    """Return the texts of the cells with text, row by row."""
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).extend([text] if (text := plain(cell.text)) else [])
    return rows


def _begins(rows: Mapping[int, Sequence[str]], row: int) -> bool:
    """Tell whether a row is the title of another table: figures before it, a unit line or a header after it."""
    if len(rows[row]) != 1 or len(rows[row][0]) > _LONGEST or not named(rows[row][0]):
        return False
    if not any(number(text) for above in range(max(1, row - 2 * _AHEAD), row) for text in rows.get(above, ())):
        return False
    words = vocabulary()
    return any(
        unit_in(text) or text in words.headers or text in words.measures
        for below in range(row + 1, row + _AHEAD)
        for text in rows.get(below, ())
    )


def _with_heading(rows: Mapping[int, Sequence[str]], row: int) -> int:
    """Return the first of the rows above a title that are form number, unit line or owner, as 公开02表."""
    start = row
    for above in range(row - 1, max(1, row - _UP) - 1, -1):
        texts = rows.get(above, ())
        if texts and not all(map(heads_table, texts)):
            break
        start = above if texts else start
    return start


def _reached(grid: Grid, row: int) -> bool:
    """Tell whether a cell above reaches into a row."""
    return any(cell.row < row < cell.row + cell.rows for cell in grid.cells)


def _part(grid: Grid, start: int, end: int) -> Grid:
    own: list[GridCell] = [cell for cell in grid.cells if start <= cell.row < end]
    return replace(
        grid,
        cells=tuple(replace(cell, row=cell.row - start + 1) for cell in own),
        caption=grid.caption if start == 1 else "",
        first_row=grid.first_row + start - 1,
    )

"""Turns an HTML table into a grid of cells with their spans resolved, unless it merely holds the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.layout.pieces import Grid, GridCell, holds_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

_MOST_ROWS, _MOST_COLUMNS, _MOST_PLACES = 5_000, 200, 200_000


def read(table: _Element, cell_text: Callable[[_Element], str]) -> Grid | None:
    """Return the grid, None for a table that holds other tables, one column only, or whole passages."""
    if table.get("role") == "presentation" or next(table.iterdescendants("table"), None) is not None:
        return None
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iterdescendants("tr")]
    columns = max(map(len, rows), default=0)
    if holds_page(rows=len(rows), columns=columns, longest=0):  # before a cell is read
        return None
    cells = tuple(_placed(rows[:_MOST_ROWS], cell_text))
    if holds_page(rows=len(rows), columns=columns, longest=max(len(cell.text) for cell in cells)):
        return None
    caption = next((cell_text(child) for child in table if child.tag == "caption"), "")
    return Grid(cells=cells, caption=caption)


def _placed(rows: list[list[_Element]], cell_text: Callable[[_Element], str]) -> Iterator[GridCell]:
    """Give each cell the first place in its row that no cell from above reaches into."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows, 1):
        column = 1
        for cell in row:
            while (number, column) in taken:
                column += 1
            height = _span(cell, "rowspan", len(rows) - number + 1)
            width = _span(cell, "colspan", _MOST_COLUMNS)
            if (height > 1 or width > 1) and len(taken) < _MOST_PLACES:
                taken.update((number + down, column + right) for down in range(height) for right in range(width))
            yield GridCell(row=number, column=column, rows=height, columns=width, text=cell_text(cell))
            column += width


def _span(cell: _Element, name: str, most: int) -> int:
    printed = cell.get(name, "1").strip()
    value = int(printed) if printed.isdecimal() and len(printed) < 6 else 1  # noqa: PLR2004  what is longer is no span
    # rowspan="0" means: to the end of the table.
    return min(value or most, most)

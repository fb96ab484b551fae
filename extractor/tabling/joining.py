"""Joins the grids of one table that runs over pages."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.anchor import Span
from extractor.tabling.texts import label, plain
from extractor.tabling.titling import title_of, unit_in
from extractor.vocabulary.tables import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.document import Block, Cell, Document, Table

# what may stand between the parts of one table: — 12 — · 续表 · 公开02表 · 第3页
_BETWEEN: Final = re.compile(
    r"[-—–\s]*\d{1,4}[-—–\s]*|第?\d+页.{0,8}|[(]?续表?\d*[)]?.{0,6}|(?:公开|财决)\d+表|接上页|[(]续上表[)]"
)
_NEAR: Final = 12.0
"""Points by which the edges of two parts of a table may differ."""
_HEAD: Final = 16
"""Rows of a grid that are compared."""
_LEADING: Final = 6
"""Rows at the top of a grid that may be its header."""


class _Parts(NamedTuple):
    """A table under way: its grids so far, and what of the first the others are compared with."""

    grids: list[Table]
    title: str
    width: int
    rows: tuple[tuple[str, ...], ...]


def joined(document: Document) -> list[Table]:
    """Return the tables of a document, each with the rows of the grids that continue it."""
    starts = [block.span.start for block in document.blocks]
    tables: list[_Parts] = []
    for table in document.tables:
        if tables and _continues(document, tables[-1], table, starts=starts):
            tables[-1].grids.append(table)
            continue
        rows = _rows(document, [cell for cell in table.cells if cell.row <= _HEAD])
        tables.append(_Parts([table], _title(document, table), _width(table), rows))
    return [_join(parts.grids) for parts in tables]


def _width(table: Table) -> int:
    return max((cell.column + cell.columns - 1 for cell in table.cells), default=0)


def _height(table: Table) -> int:
    return max((cell.row + cell.rows - 1 for cell in table.cells), default=0)


def _join(grids: Sequence[Table]) -> Table:
    """Return one table of all the grids; their rows go on counting, their places stay as printed."""
    first = grids[0]
    if len(grids) == 1:
        return first
    cells: list[Cell] = []
    above = 0
    for grid in grids:
        cells += (replace(cell, row=cell.row + above) for cell in grid.cells) if above else grid.cells
        above += _height(grid)
    return replace(
        first,
        span=Span(first.span.start, max(grid.span.end for grid in grids)),
        cells=tuple(cells),
        unit=next((grid.unit for grid in grids if grid.unit), None),
        doubt=next((grid.doubt for grid in grids if grid.doubt), ""),
    )


def _continues(document: Document, parts: _Parts, second: Table, *, starts: Sequence[int]) -> bool:
    first, last = parts.grids[0], parts.grids[-1]
    if not last.cells or not second.cells or _width(second) != parts.width:
        return False
    if last.cells[-1].anchor.sheet != second.cells[0].anchor.sheet or not _in_line(last, second):
        return False
    if second.caption is not None and _title(document, second) != parts.title:
        return False
    if first.unit and second.unit and first.unit != second.unit:
        return False
    between = document.blocks[bisect_left(starts, last.span.end) : bisect_left(starts, second.span.start)]
    if not all(_passes(document, block, title=parts.title) for block in between if block.kind != "table"):
        return False
    return _goes_on(parts.rows, _rows(document, [cell for cell in second.cells if cell.row <= _HEAD]))


def _title(document: Document, table: Table) -> str:
    return title_of(document.quote(table.caption)) if table.caption else ""


def _in_line(first: Table, second: Table) -> bool:
    """Tell whether the second stands on the page after the first, its edges below those of the first."""
    last, next_ = first.cells[-1].anchor, second.cells[0].anchor
    if last.page is None or next_.page is None:
        return last.page is next_.page
    if next_.page - last.page not in (0, 1):
        return False
    one = [cell.anchor.box for cell in first.cells if cell.anchor.box and cell.anchor.page == last.page]
    two = [cell.anchor.box for cell in second.cells if cell.anchor.box]
    if not one or not two:
        return True
    left = abs(min(box[0] for box in one) - min(box[0] for box in two))
    right = abs(max(box[2] for box in one) - max(box[2] for box in two))
    return left <= _NEAR and right <= _NEAR


def _passes(document: Document, block: Block, *, title: str) -> bool:
    """Tell whether a line between two grids may stand inside one table: furniture, its title again, its unit line."""
    if block.kind == "furniture":
        return True
    quoted = document.quote(block.span)
    text = plain(quoted)
    if _BETWEEN.fullmatch(text) or unit_in(quoted):
        return True
    return bool(title) and title_of(text) == title


def _goes_on(heads: Sequence[tuple[str, ...]], rows: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether the second grid begins with data, or repeats the header of the first and does not start anew."""
    words = vocabulary()
    own = [row for row in rows[:_LEADING] if any(text in words.headers or text in words.measures for text in row)]
    if not own:
        return True
    if not all(row in heads for row in own):
        return False
    return not (_starts(rows, own) & _starts(heads, own))


def _starts(rows: Sequence[tuple[str, ...]], header: Sequence[tuple[str, ...]]) -> set[str]:
    """Return the name of the first row below a header if it is a total, or the first item."""
    last = max((index for index, row in enumerate(rows) if row in header), default=-1)
    for row in rows[last + 1 :]:
        if row:
            return {row[0]} if label(row[0]) in vocabulary().totals or row[0].startswith("一、") else set()
    return set()


def _rows(document: Document, cells: Sequence[Cell]) -> tuple[tuple[str, ...], ...]:
    """Return the texts of the cells row by row."""
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return tuple(
        tuple(text for cell in row if (text := plain(document.quote(cell.span)))) for _, row in sorted(rows.items())
    )

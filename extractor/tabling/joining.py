"""Joins the grids of one table that runs over pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

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
_LEADING: Final = 6
"""Rows at the top of a grid that may be its header."""


def joined(document: Document) -> list[Table]:
    """Return the tables of a document, each with the rows of the grids that continue it."""
    tables: list[Table] = []
    width = 0
    for table in document.tables:
        wide = _width(table)
        if tables and wide == width and _continues(document, tables[-1], table):
            tables[-1] = _join(tables[-1], table)
            continue
        tables.append(table)
        width = wide
    return tables


def _width(table: Table) -> int:
    return max((cell.column + cell.columns - 1 for cell in table.cells), default=0)


def _height(table: Table) -> int:
    return max((cell.row + cell.rows - 1 for cell in table.cells), default=0)


def _join(first: Table, second: Table) -> Table:
    below = _height(first)
    cells = [*first.cells, *(replace(cell, row=cell.row + below) for cell in second.cells)]
    return replace(
        first,
        span=Span(first.span.start, max(first.span.end, second.span.end)),
        cells=tuple(cells),
        unit=first.unit or second.unit,
        doubt=first.doubt or second.doubt,
    )


def _continues(document: Document, first: Table, second: Table) -> bool:
    if not first.cells or not second.cells:
        return False
    if first.cells[-1].anchor.sheet != second.cells[0].anchor.sheet or not _in_line(first, second):
        return False
    title = _title(document, first)
    if second.caption is not None and _title(document, second) != title:
        return False
    if first.unit and second.unit and first.unit != second.unit:
        return False
    between = _between(document.blocks, first.span.end, second.span.start)
    if not all(_passes(document, block, title=title) for block in between):
        return False
    return _goes_on(document, first, second)


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


def _between(blocks: Sequence[Block], start: int, end: int) -> list[Block]:
    return [block for block in blocks if start <= block.span.start < end and block.kind != "table"]


def _passes(document: Document, block: Block, *, title: str) -> bool:
    """Tell whether a line between two grids may stand inside one table: furniture, its title again, its unit line."""
    if block.kind == "furniture":
        return True
    quoted = document.quote(block.span)
    text = plain(quoted)
    if _BETWEEN.fullmatch(text) or unit_in(quoted):
        return True
    return bool(title) and title_of(text) == title


def _goes_on(document: Document, first: Table, second: Table) -> bool:
    """Tell whether the second grid begins with data, or repeats the header of the first and does not start anew."""
    heads = _rows(document, first)
    rows = _rows(document, second)
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


def _rows(document: Document, table: Table) -> list[tuple[str, ...]]:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    return [
        tuple(text for cell in cells if (text := plain(document.quote(cell.span)))) for _, cells in sorted(rows.items())
    ]

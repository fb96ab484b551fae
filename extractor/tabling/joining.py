"""Joins the grids of one table that runs over pages."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractor.anchor import Span
from extractor.tabling.spanning import columns_among, drawn_in, edges_of, height, widened, width
from extractor.tabling.texts import is_nothing, label, number, plain
from extractor.tabling.titling import is_note, title_of, unit_in
from extractor.vocabulary.tables import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.document import Block, Cell, Document, Table

# what may stand between the parts of one table: — 12 — (in a picture also 一12一) · 续表 · 公开02表 · 第3页
_BETWEEN: Final = re.compile(
    r"[-—–一\s]*\d{1,4}[-—–一\s]*|第?\d+页.{0,8}|[(]?续表?\d*[)]?.{0,6}|(?:公开|财决)\d+表|接上页|[(]续上表[)]"
)
# 续表 · (续表2) · 接上页; near miss: 续表3收入决算表
_CONTINUES: Final = re.compile(r"[(]?(?:续表?|接上[页表]|续上表)\d{0,2}[)]?")
_NEAR: Final = 12.0
"""Points by which the edges of two parts of a table may differ."""
_HEAD: Final = 16
"""Rows of a grid that are compared."""
_LEADING: Final = 6
"""Rows at the top of a grid that may be its header."""


@dataclass(slots=True, kw_only=True)
class _Parts:
    """A table under way: its grids so far, and what of the first the others are compared with."""

    grids: list[Table]
    title: str
    width: int
    rows: tuple[tuple[str, ...], ...]


def joined(document: Document) -> list[Table]:
    """Return the tables of a document, each with the rows of the grids that continue it."""
    starts = [block.span.start for block in document.blocks]
    tables: list[_Parts] = []
    for given in document.tables:
        table = drawn_in(given)
        if tables and _may_follow(document, tables[-1], table, starts=starts):
            rows = _rows(document, [cell for cell in table.cells if cell.row <= _HEAD])
            if _taken_up(tables[-1], table, rows):
                continue
        else:
            rows = _rows(document, [cell for cell in table.cells if cell.row <= _HEAD])
        title = title_of(document.quote(table.caption)) if table.caption else ""
        tables.append(_Parts(grids=[table], title=title, width=width(table), rows=rows))
    return [_join(parts.grids) for parts in tables]


def _taken_up(parts: _Parts, second: Table, rows: tuple[tuple[str, ...], ...]) -> bool:
    """Add a grid to the table it continues, in the columns of the wider of the two; tell whether it does.

    The header of merged columns may stand alone at the foot of a page, and rows over the leaf may merge columns.
    """
    turns = _turns_page(parts.grids[-1], second)
    headed = turns and _only_header(parts)
    if not headed and not _goes_on(parts.rows, rows):
        return False
    wide = width(second)
    if wide != parts.width:
        own, next_ = (edges_of(parts.grids), edges_of([second])) if turns else ({}, {})
        narrower = len(own) < len(next_)
        places = columns_among(own, next_) if narrower else columns_among(next_, own)
        if not places or not (headed or wide > 1 or all(is_note(row[0]) for row in rows if row)):
            return False
        if narrower:
            parts.grids = [widened(grid, places) for grid in parts.grids]
            parts.width = wide
        else:
            second = widened(second, places)
    parts.grids.append(second)
    if headed:
        parts.rows = (*parts.rows, *rows)
    return True


def _turns_page(first: Table, second: Table) -> bool:
    """Tell whether the second grid stands on the page after that of the first."""
    last, next_ = first.cells[-1].anchor.page, second.cells[0].anchor.page
    return last is not None and next_ is not None and next_ - last == 1


def _only_header(parts: _Parts) -> bool:
    """Tell whether what was read of a table so far is header alone: few rows, none of data, nothing to fill in."""
    if len(parts.rows) > _LEADING:
        return False
    rows = [row for row in parts.rows if row and row[0] not in _NUMBERING]
    if not any(len(row) > 1 for row in rows):
        return False
    totals = vocabulary().totals
    return not any(
        (len(row) == 1 and label(row[0]) in totals) or any(number(text) or is_nothing(text) for text in row)
        for row in rows
    )


_NUMBERING: Final = frozenset({"栏次", "行次"})


def _join(grids: Sequence[Table]) -> Table:
    """Return one table of all the grids; their rows go on counting, their places stay as printed."""
    first = grids[0]
    if len(grids) == 1:
        return first
    cells: list[Cell] = []
    above = 0
    for grid in grids:
        cells += (replace(cell, row=cell.row + above) for cell in grid.cells) if above else grid.cells
        above += height(grid)
    return replace(
        first,
        span=Span(first.span.start, max(grid.span.end for grid in grids)),
        cells=tuple(cells),
        unit=next((grid.unit for grid in grids if grid.unit), None),
        doubt=next((grid.doubt for grid in grids if grid.doubt), ""),
    )


def _may_follow(document: Document, parts: _Parts, second: Table, *, starts: Sequence[int]) -> bool:
    """Tell whether nothing between or above two grids speaks against their being parts of one table."""
    first, last = parts.grids[0], parts.grids[-1]
    if not last.cells or not second.cells:
        return False
    if last.cells[-1].anchor.sheet != second.cells[0].anchor.sheet or not _in_line(last, second):
        return False
    if second.caption is not None and not _same_title(document.quote(second.caption), parts.title):
        return False
    if first.unit and second.unit and first.unit != second.unit:
        return False
    between = document.blocks[bisect_left(starts, last.span.end) : bisect_left(starts, second.span.start)]
    return all(_passes(document, block, title=parts.title) for block in between if block.kind != "table")


def _same_title(caption: str, title: str) -> bool:
    """Tell whether a caption is the title again, or only says that a table goes on: 续表."""
    return title_of(caption) == title or _CONTINUES.fullmatch(plain(caption)) is not None


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
    own = [row for row in rows[:_LEADING] if _is_header(row)]
    if not own:
        return True
    if not all(row in heads for row in own):
        return False
    return not (_starts(rows, own) & _starts(heads, own))


def _is_header(row: Sequence[str]) -> bool:
    """Tell whether a row heads columns; a label cut by the end of a page may look like it: 支出 | 1.20 | 1.20."""
    words = vocabulary()
    if len(row) == 1 or any("." in text and number(text) for text in row):
        return False
    return any(text in words.headers or text in words.measures for text in row)


def _starts(rows: Sequence[tuple[str, ...]], header: Sequence[tuple[str, ...]]) -> set[str]:
    """Return the name of the first row below a header if it is a total, or the first item."""
    last = max((index for index, row in enumerate(rows) if row in header), default=-1)
    for row in rows[last + 1 :]:
        if not row or _is_subhead(row):
            continue
        return {row[0]} if label(row[0]) in vocabulary().totals or row[0].startswith("一、") else set()
    return set()


def _is_subhead(row: Sequence[str]) -> bool:
    """Tell whether a row still heads columns, though it begins with a total: 小计 | 基本支出 | 项目支出."""
    words = [text for text in row if not is_nothing(text)]
    return len(words) > 1 and not any(number(text) for text in words)


def _rows(document: Document, cells: Sequence[Cell]) -> tuple[tuple[str, ...], ...]:
    """Return the texts of the cells row by row."""
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return tuple(
        tuple(text for cell in row if (text := plain(document.quote(cell.span)))) for _, row in sorted(rows.items())
    )

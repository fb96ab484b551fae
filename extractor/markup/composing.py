"""Writes the chosen lines of a page as one text, with blocks, tables and cells that point into it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.anchor import Anchor, Span
from extractor.document import Block, Cell, Table
from extractor.layout.lines import is_furniture, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.markup.grids import Grid
    from extractor.markup.walking import Line

# 金额单位:万元 · 单位：元; near miss: 编制单位:青川县水利局
_UNIT: Final = re.compile(r"单位\s*[:：]\s*(?:人民币)?\s*(万元|千元|亿元|元)")
# 收入支出决算总表 · 三、支出决算表(表3); near miss: 说明:本表反映…
_CAPTION: Final = re.compile(r"[^。:：]{2,50}表\s*(?:[(（][^()（）]{0,16}[)）])?\s*")
_ABOVE: Final = 4
"""How many lines above a table, and rows at its top, may carry its title and unit."""


class Composed(NamedTuple):
    """A page as a document has it."""

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]


def compose(lines: Sequence[Line], *, source: str) -> Composed:
    """Return text, blocks and tables; a line of the page is a line of the text, and so is a row of a table."""
    pieces: list[str] = []
    plain: list[Span] = []
    fixed: list[Block] = []
    tables: list[Table] = []
    at = 0
    for line in lines:
        piece = line.text
        if line.grid is not None:
            piece, table = _table(line.grid, at, number=len(tables) + 1, source=source)
            tables.append(table)
            fixed.append(Block(kind="table", span=table.span))
        elif line.level is not None:
            kind = "furniture" if is_furniture(piece.strip()) else "heading"
            fixed.append(Block(kind=kind, span=_trimmed(piece, at), level=line.level))  # type: ignore[arg-type]  # one of two words
        else:
            plain.append(_trimmed(piece, at))
        pieces += (piece, "\n")
        at += len(piece) + 1
    text = "".join(pieces)
    blocks = [*fixed, *paragraphs(text, plain, breaks=sorted(block.span.start for block in fixed))]
    blocks.sort(key=lambda block: (block.span.start, -block.span.end))
    return Composed(text, tuple(blocks), tuple(_titled(text, tables, blocks)))


def _trimmed(piece: str, at: int) -> Span:
    """Return the span of a line without the spaces around it."""
    bare = piece.strip()
    start = at + len(piece) - len(piece.lstrip())
    return Span(start, start + len(bare))


def _table(grid: Grid, at: int, *, number: int, source: str) -> tuple[str, Table]:
    """Write a grid, cells parted by tabs and rows by line breaks, and return it with its table."""
    pieces: list[str] = []
    cells: list[Cell] = []
    here = at
    if grid.caption:
        pieces += (grid.caption, "\n")
        here += len(grid.caption) + 1
    row = grid.cells[0].row
    for cell in grid.cells:
        if pieces and cell is not grid.cells[0]:
            pieces.append("\n" if cell.row != row else "\t")
            here += 1
        row = cell.row
        span = Span(here, here + len(cell.text))
        anchor = Anchor(source=source, span=span, table=number, row=cell.row, column=cell.column)
        cells.append(
            Cell(row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns, span=span, anchor=anchor)
        )
        pieces.append(cell.text)
        here += len(cell.text)
    caption = Span(at, at + len(grid.caption)) if grid.caption else None
    return "".join(pieces), Table(number=number, span=Span(at, here), caption=caption, cells=tuple(cells))


def _titled(text: str, tables: Sequence[Table], blocks: Sequence[Block]) -> list[Table]:
    """Give each table its caption and unit from its first rows or from the lines right above it."""
    positions = {block.span.start: i for i, block in enumerate(blocks) if block.kind == "table"}
    titled = []
    for table in tables:
        before = []
        for block in reversed(blocks[max(0, positions[table.span.start] - _ABOVE) : positions[table.span.start]]):
            if block.kind == "table":
                break
            before.append(block.span)
        spans = [*before, *(cell.span for cell in table.cells if cell.row <= _ABOVE)]
        unit = next((match[1] for span in spans if (match := _UNIT.search(text, span.start, span.end))), None)
        caption = next((span for span in spans if _CAPTION.fullmatch(text, span.start, span.end)), None)
        titled.append(replace(table, unit=unit, caption=table.caption or caption))
    return titled

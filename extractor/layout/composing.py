"""Writes pieces in reading order as one text, with the blocks, tables, cells and places that point into it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.anchor import Anchor, Span
from extractor.document import Block, Cell, Place, Table
from extractor.layout.lines import is_furniture, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.layout.pieces import Grid, GridCell, Piece, Run

# 金额单位:万元 · 单位：元; near miss: 编制单位:青川县水利局
_UNIT: Final = re.compile(r"单位\s*[:：]\s*(?:人民币)?\s*(万元|千元|亿元|元)")
# 收入支出决算总表 · 三、支出决算表(表3); near miss: 说明:本表反映…
_CAPTION: Final = re.compile(r"[^。:：]{2,50}表\s*(?:[(（][^()（）]{0,16}[)）])?\s*")
_ABOVE: Final = 4
"""How many lines above a table, and rows at its top, may carry its title and unit."""


class Composed(NamedTuple):
    """What a document is made of, besides its source."""

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    places: tuple[Place, ...]


def compose(pieces: Sequence[Piece], *, source: str) -> Composed:
    """Return text, blocks, tables and places; every piece ends a line of the text, and so does a row of a table."""
    texts: list[str] = []
    plain: list[Span] = []
    fixed: list[Block] = []
    tables: list[Table] = []
    places: list[Place] = []
    at = 0
    for piece in pieces:
        text = piece.text
        if piece.grid is not None:
            text, table = _table(piece.grid, at, number=len(tables) + 1, source=source)
            tables.append(table)
            fixed.append(Block(kind="table", span=table.span))
        elif piece.level is None and piece.kind is None:
            plain.append(_trimmed(text, at))
        else:
            fixed.append(_block(piece, at))
        places += [_place(run, at) for run in piece.runs]
        texts += (text, "\n")
        at += len(text) + 1
    text = "".join(texts)
    blocks = [*fixed, *paragraphs(text, plain, breaks=sorted(block.span.start for block in fixed))]
    blocks.sort(key=lambda block: (block.span.start, -block.span.end))
    return Composed(text, tuple(blocks), tuple(_titled(text, tables, blocks)), tuple(places))


def _block(piece: Piece, at: int) -> Block:
    """Return the block of a piece whose end the reader knows."""
    span = _trimmed(piece.text, at)
    if piece.kind == "furniture" or is_furniture(piece.text.strip()):
        return Block(kind="furniture", span=span, level=piece.level)
    return Block(kind="paragraph" if piece.level is None else "heading", span=span, level=piece.level)


def _place(run: Run, at: int) -> Place:
    span = Span(at + run.start, at + run.end)
    return Place(span=span, page=run.page, box=run.box, edges=run.edges, confidence=run.confidence)


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
        cells.append(_cell(grid, cell, span, table=number, source=source))
        pieces.append(cell.text)
        here += len(cell.text)
    caption = Span(at, at + len(grid.caption)) if grid.caption else None
    span = Span(at, here)
    return "".join(pieces), Table(number=number, span=span, caption=caption, cells=tuple(cells), doubt=grid.doubt)


def _cell(grid: Grid, cell: GridCell, span: Span, *, table: int, source: str) -> Cell:
    anchor = Anchor(
        source=source,
        span=span,
        page=cell.page,
        box=cell.box,
        sheet=grid.sheet,
        table=table,
        row=cell.row + grid.first_row - 1,
        column=cell.column + grid.first_column - 1,
    )
    return Cell(
        row=cell.row,
        column=cell.column,
        rows=cell.rows,
        columns=cell.columns,
        span=span,
        anchor=anchor,
        confidence=cell.confidence,
    )


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

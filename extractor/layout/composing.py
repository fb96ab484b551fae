"""Writes pieces in reading order as one text, with the blocks, tables, cells and places that point into it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from extractor.anchor import Anchor, Span
from extractor.document import Block, Cell, Place, Table
from extractor.layout.cutting import cut
from extractor.layout.lines import is_furniture, paragraphs
from extractor.tabling.titling import titled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractor.layout.pieces import Grid, GridCell, Piece, Run


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
    for piece in _whole(pieces):
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
    return Composed(text, tuple(blocks), tuple(titled(text, tables, blocks)), tuple(places))


def _whole(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces; a grid of several tables as one for each."""
    for piece in pieces:
        parts = (piece.grid,) if piece.grid is None else cut(piece.grid)
        yield from (piece,) if len(parts) == 1 else (replace(piece, grid=part) for part in parts)


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

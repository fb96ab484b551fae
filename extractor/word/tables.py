"""Turns a Word table into a grid with its merged cells resolved, or into what stands in it where it holds the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractor.layout.pieces import Grid, GridCell, Piece, holds_page
from extractor.making import quick
from extractor.word import widths
from extractor.word.names import W, switch, values, whole
from extractor.word.runs import within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

_ROWS: Final = frozenset({f"{W}tr"})
_CELLS: Final = frozenset({f"{W}tc"})
_PROPERTIES, _DELETED = f"{W}tcPr", f"{W}cellDel"
_SPAN, _DOWN, _ALONG, _BEFORE = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge", f"{W}gridBefore"
_WIDEST: Final = 64
"""Columns that a cell may span: Word's own limit is 63."""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class _Filled:
    """A cell with its place, and with what stands in it."""

    cell: GridCell
    pieces: tuple[Piece, ...]


def read(table: _Element, pieces_of: Callable[[_Element], list[Piece]]) -> list[Piece]:
    """Return one piece with the grid, or the pieces in its cells where the table only lays out the page."""
    rows: list[list[_Filled]] = []
    above: dict[int, tuple[int, int]] = {}
    extents: list[tuple[list[_Element], int]] = []
    for element in within(table, _ROWS):
        if not _is_gone(element):
            rows.append([])
            cells = list(within(element, _CELLS))
            above, columns = _read_row(element, cells, rows, above, pieces_of)
            extents.append((cells, columns))
    filled = [one for row in rows for one in row]
    if not any(one.pieces for one in filled):
        return []
    if _holds_page(rows, filled):
        return [piece for one in filled for piece in one.pieces]
    doubt = widths.doubt(extents) if len({columns for _, columns in extents}) > 1 else ""
    return [Piece(text="", grid=Grid(cells=tuple(one.cell for one in filled), doubt=doubt))]


def _read_row(
    element: _Element,
    cells: list[_Element],
    rows: list[list[_Filled]],
    above: dict[int, tuple[int, int]],
    pieces_of: Callable[[_Element], list[Piece]],
) -> tuple[dict[int, tuple[int, int]], int]:
    """Add the cells of a row and return where merges go on below it, and how many columns it takes.

    ``above`` tells for each column which cell of the rows before a merge goes on from: its row and its place there.
    """
    row = rows[-1]
    column = first = 1 + _spanned(values(element.find(f"{W}trPr")), _BEFORE, least=0)
    reaching: dict[int, tuple[int, int]] = {}
    for tc in cells:
        said = values(tc.find(_PROPERTIES))
        if _DELETED in said:
            continue
        width = _spanned(said, _SPAN, least=1)
        merged = _merge(said, _DOWN)
        if _merge(said, _ALONG) == "continue" and row:
            row[-1] = _stretched(row[-1], columns=width)
        elif merged == "continue" and column in above:
            reaching[column] = above[column]
            up, place = above[column]
            rows[up][place] = _stretched(rows[up][place], rows=1)
        else:
            if merged is not None:
                reaching[column] = (len(rows) - 1, len(row))
            row.append(_filled(pieces_of(tc), row=len(rows), column=column, width=width))
        column += width
    return reaching, column - first


def _filled(pieces: list[Piece], *, row: int, column: int, width: int) -> _Filled:
    cell = GridCell(row=row, column=column, columns=width, text=_cell_text(pieces))
    return _Filled(cell=cell, pieces=tuple(pieces))


def _cell_text(pieces: Sequence[Piece]) -> str:
    """Paragraphs of a cell are lines; a small table inside it is lines of its rows."""
    return "\n".join(text for piece in pieces for text in _lines(piece))


def _lines(piece: Piece) -> Iterator[str]:
    if piece.grid is None:
        yield piece.text.replace("\t", " ").strip()
        return
    rows: dict[int, list[str]] = {}
    for cell in piece.grid.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    for texts in rows.values():
        yield " ".join(text for text in texts if text)


def _stretched(filled: _Filled, *, rows: int = 0, columns: int = 0) -> _Filled:
    cell = filled.cell
    return replace(filled, cell=replace(cell, rows=cell.rows + rows, columns=cell.columns + columns))


def _holds_page(rows: Sequence[Sequence[_Filled]], filled: Sequence[_Filled]) -> bool:
    """Tell whether the table lays out text, or other tables that have more to say than itself."""
    longest = max(len(one.cell.text) for one in filled)
    if holds_page(rows=len(rows), columns=max(map(len, rows)), longest=longest):
        return True
    nested = sum(len(cell.text) for one in filled for piece in one.pieces if piece.grid for cell in piece.grid.cells)
    return 2 * nested > sum(len(one.cell.text) for one in filled)


def _is_gone(row: _Element) -> bool:
    """Tell whether a row is deleted by a tracked change, or hidden."""
    properties = row.find(f"{W}trPr")
    return properties is not None and (properties.find(f"{W}del") is not None or switch(properties, "hidden") is True)


def _merge(said: Mapping[str, str], name: str) -> str | None:
    """Return ``restart`` or ``continue``, None for a cell that is not merged; a bare element goes on."""
    if name not in said:
        return None
    return "restart" if said[name] == "restart" else "continue"


def _spanned(said: Mapping[str, str], name: str, *, least: int) -> int:
    return min(max(whole(said.get(name)) or least, least), _WIDEST) if name in said else least

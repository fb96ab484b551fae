"""Fills the fields of a lattice with the inks that stand in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from extractor.layout.pieces import Grid, GridCell
from extractor.pages.content import Ink
from extractor.pages.splitting import UNPARTED, with_rows
from extractor.pages.writing import cell_text, edges_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.pages.lattice import Lattice

BROKEN: Final = "表格的框线不完整,合并的单元格按框线推定"
_NUMBER: Final = re.compile(r"[-+]?[\d][\d.,]*%?")
_FEW_ROWS: Final = 3
_FORM_COLUMNS, _FORM_SIZE = 3, 8.0
"""Columns and points that the fields of an empty table have at least."""
_LONG_CELL: Final = 400
"""A cell of a few rows with more text than this holds part of the page rather than a value."""
_CROSSING: Final = 1.0
"""Points by which an ink may reach into the next column without being cut there."""


def cut(ink: Ink, xs: Sequence[float]) -> list[Ink]:
    """Return an ink in parts where it crosses upright rulings; a number is never torn, it goes where its middle is."""
    first, last = bisect_right(xs, ink.left + _CROSSING), bisect_right(xs, ink.right - _CROSSING)
    if first >= last or len(ink.text) < 2:  # noqa: PLR2004  one character cannot be cut
        return [ink]
    ink = ink._replace(edges=edges_of(ink))
    units = _units(ink.text)
    places = [bisect_right(xs, (ink.edges[start] + ink.edges[end]) / 2) for start, end in units]
    parts = []
    begin = 0
    for number in range(1, len(units) + 1):
        if number == len(units) or places[number] != places[begin]:
            parts.append(_part(ink, units[begin][0], units[number - 1][1]))
            begin = number
    return parts


def _units(text: str) -> list[tuple[int, int]]:
    """Return the stretches that stay together: numbers whole, everything else character by character."""
    units = []
    at = 0
    while at < len(text):
        match = _NUMBER.match(text, at)
        end = match.end() if match else at + 1
        units.append((at, end))
        at = end
    return units


def _part(ink: Ink, start: int, end: int) -> Ink:
    edges = ink.edges[start : end + 1]
    return Ink(ink.text[start:end], edges[0], ink.top, edges[-1], ink.bottom, edges, ink.confidence)


def fill(lattice: Lattice, inks: Sequence[Ink], *, page: int) -> tuple[tuple[GridCell, ...], bool]:
    """Return the cells with what stands in them, and whether anything does; an open empty corner is no cell."""
    held: list[list[Ink]] = [[] for _ in lattice.fields]
    for ink in inks:
        for part in cut(ink, lattice.xs):
            column = min(max(bisect_right(lattice.xs, (part.left + part.right) / 2) - 1, 0), len(lattice.xs) - 2)
            row = min(max(bisect_right(lattice.ys, (part.top + part.bottom) / 2) - 1, 0), len(lattice.ys) - 2)
            held[lattice.owner[row][column]].append(part)
    cells = []
    for field, closed, content in zip(lattice.fields, lattice.closed, held, strict=True):
        if content or closed:
            box = lattice.box(field)
            cells.append(
                GridCell(
                    row=field.row + 1,
                    column=field.column + 1,
                    rows=field.rows,
                    columns=field.columns,
                    text=cell_text(content, left=box[0], right=box[2]) if content else "",
                    page=page,
                    box=box,
                    confidence=confidence(content) if content else None,
                )
            )
    return tuple(cells), any(held)


def confidence(inks: Sequence[Ink]) -> float | None:
    """Return how sure the least sure of these is, None where none was a picture."""
    return min((ink.confidence for ink in inks if ink.confidence is not None), default=None)


def ruled(lattice: Lattice, inks: Sequence[Ink], *, page: int, doubt: str) -> Grid | None:
    """Return the grid of a lattice; None where nothing stands in it and it is not plainly the rest of a table."""
    split = with_rows(lattice, inks)
    cells, filled = fill(split or lattice, inks, page=page)
    if not filled and not _is_form(lattice):
        return None
    if len(lattice.ys) - 1 <= _FEW_ROWS and any(len(cell.text) > _LONG_CELL for cell in cells):
        return None  # running text set in frames
    doubts = (doubt, BROKEN if lattice.broken else "", UNPARTED if split else "")
    return Grid(cells=cells, doubt=";".join(filter(None, doubts)))


def _is_form(lattice: Lattice) -> bool:
    """Tell whether empty fields are rows of a table: regular, and large enough to write in."""
    xs, ys = lattice.xs, lattice.ys
    narrowest = min(right - left for line in (xs, ys) for left, right in pairwise(line))
    return len(xs) > _FORM_COLUMNS and narrowest > _FORM_SIZE and all(lattice.closed) and not lattice.broken

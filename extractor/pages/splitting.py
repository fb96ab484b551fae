"""Parts the rows of a lattice whose rulings are missing between them: three amounts below each other are three rows."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.pages.lattice import Field
from extractor.pages.writing import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.pages.content import Ink
    from extractor.pages.lattice import Lattice

UNPARTED: Final = "表格缺少横线,行按对齐推定"
_AMOUNT: Final = re.compile(r"[-+]?[\d,，]+\.\d+%?")
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 2
_CLOSE: Final = 0.75
"""Of the usual distance of two rows: a line nearer than this goes on with a label."""


class _Line(NamedTuple):
    top: float
    bottom: float
    amounts: int


def with_rows(made: Lattice, inks: Sequence[Ink]) -> Lattice | None:
    """Return the lattice with the rows that stand unparted in it, None where no row is missing a ruling."""
    if len(inks) < _FEWEST_ROWS * _FEWEST_COLUMNS:
        return None
    cuts = {row: places for row in range(len(made.ys) - 1) if (places := list(_cuts(made, row, inks)))}
    return _cut(made, cuts) if cuts else None


def _cuts(made: Lattice, row: int, inks: Sequence[Ink]) -> Iterator[float]:
    """Yield where a row is to be cut."""
    top, bottom = made.ys[row], made.ys[row + 1]
    if any(made.fields[field].rows > 1 for field in made.owner[row]):
        return
    inside = [ink for ink in inks if top < (ink.top + ink.bottom) / 2 < bottom]
    if sum(_AMOUNT.fullmatch(ink.text) is not None for ink in inside) < _FEWEST_ROWS * _FEWEST_COLUMNS:
        return
    lines = [_line(line) for line in rows(inside)]
    if sum(line.amounts >= _FEWEST_COLUMNS for line in lines) < _FEWEST_ROWS:
        return
    pitches = sorted(other.top - one.top for one, other in pairwise(lines))
    near = _CLOSE * pitches[len(pitches) // 2]
    for one, other in pairwise(lines):
        if other.top - one.top >= near or (one.amounts and other.amounts):
            yield (one.bottom + other.top) / 2


def _line(inks: Sequence[Ink]) -> _Line:
    amounts = sum(_AMOUNT.fullmatch(ink.text) is not None for ink in inks)
    return _Line(min(ink.top for ink in inks), max(ink.bottom for ink in inks), amounts)


def _cut(made: Lattice, cuts: dict[int, list[float]]) -> Lattice:
    """Return the lattice with some rows parted; the fields in them, which fill one row each, are parted with them."""
    starts = [0]
    for row in range(len(made.ys) - 1):
        starts.append(starts[-1] + 1 + len(cuts.get(row, ())))
    ys = sorted([*made.ys, *(place for places in cuts.values() for place in places)])
    fields: list[Field] = []
    closed: list[bool] = []
    owner = [[0] * (len(made.xs) - 1) for _ in range(len(ys) - 1)]
    for field, is_closed in zip(made.fields, made.closed, strict=True):
        first, end = starts[field.row], starts[field.row + field.rows]
        parts = range(first, end) if field.rows == 1 else (first,)
        for part in parts:
            height = 1 if field.rows == 1 else end - first
            for line in owner[part : part + height]:
                line[field.column : field.column + field.columns] = [len(fields)] * field.columns
            fields.append(Field(part, field.column, height, field.columns))
            closed.append(is_closed)
    order = sorted(range(len(fields)), key=lambda number: fields[number][:2])
    rank = {number: place for place, number in enumerate(order)}
    return made._replace(
        ys=tuple(ys),
        fields=tuple(fields[number] for number in order),
        owner=tuple(tuple(rank[number] for number in line) for line in owner),
        closed=tuple(closed[number] for number in order),
    )

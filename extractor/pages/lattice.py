"""Reads lines that meet as a lattice of cells: a ruling that is missing between neighbours makes them one cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.pages.strokes import TOUCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.anchor import Box
    from extractor.pages.strokes import Group, Stroke

_MOST_PLACES: Final = 200_000
_NARROWEST: Final = 4.0
"""Points; columns and rows are wider than the gap of a doubled line."""


class Field(NamedTuple):
    """A cell of the lattice: its upper left place from 0, and how many rows and columns it covers."""

    row: int
    column: int
    rows: int
    columns: int


class Lattice(NamedTuple):
    """The places of the rulings, the fields between them, and for each place the number of the field that holds it."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    fields: tuple[Field, ...]
    owner: tuple[tuple[int, ...], ...]
    closed: tuple[bool, ...]
    """For each field: the outer frame is drawn wherever the field touches it."""
    broken: bool
    """Some ruling ends inside what else would be one cell."""

    def box(self, field: Field) -> Box:
        """Return the rectangle of a field."""
        xs, ys = self.xs, self.ys
        return xs[field.column], ys[field.row], xs[field.column + field.columns], ys[field.row + field.rows]


class _Drawn(NamedTuple):
    """Where rulings are drawn: ``above[row][column]`` over a place, ``before[row][column]`` to its left."""

    above: list[list[bool]]
    before: list[list[bool]]


def lattice(group: Group) -> Lattice | None:
    """Return the lattice of a group of lines, None where there are not two columns between them."""
    xs = _places(group.uprights, group.levels)
    ys = _places(group.levels, group.uprights)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2 or rows * columns > _MOST_PLACES:  # noqa: PLR2004  one column is a box around text
        return None
    above = _drawn(group.levels, ys, xs)
    before = [list(line) for line in zip(*_drawn(group.uprights, xs, ys), strict=True)]
    _close_open_sides(group, _Drawn(above, before), xs=xs, ys=ys)
    return _fields(_Drawn(above, before), xs=xs, ys=ys)


def _places(lines: Sequence[Stroke], across: Sequence[Stroke]) -> list[float]:
    """Return where the lines run, and where most of the lines across end beyond the outermost of them."""
    places: list[float] = []
    for line in lines:
        if not places or line.at - places[-1] > _NARROWEST:
            places.append(line.at)
    for end in (_common_end([line.start for line in across]), _common_end([line.end for line in across])):
        if end is not None and (end < places[0] - 2 * TOUCH or end > places[-1] + 2 * TOUCH):
            places.append(end)
    return sorted(places)


def _common_end(ends: list[float]) -> float | None:
    """Return the place where at least half of the lines end, None where they end here and there."""
    ends.sort()
    middle = ends[len(ends) // 2]
    near = sum(abs(end - middle) <= TOUCH for end in ends)
    return middle if near >= 2 and 2 * near >= len(ends) else None  # noqa: PLR2004  one line's end is no side


def _drawn(lines: Sequence[Stroke], places: Sequence[float], across: Sequence[float]) -> list[list[bool]]:
    """Tell for every place of these lines and every gap across whether a line is drawn there."""
    drawn = [[False] * (len(across) - 1) for _ in places]
    middles = [(a + b) / 2 for a, b in pairwise(across)]
    for line in lines:
        nearest = min(bisect_left(places, line.at - _NARROWEST), len(places) - 1)
        if nearest + 1 < len(places) and abs(places[nearest + 1] - line.at) < abs(places[nearest] - line.at):
            nearest += 1
        for gap in range(bisect_left(middles, line.start), bisect_right(middles, line.end)):
            drawn[nearest][gap] = True
    return drawn


def _close_open_sides(group: Group, drawn: _Drawn, *, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Draw the sides that were only presumed from where the lines across end."""
    above, before = drawn
    for x, column in ((xs[0], 0), (xs[-1], len(xs) - 1)):
        if all(abs(line.at - x) > _NARROWEST for line in group.uprights):
            for row in before:
                row[column] = True
    for y, row_number in ((ys[0], 0), (ys[-1], len(ys) - 1)):
        if all(abs(line.at - y) > _NARROWEST for line in group.levels):
            above[row_number] = [True] * (len(xs) - 1)


def _fields(drawn: _Drawn, *, xs: Sequence[float], ys: Sequence[float]) -> Lattice:
    """Grow each field to the right and then down, as far as no ruling is in the way."""
    before = drawn.before
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = [[-1] * columns for _ in range(rows)]
    fields: list[Field] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            right = column + 1
            while right < columns and not before[row][right] and owner[row][right] < 0:
                right += 1
            down = row + 1
            while down < rows and _is_open(drawn, down, column, right):
                down += 1
            for line in owner[row:down]:
                line[column:right] = [len(fields)] * (right - column)
            fields.append(Field(row, column, down - row, right - column))
    closed = tuple(_is_closed(drawn, field, rows=rows, columns=columns) for field in fields)
    broken = _is_broken(drawn, owner)
    return Lattice(tuple(xs), tuple(ys), tuple(fields), tuple(map(tuple, owner)), closed, broken)


def _is_open(drawn: _Drawn, row: int, column: int, right: int) -> bool:
    """Tell whether the places of a row from ``column`` to ``right`` belong to the field above them."""
    above, before = drawn
    return not any(above[row][column:right]) and not any(before[row][column + 1 : right])


def _is_closed(drawn: _Drawn, field: Field, *, rows: int, columns: int) -> bool:
    above, before = drawn
    row, column, height, width = field
    across, down = range(column, column + width), range(row, row + height)
    return (
        (row > 0 or any(above[0][at] for at in across))
        and (row + height < rows or any(above[rows][at] for at in across))
        and (column > 0 or any(before[at][0] for at in down))
        and (column + width < columns or any(before[at][columns] for at in down))
    )


def _is_broken(drawn: _Drawn, owner: Sequence[Sequence[int]]) -> bool:
    """Tell whether two fields are neighbours without a ruling between them."""
    above, before = drawn
    for row, line in enumerate(owner):
        for column, field in enumerate(line):
            if column and field != line[column - 1] and not before[row][column]:
                return True
            if row and field != owner[row - 1][column] and not above[row][column]:
                return True
    return False

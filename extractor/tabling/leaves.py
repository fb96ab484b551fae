"""Numbers that the end of a page cut in two: 18,018,036 at its foot, .46 at the head of the next."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from extractor.tabling.shape import Shape
    from extractor.tabling.sheet import Sheet

CUT: Final = "数字写法不清,可能在换页处断开"


def cut_numbers(sheet: Sheet, form: Shape) -> frozenset[tuple[int, int]]:
    """Return row and column of the numbers in both halves of a row that a page cuts: the second half has no name."""
    names = {column for block in form.blocks for column in (*block.codes, *block.names)}
    found: set[tuple[int, int]] = set()
    for upper, lower in pairwise(form.data):
        one, two = sheet.begun[upper], sheet.begun[lower]
        if not one or not two or one[0].cell.anchor.page == two[0].cell.anchor.page:
            continue
        below = {spot.cell.column - 1 for spot in two if spot.number}
        if names and below and not any(spot.cell.column - 1 in names for spot in two):
            found |= {(row, column) for row in (upper, lower) for column in below}
    return frozenset(found)

"""Makes of a block of rows what it is: a grid, lines of text around it, or text alone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import product
from typing import TYPE_CHECKING, Final

from extractor.layout.pieces import Grid, GridCell, Piece
from extractor.sheets.blocks import NUMERIC
from extractor.sheets.seen import hidden_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.sheets.seen import Row, Seen
    from extractor.sheets.sheet import Sheet

MAX_PLACES: Final = 400_000
"""Cells of a grid with the blank ones among them."""
_SENTENCE: Final = 40
"""Characters of a cell that stands alone in its row and ends a sentence: a passage, no title."""
_TWO: Final = 2
_NUMBERING_ENDS: Final = ("、", ".", ")", "）", "．")
_ENDS: Final = re.compile(r"[。;；]")


def pieces(block: Sequence[int], seen: Seen, sheet: Sheet) -> Iterator[Piece]:
    """Yield the lines and the grid of a block in their order."""
    rows = [(number, seen.rows[number]) for number in block]
    if _is_narrative([row for _, row in rows]):
        yield from _lines(rows)
        return
    first, last = _table_rows([row for _, row in rows])
    yield from _lines(rows[:first])
    yield Piece(text="", grid=_grid(dict(rows[first:last]), seen, sheet))
    yield from _lines(rows[last:])


def places(block: Sequence[int], seen: Seen) -> int:
    """Return how many cells a grid of the block has, the blank ones among them."""
    return len(block) * len({column for number in block for column, _ in seen.rows[number]})


def _is_narrative(rows: Sequence[Row]) -> bool:
    """Tell text from tables: one cell in every row, or passages with a number or heading before them."""
    widest = max(map(len, rows))
    if widest == 1:
        return True
    passages = sum(_is_passage(text) for row in rows for _, text in row)
    return widest == _TWO and passages * 2 >= len(rows)


def _is_passage(text: str) -> bool:
    return len(text) >= _SENTENCE and _ENDS.search(text) is not None


def _table_rows(rows: Sequence[Row]) -> tuple[int, int]:
    """Return where the table begins and ends: passages that stand alone above or below it are text.

    Title, form number and unit line above a table, and a short note below it, stay its rows.
    """
    alone = [len(row) == 1 and _is_passage(row[0][1]) for row in rows]
    first = next((i for i, passage in enumerate(alone) if not passage), 0)
    last = next((i for i in range(len(rows), first, -1) if not alone[i - 1]), len(rows))
    return first, last


def _lines(rows: Sequence[tuple[int, Row]]) -> Iterator[Piece]:
    """Yield every line of the rows as a paragraph; a cell may hold several."""
    for _, row in rows:
        text = row[0][1]
        for _, more in row[1:]:
            text += more if text.endswith(_NUMBERING_ENDS) else f" {more}"
        for line in text.split("\n"):
            if line.strip():
                yield Piece(text=line.strip(), kind="paragraph")


def _grid(rows: dict[int, Row], seen: Seen, sheet: Sheet) -> Grid:
    columns = sorted({column for row in rows.values() for column, _ in row})
    top, left = min(rows), columns[0]
    return Grid(
        cells=tuple(_cells(rows, columns, seen)),
        sheet=sheet.name or None,
        first_row=top,
        first_column=left,
        doubt=_doubt(seen, sheet, (top, max(rows)), (left, columns[-1])),
    )


def _doubt(seen: Seen, sheet: Sheet, rows: tuple[int, int], columns: tuple[int, int]) -> str:
    """Say that figures within the grid were hidden."""
    if not seen.dropped:
        return ""
    hidden = [
        (row, column)
        for row in range(rows[0], rows[1] + 1)
        for column, text in seen.dropped.get(row, ())
        if columns[0] <= column <= columns[1] and _counts(text)
    ]
    return f"表中{hidden_places(hidden, sheet)}是隐藏的,其中的数字没有读入" if hidden else ""


def _counts(text: str) -> bool:
    """Tell whether a hidden figure may be missing from a sum."""
    return NUMERIC.fullmatch(text) is not None and text.strip("0.,-%") != ""


def _cells(rows: dict[int, Row], columns: Sequence[int], seen: Seen) -> Iterator[GridCell]:
    """Yield a cell for every row and column with content that no merged range covers; counted from the grid's corner.

    Rows and columns that are wholly blank have no cells; the numbers of the others keep their distance.
    """
    numbers = sorted(rows)
    top, left = numbers[0], columns[0]
    covered: set[tuple[int, int]] = set()
    for number in numbers:
        texts = dict(rows[number])
        for column in columns:
            if (number, column) in covered:
                continue
            high = wide = 1
            if found := seen.merged.get((number, column)):
                bottom, right = min(found.bottom, numbers[-1]), min(found.right, columns[-1])
                high, wide = bottom - number + 1, right - column + 1
                across = numbers[bisect_left(numbers, number) : bisect_right(numbers, bottom)]
                along = columns[bisect_left(columns, column) : bisect_right(columns, right)]
                covered.update(product(across, along))
            text = texts.get(column, "")
            yield GridCell(row=number - top + 1, column=column - left + 1, rows=high, columns=wide, text=text)

"""Reads tables without a lattice of rulings: rows and columns that only their alignment shows, always in doubt."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.layout.pieces import Grid, GridCell
from extractor.pages.grids import confidence
from extractor.pages.writing import cell_text, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractor.anchor import Box
    from extractor.pages.content import Ink
    from extractor.pages.strokes import Stroke

UNRULED: Final = "表格没有框线,行和列按对齐推定"
LEVEL_RULED: Final = "表格没有竖线,列按对齐推定"
_GAP, _NARROW_GAP = 0.8, 0.15
"""Heights of the text between two columns, and between two of which one is an amount."""
_PITCH: Final = 3.0
"""Heights of the text from one row to the next."""
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3
_FEWEST_AMOUNTS: Final = 2
_MOST_HEADER_ROWS: Final = 6
_END: Final = 8.0
"""Points by which the rules of one table may differ in length."""
_MOST_ROWS: Final = 2_000
# 1,234.56 · -0.35 · 98.20% · 0; near miss: 2024年度 · 3、
_AMOUNT: Final = re.compile(r"[-+]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?%?|[-—]")
_DECIMAL: Final = re.compile(r"[-+]?[\d,，]+\.\d+%?")
# 金额单位:万元 · 部门:青川县水利局 · 公开02表 · 收入支出决算总表 · 注:本表反映…: above or below a table, not in it
_OUTSIDE: Final = re.compile(
    r"(?:单位|部门|机构)\w{0,2}\s*[:：]|公开\s*\d+\s*表|^[注说][:：明]"
    r"|(?:决算|预算|明细|情况|统计|汇总)\w{0,4}表\s*(?:[(（].{0,12}[)）])?$"
)


class _Word(NamedTuple):
    """Inks of one row that stand together."""

    left: float
    right: float
    text: str
    inks: tuple[Ink, ...]


class _Row(NamedTuple):
    words: tuple[_Word, ...]
    top: float
    bottom: float
    amounts: int
    decimals: int


class Found(NamedTuple):
    """A table with the box it fills; the inks in the box are its own."""

    grid: Grid
    box: Box


def tables(inks: Sequence[Ink], levels: Sequence[Stroke], *, page: int, doubt: str) -> list[Found]:
    """Return the tables of inks that stand in no lattice; ``levels`` are level lines that belong to none."""
    text_rows = _rows(inks)
    if len(text_rows) > _MOST_ROWS:
        return []
    found = []
    for start, end in _stretches(text_rows):
        body = text_rows[start:end]
        columns = _columns(body)
        if len(columns) < _FEWEST_COLUMNS or sum(_has_amounts(body, column) for column in columns) < _FEWEST_AMOUNTS:
            continue
        rules = _rules(levels, columns)
        first = min(_with_header(text_rows, start, columns), _below_rule(text_rows, start, columns, rules))
        table_rows = text_rows[first:end]
        columns = _widened(columns, text_rows[first:start])
        size = body[0].bottom - body[0].top
        inside = [rule for rule in rules if table_rows[0].top - 2 * size < rule < table_rows[-1].bottom + 2 * size]
        words = doubt or (LEVEL_RULED if inside else UNRULED)
        found.append(_table(table_rows, columns, inside, page=page, doubt=words))
    return found


def _rows(inks: Iterable[Ink]) -> list[_Row]:
    return [_row(line) for line in rows(inks)]


def _row(line: Sequence[Ink]) -> _Row:
    words = []
    begin = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or _are_apart(line[at - 1], line[at]):
            part = tuple(line[begin:at])
            words.append(_Word(part[0].left, part[-1].right, "".join(ink.text for ink in part), part))
            begin = at
    amounts = sum(_AMOUNT.fullmatch(word.text) is not None for word in words)
    decimals = sum(_DECIMAL.fullmatch(word.text) is not None for word in words)
    top, bottom = min(ink.top for ink in line), max(ink.bottom for ink in line)
    return _Row(tuple(words), top, bottom, amounts, decimals)


def _are_apart(one: Ink, other: Ink) -> bool:
    """Tell whether two inks stand in two columns; between a label and its amount the gap may be a narrow one."""
    amount = _AMOUNT.fullmatch(one.text) or _AMOUNT.fullmatch(other.text)
    gap, size = other.left - one.right, one.bottom - one.top
    # What is printed over each other has run out of its own column into the next.
    return gap > (_NARROW_GAP if amount else _GAP) * size or gap < -_NARROW_GAP * size


def _stretches(text_rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """Yield the rows from the first to the last that bear amounts, as half-open ranges without a wide gap inside."""
    start = end = -1
    for number, row in enumerate(text_rows):
        bears = row.amounts >= _FEWEST_AMOUNTS and row.decimals
        if start >= 0 and (not _follows(text_rows, number) or not _may_stand_in(row)):
            yield from _enough(text_rows, start, end)
            start = -1
        if bears:
            start = number if start < 0 else start
            end = number + 1
    if start >= 0:
        yield from _enough(text_rows, start, end)


def _enough(text_rows: Sequence[_Row], start: int, end: int) -> Iterator[tuple[int, int]]:
    bearing = sum(row.amounts >= _FEWEST_AMOUNTS for row in text_rows[start:end])
    if bearing >= _FEWEST_ROWS and 2 * bearing >= end - start:
        yield start, end


def _follows(text_rows: Sequence[_Row], number: int) -> bool:
    row, before = text_rows[number], text_rows[number - 1]
    return row.top - before.bottom < _PITCH * (row.bottom - row.top)


def _may_stand_in(row: _Row) -> bool:
    """Tell whether a row may stand between others of a table: no sentence, no note below it."""
    return not any(_OUTSIDE.search(word.text) or "。" in word.text for word in row.words)


def _columns(body: Sequence[_Row]) -> list[tuple[float, float]]:
    """Return the stretches across the page that the words of the rows fill, between the gaps that all of them leave."""
    spans = sorted((word.left, word.right) for row in body for word in row.words)
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return columns


def _has_amounts(body: Sequence[_Row], column: tuple[float, float]) -> bool:
    """Tell whether most of what stands in a column is amounts, three at least."""
    words = [word for row in body for word in row.words if column[0] <= word.left < column[1]]
    amounts = sum(_AMOUNT.fullmatch(word.text) is not None for word in words)
    return amounts >= _FEWEST_ROWS and 2 * amounts > len(words)


def _with_header(text_rows: Sequence[_Row], start: int, columns: Sequence[tuple[float, float]]) -> int:
    """Return the first row of the header above the body."""
    first = start
    while first and start - first < _MOST_HEADER_ROWS and _follows(text_rows, first):
        row = text_rows[first - 1]
        starts = columns[0][0] - _END < row.words[0].left < columns[-1][1]
        if len(row.words) < 2 or not starts or not _may_stand_in(row):  # noqa: PLR2004  one word is a title
            break
        first -= 1
    return first


def _widened(columns: list[tuple[float, float]], header: Sequence[_Row]) -> list[tuple[float, float]]:
    """Return the columns with those that only the header names, where all below is empty."""
    beyond = [
        row._replace(words=words)
        for row in header
        if (words := tuple(word for word in row.words if word.left > columns[-1][1]))
    ]
    return [*columns, *_columns(beyond)]


def _below_rule(
    text_rows: Sequence[_Row], start: int, columns: Sequence[tuple[float, float]], rules: Sequence[float]
) -> int:
    """Return the first row below the uppermost rule that nothing but rows of a header parts from the body."""
    first, highest = start, max(0, start - _MOST_HEADER_ROWS)
    for number in range(start - 1, highest - 1, -1):
        row = text_rows[number]
        if not _follows(text_rows, number + 1) or not _may_stand_in(row) or not _is_inside(row, columns):
            break
        size = row.bottom - row.top
        if any(row.top - 2 * size < rule < row.top + size / 2 for rule in rules):
            first = number
    return first


def _is_inside(row: _Row, columns: Sequence[tuple[float, float]]) -> bool:
    return all(columns[0][0] - _END < word.left and word.right < columns[-1][1] + _END for word in row.words)


def _rules(levels: Sequence[Stroke], columns: Sequence[tuple[float, float]]) -> list[float]:
    """Return the level lines that run over the whole table, from above."""
    left, right = columns[0][0] + _END, columns[-1][1] - _END
    return sorted(line.at for line in levels if line.start < left and line.end > right)


def _table(
    table_rows: Sequence[_Row],
    columns: Sequence[tuple[float, float]],
    rules: Sequence[float],
    *,
    page: int,
    doubt: str,
) -> Found:
    xs = [columns[0][0], *((one[1] + other[0]) / 2 for one, other in pairwise(columns)), columns[-1][1]]
    cells: list[GridCell] = []
    lines = _banded(table_rows, rules)
    for number, (top, bottom, band) in enumerate(lines, 1):
        cells += _cells(band, xs, top=top, bottom=bottom, row=number, page=page)
    box = min(xs[0], *(w.left for row in table_rows for w in row.words)), lines[0][0], xs[-1], lines[-1][1]
    right = max(w.right for row in table_rows for w in row.words)
    return Found(Grid(cells=tuple(cells), doubt=doubt), (box[0], box[1], max(box[2], right), box[3]))


def _banded(table_rows: Sequence[_Row], rules: Sequence[float]) -> list[tuple[float, float, list[_Row]]]:
    """Return the rows of the table: what stands between two rules is one row unless several lines bear amounts."""
    bands: list[tuple[float, float, list[_Row]]] = []
    band = -1
    for row in table_rows:
        middle = (row.top + row.bottom) / 2
        here = sum(rule < middle for rule in rules)
        last = bands[-1] if bands and rules and here == band else None
        if last is not None and not (row.amounts and any(other.amounts for other in last[2])):
            bands[-1] = last[0], row.bottom, [*last[2], row]
        else:
            bands.append((row.top, row.bottom, [row]))
        band = here
    return bands


def _cells(
    band: Sequence[_Row], xs: Sequence[float], *, top: float, bottom: float, row: int, page: int
) -> Iterator[GridCell]:
    """Yield the cells of a row; a word that stands over several columns covers them."""
    held: dict[int, list[Ink]] = {}
    reach: dict[int, int] = {}
    for word in (word for line in band for word in line.words):
        first, last = _covered(word, xs)
        held.setdefault(first, []).extend(word.inks)
        reach[first] = max(reach.get(first, first), last)
    column = 0
    while column < len(xs) - 1:
        last = reach.get(column, column)
        while any(other in held for other in range(column + 1, last + 1)):
            last -= 1
        inks = held.get(column, [])
        box = (xs[column], top, xs[last + 1], bottom)
        yield GridCell(
            row=row,
            column=column + 1,
            columns=last - column + 1,
            text=cell_text(inks, left=box[0], right=box[2]) if inks else "",
            page=page,
            box=box,
            confidence=confidence(inks),
        )
        column = last + 1


def _covered(word: _Word, xs: Sequence[float]) -> tuple[int, int]:
    """Return the first and the last column a word stands in; one that merely reaches over does not count."""
    least = 0.25 * (word.right - word.left)
    shares = [min(word.right, right) - max(word.left, left) for left, right in pairwise(xs)]
    covered = [column for column, share in enumerate(shares) if share > least]
    if _AMOUNT.fullmatch(word.text) or not covered:
        best = max(range(len(shares)), key=shares.__getitem__)
        return best, best
    return covered[0], covered[-1]

"""What the rows and columns of a sheet are: header, column numbers, notes, data; codes, names, values, blocks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from extractor.tabling.sheet import lay_out
from extractor.tabling.texts import is_nothing, label
from extractor.tabling.titling import is_heading_cell, is_note
from extractor.vocabulary.tables import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.document import Cell, Table
    from extractor.tabling.sheet import Sheet, Spot

RowKind = Literal["blank", "title", "header", "numbers", "data", "note"]
ColumnKind = Literal["number", "code", "name", "remark", "value", "idle"]
"""An idle column only sets its neighbours apart, or is the rest of one whose cells are merged over two."""

_NUMBERS_ROW: Final = frozenset({"栏次", "栏号", "列次", "栏目", "序号", "行次"})
_BESIDE_NUMBERS: Final = _NUMBERS_ROW | frozenset("类款项")
# 4=5+6 · (1)=(2)+(3) · 7=1-3
_FORMULA: Final = re.compile(r"\(?\d{1,2}\)?=[\d()+\-*/=]+")
_LETTERS: Final = frozenset("甲乙丙丁戊ABCDEFG")
_CODE_LENGTHS: Final = frozenset({3, 5, 7})
_CODE_PART: Final = re.compile(r"\d{2,7}")
_ITEM: Final = re.compile(r"[一二三四五六七八九十]{1,3}、.|[(][一二三四五六七八九十]{1,3}[)].")
_YEAR: Final = re.compile(r"20[0-4]\d")
_MOST_HEADER: Final = 12
"""Rows that may stand above the first row of data."""
_MOST_NUMBER: Final = 99
_MANY: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Columns that are read together: codes, names and the values beside them; numbers are columns from 0."""

    codes: tuple[int, ...]
    names: tuple[int, ...]
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The kinds of all rows and columns, the header texts above each column, and the blocks."""

    rows: tuple[RowKind, ...]
    columns: tuple[ColumnKind, ...]
    paths: tuple[tuple[str, ...], ...]
    blocks: tuple[Block, ...]
    data: tuple[int, ...]
    """The rows of data."""

    @property
    def header(self) -> tuple[int, ...]:
        """The rows of the first header."""
        first = next(iter(self.data), len(self.rows))
        return tuple(row for row, kind in enumerate(self.rows[:first]) if kind == "header")


class _Cells:
    """The cells of one table in its text, known by who they are: tables of equal cells are seldom the same."""

    __slots__ = ("cells", "text")

    def __init__(self, text: str, cells: tuple[Cell, ...]) -> None:
        self.text = text
        self.cells = cells

    def __hash__(self) -> int:
        return id(self.cells)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Cells) and self.cells is other.cells and self.text is other.text


def study(text: str, table: Table) -> tuple[Sheet, Shape]:
    """Return a table laid out, and its shape; naming and reading it ask for both one after the other."""
    return _study(_Cells(text, table.cells))


@lru_cache(maxsize=64)
def _study(key: _Cells) -> tuple[Sheet, Shape]:
    sheet = lay_out(key.text, key.cells)
    return sheet, shape(sheet)


def shape(sheet: Sheet) -> Shape:
    """Return what the rows and columns of a sheet are."""
    rows = _row_kinds(sheet)
    first = next((row for row, kind in enumerate(rows) if kind == "data"), len(rows))
    header = [row for row in range(first) if rows[row] == "header"]
    data = [row for row, kind in enumerate(rows) if kind == "data"]
    paths = _told_apart(sheet, [_path(sheet, header, column) for column in range(sheet.width)], data)
    idle = _idle(sheet, data, paths)
    columns: tuple[ColumnKind, ...] = tuple(
        "idle" if column in idle else _column_kind(sheet, data, column, paths[column]) for column in range(sheet.width)
    )
    return Shape(rows=tuple(rows), columns=columns, paths=tuple(paths), blocks=_blocks(columns), data=tuple(data))


def _row_kinds(sheet: Sheet) -> list[RowKind]:
    kinds: list[RowKind] = []
    headers: set[tuple[str, ...]] = set()
    begun = False
    for row in range(len(sheet.rows)):
        spots = sheet.begun[row]
        kind = _row_kind(spots, begun=begun, headers=headers, row=row)
        if kind == "data" and not begun:
            begun = True
        if kind == "header":
            headers.add(tuple(spot.text for spot in spots))
        kinds.append(kind)
    return kinds


def _row_kind(spots: Sequence[Spot], *, begun: bool, headers: set[tuple[str, ...]], row: int) -> RowKind:
    if not spots:
        return "blank"
    if _is_numbers(spots, begun=begun):
        return "numbers"
    figures = [spot for spot in spots if spot.number]
    worded = None if figures else _words_kind(spots, begun=begun, headers=headers)
    if worded is not None:
        return worded
    return "data" if begun or row >= _MOST_HEADER or _begins_data(spots, figures) else "header"


def _words_kind(spots: Sequence[Spot], *, begun: bool, headers: set[tuple[str, ...]]) -> RowKind | None:
    """Return the kind of a row without figures, None where it may be data or the first header."""
    if is_heading_cell(spots, top=not begun):
        return "title"
    if is_note(spots[0].text) and len(spots) <= 2:  # noqa: PLR2004 - a note fills its row
        return "note"
    return "header" if begun and tuple(spot.text for spot in spots) in headers else None


def _begins_data(spots: Sequence[Spot], figures: Sequence[Spot]) -> bool:
    """Tell whether a row above which no data stood is data: it has a figure, a code, or names rows name."""
    if any(not _YEAR.fullmatch(spot.text) for spot in figures):
        return True
    texts = [spot.text for spot in spots if not is_nothing(spot.text)]
    if any(_ITEM.match(text) for text in texts):
        return True
    return len(texts) == 1 and label(texts[0]) in vocabulary().totals and not figures and spots[0].cell.column == 1


def _is_numbers(spots: Sequence[Spot], *, begun: bool) -> bool:
    """Tell whether a row numbers the columns: 栏次 1 2 3 · 1 2=3+4 3 · 甲 1 2 3."""
    first = spots[0].text
    if first not in _BESIDE_NUMBERS and first not in _LETTERS and not (first[0].isdecimal() or first[0] == "("):
        return False
    if first in _NUMBERS_ROW and len(spots) > 1 and all(_is_number_or_letter(spot) for spot in spots[1:]):
        return True
    marks: list[str] = []
    whole: list[int] = []
    for text in (spot.text for spot in spots if spot.text not in _BESIDE_NUMBERS):
        if len(text) <= 2 and text.isascii() and text.isdecimal():  # noqa: PLR2004
            whole.append(int(text))
        elif text in _LETTERS or ("=" in text and _FORMULA.fullmatch(text)):
            marks.append(text)
        else:
            return False
    rising = all(two - one == 1 for one, two in pairwise(whole))
    if any("=" in mark for mark in marks):
        return True
    if not rising or not whole:
        return False
    return len(whole) >= _MANY or (not begun and whole[0] == 1 and len(marks) + len(whole) > 1)


def _is_number_or_letter(spot: Spot) -> bool:
    text = spot.text
    number = text.isascii() and text.isdecimal() and int(text) <= _MOST_NUMBER if len(text) <= 2 else False  # noqa: PLR2004
    return number or text in _NUMBERS_ROW or text in _LETTERS or _FORMULA.fullmatch(text) is not None or text == "-"


def _path(sheet: Sheet, header: Sequence[int], column: int) -> tuple[str, ...]:
    """Return the header texts above a column from the top down, a merged cell once."""
    texts: list[str] = []
    last: Spot | None = None
    for row in header:
        spot = sheet.rows[row][column]
        if spot is not None and spot is not last and spot.text:
            texts.append(spot.text)
        last = spot
    return tuple(texts)


def _told_apart(sheet: Sheet, paths: list[tuple[str, ...]], data: Sequence[int]) -> list[tuple[str, ...]]:
    """Let columns under one header be told apart by the text that their first row of data holds instead of a figure."""
    if not data:
        return paths
    twins = {path for path, times in Counter(paths).items() if path and times > 1}
    first = data[0]
    for column, path in enumerate(paths):
        spot = sheet.begins(first, column)
        if path in twins and spot and spot.text in _SUBHEADS and not spot.number:
            paths[column] = (*path, spot.text)
    return paths


_SUBHEADS: Final = frozenset({"合计", "小计", "基本支出", "项目支出", "人员经费", "公用经费", "预算数", "决算数"})


def _idle(sheet: Sheet, data: Sequence[int], paths: Sequence[tuple[str, ...]]) -> set[int]:
    """Return the columns in which no cell of data begins and whose header says no more than that of another column."""
    begun = {spot.cell.column - 1 for row in data for spot in sheet.begun[row]}
    if not begun or len(begun) == sheet.width:
        return set()
    said = {path[:depth] for column, path in enumerate(paths) if column in begun for depth in range(len(path) + 1)}
    return {column for column, path in enumerate(paths) if column not in begun and path in said}


def _column_kind(sheet: Sheet, data: Sequence[int], column: int, path: Sequence[str]) -> ColumnKind:
    kinds = vocabulary().headers
    last = path[-1] if path else ""
    spots = [spot for row in data if (spot := sheet.begins(row, column)) and spot.text]
    found = kinds.get(last) or next((kinds[text] for text in reversed(path) if kinds.get(text) == "code"), None)
    if found == "number":
        return "number" if all(spot.number is None or _is_whole(spot) for spot in spots) else "value"
    figures = [spot for spot in spots if spot.number]
    if found == "remark":
        return "remark"
    if _are_codes(spots, said=found == "code"):
        return "code"
    if found in ("name", "code"):
        return "name" if len(figures) * 2 <= len(spots) else "value"
    if _counts_up(figures) and len(figures) == len(spots):
        return "number"
    words = [spot for spot in spots if spot.number is None and not is_nothing(spot.text)]
    return "name" if len(words) > len(figures) and spots else "value"


def _is_whole(spot: Spot) -> bool:
    return spot.text.isdecimal()


def _are_codes(spots: Sequence[Spot], *, said: bool) -> bool:
    texts = [spot.text for spot in spots if not is_nothing(spot.text) and spot.text not in vocabulary().totals]
    if said:
        digits = [text for text in texts if text.replace("-", "").isdecimal()]
        return not texts or len(digits) * 2 >= len(texts) or not any(spot.number for spot in spots)
    codes = [text for text in texts if len(text) in _CODE_LENGTHS and text.isdecimal() and text[0] in "23"]
    return len(codes) >= _MANY and len(codes) == len(texts) and len({len(code) for code in codes}) > 1


def _counts_up(figures: Sequence[Spot]) -> bool:
    """Tell whether a column without a header of its own numbers the rows: 1 2 3 and on."""
    if len(figures) < _MANY or not all(spot.text.isdecimal() and len(spot.text) <= _MANY for spot in figures):
        return False
    values = [int(spot.text) for spot in figures]
    return all(two - one == 1 for one, two in pairwise(values))


def _blocks(columns: Sequence[ColumnKind]) -> tuple[Block, ...]:
    """Cut the columns into blocks: a code or a name after a value begins the next."""
    blocks: list[Block] = []
    codes: list[int] = []
    names: list[int] = []
    values: list[int] = []
    for column, kind in enumerate(columns):
        if kind in ("code", "name") and values:
            blocks.append(Block(codes=tuple(codes), names=tuple(names), values=tuple(values)))
            codes, names, values = [], [], []
        target = {"code": codes, "name": names, "value": values}.get(kind)
        if target is not None:
            target.append(column)
    if codes or names or values:
        blocks.append(Block(codes=tuple(codes), names=tuple(names), values=tuple(values)))
    return tuple(blocks)

"""Parses text whose lines are rows: finds the delimiter, reads quoted fields, keeps ragged rows as they are."""

from __future__ import annotations

import csv
import re
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.sheets.cells import text_of, too_many
from extractor.sheets.sheet import MAX_CELLS, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELIMITERS: Final = ("\t", ",", ";", "|")
_SAMPLE, _LOOKED_AT = 65_536, 60
_LEAST_ROWS: Final = 2
_LINES_IN_FIELD: Final = 40
"""Line breaks in one field; more show a quotation mark that is never closed."""
# 1,344.73 is one number, 412.30,18.05 are two
_GROUPED: Final = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])")
# 收入合计,其中:财政拨款 is a sentence; what ends one never ends a row of figures
_SENTENCE: Final = re.compile(r"[。；！？]\s*$")
# ="00123", which keeps the zeros of a code in Excel
_KEPT: Final = re.compile(r'=\s*"([^"]*)"')


class Parsed(NamedTuple):
    """A sheet, and whether its quotation marks were read as plain characters since one has no partner."""

    sheet: Sheet
    unpaired: bool


def delimiter(text: str) -> str | None:
    """Return what parts the fields; None where the text is no table.

    At least two lines and half of all must have it, and few may end like sentences.
    """
    lines = [line for line in text[:_SAMPLE].splitlines()[:_LOOKED_AT] if line.strip()]
    sentences = sum(_SENTENCE.search(line) is not None for line in lines)
    if sentences * 3 > len(lines):
        return None
    having = {mark: sum(mark in _bare(line, mark) for line in lines) for mark in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda mark: having[mark])
    return best if having[best] >= max(_LEAST_ROWS, (len(lines) + 1) // 2) else None


def _bare(line: str, mark: str) -> str:
    """Return a line without what is quoted, and for commas without grouped numbers standing alone in it."""
    bare = re.sub(r'"[^"]*"', "", line)
    return _GROUPED.sub("", bare) if mark == "," else bare


def parsed(text: str, mark: str, *, path: str) -> Parsed:
    """Return the one sheet of the text; rows count as records, a quoted line break begins none."""
    cells = _cells(_records(text, mark, quoted=True), path=path)
    if cells is None:
        return Parsed(Sheet(name="", cells=_cells(_records(text, mark, quoted=False), path=path) or {}), unpaired=True)
    return Parsed(Sheet(name="", cells=cells), unpaired=False)


def _records(text: str, mark: str, *, quoted: bool) -> Iterator[list[str]]:
    lines = StringIO(text, newline="")
    if quoted:
        return csv.reader(lines, delimiter=mark, skipinitialspace=True)
    return csv.reader(lines, delimiter=mark, quoting=csv.QUOTE_NONE)


def _cells(rows: Iterator[list[str]], *, path: str) -> dict[tuple[int, int], str] | None:
    """Return the cells; None where a field runs over so many lines that its quotation mark was never closed."""
    cells: dict[tuple[int, int], str] = {}
    try:
        for number, row in enumerate(rows, 1):
            for column, field in enumerate(islice(row, MAX_CELLS), 1):
                if field.count("\n") > _LINES_IN_FIELD:
                    return None
                kept = _KEPT.fullmatch(field)
                if shown := text_of(kept[1] if kept else field):
                    cells[number, column] = shown
            if len(cells) > MAX_CELLS:
                raise too_many(path=path, sheet="1")
    except csv.Error:
        return None
    return cells

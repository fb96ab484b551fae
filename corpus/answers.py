"""What is true of a manuscript: a line of gold for every figure and reason of its narrative and its tables."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from corpus.rendering import text
from corpus.sheets import Sheet, placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.sheets import Box, Cited
    from corpus.voices.marks import Mark, Saying
    from corpus.writer import Line, Manuscript

_DIGITS: Final = re.compile(r"[0-9]")
Row = dict[str, Any]
"""One line of JSON."""


def answers(manuscript: Manuscript, *, year: int) -> Iterator[Row]:
    """Yield the gold of a manuscript in reading order.

    A figure of the narrative has ``part`` (the part of the manuscript, from 0), ``start`` and ``end`` within it, and
    ``offset``, where it begins in the plain text. One of a table has ``table``, ``row`` and ``column``, all from 1.
    """
    table = 0
    for number, (part, at) in enumerate(zip(manuscript.parts, text.starts(manuscript), strict=True)):
        if isinstance(part, Sheet):
            table += 1
            yield from _cells(part, table, year)
        else:
            yield from (_figure(part, mark, number, at) for mark in part.marks)


def _figure(line: Line, mark: Mark, part: int, at: int) -> Row:
    row: Row = {
        "part": part,
        "start": mark.start,
        "end": mark.end,
        "offset": at + mark.start,
        "printed": line.text[mark.start : mark.end],
        "kind": mark.kind,
    }
    says = [_saying(one) for one in mark.says]
    if mark.kind == "reason":
        return {**row, "classes": mark.note.split("+"), "explains": says}
    row |= {"value": _plain(mark.value or Decimal(0)), "unit": mark.unit, "facts": says}
    return {**row, "why": mark.note} if mark.note else row


def _saying(saying: Saying) -> Row:
    return {
        "indicator": saying.indicator,
        "account": _bare(saying.account),
        "measure": saying.measure,
        "year": saying.year,
        "base": saying.base,
        "direction": saying.direction,
    }


def _cells(sheet: Sheet, table: int, year: int) -> Iterator[Row]:
    for row, column, box in placed(sheet):
        if box.says and _DIGITS.search(box.text):
            yield {
                "table": table,
                "row": row + 1,
                "column": column + 1,
                "printed": box.text,
                "kind": "count" if box.count is not None else "amount",
                "value": _plain(_value(sheet, box)),
                "unit": "" if box.count is not None else sheet.money.unit,
                "facts": [_cited(one, year) for one in box.says],
            }


def _value(sheet: Sheet, box: Box) -> Decimal:
    printed = Decimal(box.text.replace(",", ""))
    return printed * (10_000 if box.count is None and sheet.money.unit == "万元" else 1)


def _cited(cited: Cited, year: int) -> Row:
    return {
        "indicator": cited.indicator,
        "account": _bare(cited.account),
        "measure": cited.measure,
        "year": year,
        "base": None,
        "direction": None,
        "fund": cited.fund,
    }


def _bare(account: str) -> str:
    """Return an account's name without quotation marks, as all names are written in the gold."""
    return account.replace("“", "").replace("”", "")


def _plain(value: Decimal) -> str:
    whole = format(value, "f")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole

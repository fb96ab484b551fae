"""Numbers in the words of a table: in labels, notes and sentences; they are figures, never facts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extractor.anchor import Span
from extractor.fact import Figure
from extractor.folding import fold
from extractor.lexing import lex
from extractor.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.document import Document
    from extractor.folding import Folded
    from extractor.lexing import Number
    from extractor.tabling.shape import Shape
    from extractor.tabling.sheet import Sheet, Spot

_LIKELY: Final = re.compile(
    r"\d[\d,]*\.\d|\d\s*(?:[万亿千百]?元|%|‰|[辆个人台套批次项])|[一二两三四五六七八九十百]分之|\d,\d{3}"
)
# 3,00 · 1.234.5: digits that make no number; near miss: 2024.09.30
_ODD: Final = re.compile(r"(?!20\d\d\.\d{1,2}\.)[-(]?\d[\d,.]*[,.][\d,.]*[)]?")
_LONG: Final = 24
"""A cell with more characters is a passage, not a label."""
_HEADS: Final = frozenset({"header", "title", "note"})


def figures_in(document: Document, sheet: Sheet, form: Shape) -> Iterator[Figure]:
    """Yield the numbers with a unit or decimals that stand in cells of words."""
    for row, kind in enumerate(form.rows):
        if kind in ("blank", "numbers"):
            continue
        for spot in sheet.begun[row]:
            if spot.number is not None:
                continue
            sort = _sort(spot.text)
            if sort == "odd" and form.columns[spot.cell.column - 1] != "code":
                yield _odd(document, spot)
            elif sort and _LIKELY.search(spot.text):
                why = _why(spot, in_value=form.columns[spot.cell.column - 1] == "value", head=kind in _HEADS)
                yield from _in_cell(document, spot, why)


@lru_cache(maxsize=4096)
def _sort(text: str) -> str:
    """Return whether a cell of words is an odd number or may hold numbers; most labels stand in many tables."""
    if _ODD.fullmatch(text):
        return "odd"
    return "likely" if _LIKELY.search(text) else ""


def _odd(document: Document, spot: Spot) -> Figure:
    text = document.quote(spot.cell.span)
    quoted = text.strip()
    start = spot.cell.span.start + text.index(quoted)
    return Figure(
        printed=quoted,
        quantity=None,
        anchor=document.anchor(Span(start, start + len(quoted))),
        why="一格里可能有几个数" if len(quoted.split()) > 1 else "数字写法不清",
        confidence=spot.cell.confidence,
    )


def _why(spot: Spot, *, in_value: bool, head: bool) -> str:
    if len(spot.text) > _LONG:
        return "表中的文字"
    if head:
        return "表头中的数"
    return "格中不只是一个数" if in_value else "项目名称中的数"


def _in_cell(document: Document, spot: Spot, why: str) -> Iterator[Figure]:
    text = fold(document.quote(spot.cell.span))
    numbers, _ = lex(text.text)
    for number in numbers:
        if number.kind is not None or "." in number.digits:
            yield _figure(document, spot, text, number, why)


def _figure(document: Document, spot: Spot, text: Folded, number: Number, why: str) -> Figure:
    inner = text.to_source(number.start, number.end)
    start = spot.cell.span.start
    span = Span(start + inner.start, start + inner.end)
    quantity = None
    if number.kind is not None:
        quantity = Quantity(
            digits=number.digits,
            unit=number.unit,
            kind=number.kind,
            precision=len(number.digits.partition(".")[2]),
            negative=number.negative,
            approximate=number.approximate,
        )
    return Figure(
        printed=document.text[span.start : span.end],
        quantity=quantity,
        anchor=document.anchor(span),
        why=why,
        confidence=spot.cell.confidence,
    )

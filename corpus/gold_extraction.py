"""The extraction a perfect extractor would give of a seed, made from the table read by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corpus import gold_table
from extractor.anchor import Span
from extractor.fact import Extraction, Fact, Figure, Subject
from extractor.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.gold_table import GoldFigure
    from extractor.document import Disclosure, Document
    from extractor.quantity import Kind

DIGITS: Final = re.compile(r"[0-9][0-9,.]*")
SENTENCE_END: Final = re.compile(r"[。\n]")
PRECISION: Final = {"000": {"amount": 2, "percent": 1}, "001": {}}
"""Decimals that count where a seed strips trailing zeros."""


def perfect(disclosure: Disclosure, *, seed: str) -> Extraction:
    """Return the figures and facts of the table on a disclosure; words and reasons are left out."""
    (document,) = disclosure.documents
    figures = tuple(_figure(gold, document, seed) for gold in gold_table.figures(seed))
    facts = tuple(_facts(figures, document, seed))
    return Extraction(disclosure=disclosure, figures=figures, facts=facts, reasons=())


def _figure(gold: GoldFigure, document: Document, seed: str) -> Figure:
    anchor = document.anchor(gold.span)
    return Figure(printed=gold.printed, quantity=_quantity(gold, seed), anchor=anchor, why=gold.why)


def _quantity(gold: GoldFigure, seed: str) -> Quantity:
    found = DIGITS.match(gold.printed)
    printed = found[0].replace(",", "") if found else "0"
    digits = format(gold.value, "f") if gold.kind == "count" else printed
    kinds: dict[str, Kind] = {"amount": "amount", "percent": "percent", "count": "count"}
    decimals = len(digits.partition(".")[2])
    return Quantity(
        digits=digits,
        unit=gold.unit,
        kind=kinds[gold.kind],
        precision=max(decimals, PRECISION[seed].get(gold.kind, 0)),
        approximate=gold.approximate,
    )


def _facts(figures: tuple[Figure, ...], document: Document, seed: str) -> Iterator[Fact]:
    ends = [match.end() for match in SENTENCE_END.finditer(document.text)]
    statements: dict[tuple[int, Subject], int] = {}
    for gold, figure in zip(gold_table.figures(seed), figures, strict=True):
        for fact in gold.facts:
            subject = Subject(fact.indicator, fact.account)
            place = (sum(end <= gold.span.start for end in ends), subject)
            yield Fact(
                figure=figure,
                subject=subject,
                measure=fact.measure,  # type: ignore[arg-type] # the table holds measures only; a test compares them
                year=fact.year,
                base=fact.base,
                direction=fact.direction,
                scope=fact.scope,
                recognizer="by hand",
                statement=statements.setdefault(place, len(statements)),
                role=_role(document, gold.span),
            )


def _role(document: Document, span: Span) -> str | None:
    inside = [s for s in document.all_sections if s.role and Span(s.title.start, s.body.end).holds(span)]
    return inside[-1].role if inside else None

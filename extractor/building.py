"""Figures and facts made of what a walk read, with their places in the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from extractor.fact import Fact, Figure, Subject
from extractor.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.clauses.records import Read, Said
    from extractor.document import Document
    from extractor.fact import Measure
    from extractor.folding import Folded
    from extractor.lexing import Number

_YEARLY = frozenset({"final", "count", "budget0", "budgetFY", "budget", "share"})
"""Measures whose year is the one the clause names; changes and rates are always this year's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What all figures of one document share.

    ``statements`` numbers each subject of each sentence as it is met, from ``first`` on.
    """

    document: Document
    text: Folded
    decimals: Mapping[tuple[str, str], int]
    year: int | None
    statements: dict[tuple[int, str, str], int] = field(default_factory=dict)
    first: int = 0


def figure_of(page: Page, number: Number, *, why: str | None) -> Figure:
    """Return the figure a number is, with its quantity where its unit was understood."""
    span = page.text.to_source(number.start, number.end)
    document = page.document
    anchor, place = document.placed(span)
    return Figure(
        printed=document.text[span.start : span.end],
        quantity=_quantity(page, number),
        anchor=anchor,
        why=why or number.why,
        confidence=place.confidence if place else None,
    )


def _quantity(page: Page, number: Number) -> Quantity | None:
    if number.kind is None:
        return None
    precision = len(number.digits.partition(".")[2])
    if page.decimals:
        precision = max(precision, page.decimals.get((number.kind, number.unit), 0))
    return Quantity(
        digits=number.digits,
        unit=number.unit,
        kind=number.kind,
        precision=precision,
        negative=number.negative,
        approximate=number.approximate,
    )


def facts_of(page: Page, figure: Figure, read: Read) -> tuple[Fact, ...]:
    """Return what a figure says: one fact for each subject it is of, none where nothing was understood."""
    draft = read.draft
    if draft is None or figure.quantity is None:
        return ()
    verb = draft.verb
    direction = verb.direction if verb and not figure.quantity.negative else None
    span = page.text.to_source(verb.start, verb.end) if verb else None
    year = _year(page, read, draft.measure)
    return tuple(
        [
            Fact(
                figure=figure,
                subject=subject,
                measure=draft.measure,
                year=year,
                base=draft.base,
                direction=direction,
                direction_span=span,
                scope=draft.scope,
                recognizer=read.recognizer,
                statement=_statement(page, read.sentence, subject),
                role=read.role,
            )
            for subject in (read.subjects if len(read.subjects) == 1 else dict.fromkeys(read.subjects))
        ]
    )


def _year(page: Page, read: Read, measure: Measure) -> int | None:
    if measure == "prior":
        return page.year - 1 if page.year else None
    return read.year if read.year and measure in _YEARLY else page.year


def word_facts(page: Page, said: Said) -> tuple[Fact, ...]:
    """Return what a word says: 持平 and 无 are exact zeros, 大于 a direction without a number."""
    span = page.text.to_source(said.start, said.end)
    figure = Figure(
        printed=page.document.quote(span),
        quantity=_zero() if said.zero else None,
        anchor=page.document.anchor(span),
        word=True,
    )
    verb = said.draft.verb
    return tuple(
        Fact(
            figure=figure,
            subject=subject,
            measure=said.draft.measure,
            year=page.year,
            base=said.draft.base,
            direction=verb.direction if verb else None,
            direction_span=span if verb else None,
            recognizer="level",
            statement=_statement(page, said.sentence, subject),
            role=said.role,
        )
        for subject in said.subjects
    )


def _statement(page: Page, sentence: int, subject: Subject) -> int:
    key = (sentence, subject.indicator, subject.account)
    return page.statements.setdefault(key, page.first + len(page.statements))


@cache
def _zero() -> Quantity:
    return Quantity(digits="0", unit="万元", kind="amount", precision=2)

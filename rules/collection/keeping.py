"""A member made of an audited disclosure: the facts, relations and findings that another year or level needs."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from rules.binding.index import APART, build
from rules.collection import wording
from rules.collection.member import HEAD, Card, Charge, Heading, Member, Passage, Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractor.document import Disclosure
    from extractor.fact import Extraction, Fact
    from rules.finding import Finding, Verdict
    from rules.suspects import SuspectTable

COMPARED: Final = frozenset({"final", "prior", "delta", "count", "budget0", "budgetFY", "budget"})
"""The measures that another year or level can speak to; percentages are judged where they stand."""

TIES: Final = frozenset({"holds", "rounding"})
MOST_FACTS: Final = 1200
MOST_TIES: Final = 600
MOST_LINES: Final = 50_000
WIDEST: Final = 16
"""A relation of more seats vouches for none of them in particular."""

BREAK: Final = re.compile(r"\r\n|\n|\r")
_PLACED: Final = re.compile(r"[省市县区州旗盟乡镇]")
_LEAST_NAME: Final = 2


def placed(card: Card) -> bool:
    """Tell whether a body's name says which one it is: with its place, or of the central government."""
    match = _PLACED.search(card.key, 2)
    named = match is not None and len(card.key) - match.end() >= _LEAST_NAME
    return bool(card.region) or card.level == "中央" or named


def member(
    extraction: Extraction,
    verdicts: Sequence[Verdict],
    findings: Iterable[Finding],
    *,
    path: str,
    suspects: Iterable[SuspectTable] = (),
) -> Member | None:
    """Return what is kept of a disclosure; None where it does not say whose it is, or of which year.

    ``suspects`` are tables that are not judged: nothing else is held against them either.
    """
    body = extraction.disclosure.body
    units = () if body.kind.value in {"单位", HEAD} else wording.units(extraction)
    card = _card(extraction, path, units)
    if card is None:
        return None
    charges = tuple(_charges(findings))
    accused = {(charge.source, charge.start) for charge in charges}
    facts: dict[int, Fact] = {}
    sure = _sure(extraction, verdicts, {(one.source, one.number) for one in suspects})
    for fact in extraction.facts:
        charged = fact.figure.quantity is not None and not accused.isdisjoint(_starts(fact))
        if charged or (id(fact) in sure and _compared(fact)):
            facts[id(fact)] = fact
            if len(facts) == MOST_FACTS:
                break
    ties = tuple(_ties(verdicts, facts))
    documents = extraction.disclosure.documents
    return Member(
        card=card,
        facts=tuple(facts.values()),
        ties=ties,
        charges=charges,
        units=units,
        reasons=wording.reasons(extraction),
        changes=wording.changes(extraction),
        headings=tuple(_headings(extraction.disclosure)),
        lines={one.source.id: tuple(islice(_lines(one.text), MOST_LINES)) for one in documents},
    )


def _lines(text: str) -> Iterator[int]:
    yield 0
    yield from (match.end() for match in BREAK.finditer(text))


def _card(extraction: Extraction, path: str, units: Sequence[Passage]) -> Card | None:
    disclosure = extraction.disclosure
    body = disclosure.body
    if not body.name or not body.key or disclosure.year is None:
        return None
    return Card(
        id=disclosure.documents[0].source.id,
        path=path,
        name=body.name,
        key=body.key,
        region=body.region.value or "",
        level=body.level.value or "",
        kind=body.kind.value or "",
        year=disclosure.year,
        units=tuple(unit.text for unit in units),
    )


def _sure(extraction: Extraction, verdicts: Sequence[Verdict], doubted: set[tuple[str, int]]) -> set[int]:
    """Return the facts that relations within the document may rest on, by identity.

    A change with a rate beside it that no relation confirms may be of another subject than it was read to be.
    """
    index = build(extraction)
    found = {id(fact) for facts in index.by_measure.values() for fact in facts}
    grids = (grid for grid in index.cells.grids if (grid.source, grid.number) not in doubted)
    found |= {id(fact) for grid in grids for fact in grid.facts}
    held = (verdict for verdict in verdicts if verdict.outcome in TIES)
    confirmed = {id(seat.fact.figure) for verdict in held for seat in verdict.seats if seat.name == "delta"}
    changes = index.by_measure.get("delta", ())
    return found - {id(fact) for fact in changes if id(fact.figure) not in confirmed and index.beside(fact, "rate")}


def _compared(fact: Fact) -> bool:
    """Tell whether a fact is of this body as a whole, or said of one account."""
    if fact.measure not in COMPARED or fact.scope or fact.part:
        return False
    if fact.cell is not None and fact.subject.account:
        return False
    if fact.measure == "delta" and fact.base != "prior":
        return False
    return fact.role not in APART


def _starts(fact: Fact) -> Iterator[tuple[str, int]]:
    source = fact.figure.anchor.source
    yield source, fact.figure.span.start
    if fact.direction_span is not None:
        yield source, fact.direction_span.start


def _charges(findings: Iterable[Finding]) -> Iterator[Charge]:
    for finding in findings:
        tied = sum(suspect.rank == 1 for suspect in finding.suspects) > 1
        for suspect in finding.suspects:
            yield Charge(
                fingerprint=finding.fingerprint,
                source=suspect.anchor.source,
                start=suspect.anchor.span.start,
                replacement=suspect.replacement,
                slip=suspect.slip,
                tied=tied,
            )


def _ties(verdicts: Sequence[Verdict], facts: dict[int, Fact]) -> Iterator[Tie]:
    """Yield the relations that hold round the figures another year or level may speak to, and keep their facts."""
    whole = {id(fact.figure) for fact in facts.values() if not fact.subject.account}
    numbers = {name: number for number, name in enumerate(facts)}
    count = 0
    for verdict in verdicts:
        if verdict.outcome not in TIES or not 1 < len(verdict.seats) <= WIDEST:
            continue
        near = any(id(seat.fact.figure) in whole for seat in verdict.seats)
        if near and len(verdict.weak) < len(verdict.seats):
            for seat in verdict.seats:
                numbers.setdefault(id(seat.fact), len(numbers))
                facts.setdefault(id(seat.fact), seat.fact)
            yield Tie(rule=verdict.rule, seats=tuple((seat.name, numbers[id(seat.fact)]) for seat in verdict.seats))
            count += 1
            if count == MOST_TIES:
                return


def _headings(disclosure: Disclosure) -> Iterator[Heading]:
    for document in disclosure.documents:
        for section in document.all_sections:
            end = max(section.title.end, section.body.end)
            title = document.quote(section.title).strip()
            yield Heading(source=document.source.id, start=section.title.start, end=end, title=title)

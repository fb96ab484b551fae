"""Relations between two years of one body: what this year's disclosure says of last year beside what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.finding import Seat
from rules.kinds import applies_to
from rules.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact
    from rules.binding.shelves import Shelf
    from rules.rule import Rule
    from rules.seats import Pick, Plan

APART: Final = ("perf.", "staff.", "units.", "asset.vehicle")
"""Subjects whose name alone does not say that they are the same as last year's: projects, groups of persons."""


def bind(rule: Rule, plan: Plan, before: Shelf, now: Shelf) -> Iterator[Relation]:
    """Yield the rule's relations, each over other figures."""
    seen: set[tuple[str, ...]] = set()
    applies = applies_to(rule.kind)
    for case in plan.cases:
        for seats in _led(case, before, now) if case.lead else _named(case, before, now):
            figures = tuple(seat.fact.figure.id for seat in seats)
            if seats and figures not in seen and (applies is None or applies(seats)):
                seen.add(figures)
                yield Relation(rule=rule, seats=seats)


def _led(plan: Plan, before: Shelf, now: Shelf) -> Iterator[tuple[Seat, ...]]:
    """Yield the seats for every fact that may lead: the others are of its subject."""
    (pick,) = plan.seats[plan.lead or ""]
    for fact in now.facts:
        if _leads(fact, pick):
            seats = [Seat(name=plan.lead or "", fact=fact)]
            for name, picks in plan.seats.items():
                if name != plan.lead:
                    side = before if name in plan.before else now
                    found = side.value(picks[0], indicator=fact.subject.indicator, account=fact.subject.account)
                    seats += [] if found is None else [Seat(name=name, fact=found)]
            if len(seats) == len(plan.seats):
                yield tuple(seats)


def _leads(fact: Fact, pick: Pick) -> bool:
    subject = fact.subject
    return (
        fact.measure in pick.measures
        and (not pick.indicators or subject.indicator in pick.indicators)
        and (not pick.bases or fact.base in pick.bases)
        and not fact.scope
        and not fact.part
        and fact.figure.quantity is not None
        and not fact.quantity.approximate
        and not subject.indicator.startswith(APART)
    )


def _named(plan: Plan, before: Shelf, now: Shelf) -> Iterator[tuple[Seat, ...]]:
    """Yield the seats of the indicators that the plan names; nothing where one that was published is not there."""
    seats: list[Seat] = []
    for name, picks in plan.seats.items():
        side = before if name in plan.before else now
        for pick in picks:
            found = side.certain(pick)
            if found is None:
                return
            seats.append(Seat(name=name, fact=found))
    yield tuple(seats)

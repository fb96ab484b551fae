"""Relations within a statement: a rate with its change, a share with its whole, a completion with its budget."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from extractor.fact import Subject
from rules.binding.doubts import guessed, of_another, start
from rules.binding.given import all_gpb
from rules.binding.index import narrated, same_number, standing
from rules.binding.picking import BUDGETS, fits, one
from rules.finding import Seat
from rules.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.fact import Fact
    from rules.binding.index import Index
    from rules.rule import Rule
    from rules.seats import Pick, Plan


def bind(index: Index, rule: Rule, plan: Plan) -> Iterator[Relation]:
    """Yield one relation for every fact that may take the lead seat; seats nobody fits stay empty."""
    lead = plan.lead or next(iter(plan.seats))
    for pick in map(_of_any_account, plan.seats[lead]):
        for measure in pick.measures:
            for fact in index.by_measure.get(measure, ()):
                if _leads(fact, pick):
                    found = Relation(rule=rule, seats=tuple(_seats(index, plan, lead, fact)))
                    if not guessed(index, found) and not of_another(index, found):
                        yield found


def _leads(fact: Fact, pick: Pick) -> bool:
    indicator = fact.subject.indicator
    return (
        (not pick.indicators or indicator in pick.indicators)
        and (not pick.roles or fact.role in pick.roles)
        and fits(fact, pick)
    )


@cache
def _of_any_account(pick: Pick) -> Pick:
    """Return the pick for any account, unless it names one sort of them."""
    return pick if pick.account != "none" else replace(pick, account="any")


def _seats(index: Index, plan: Plan, lead: str, fact: Fact) -> Iterator[Seat]:
    yield Seat(name=lead, fact=fact)
    for name, picks in plan.seats.items():
        if name != lead:
            found = next((near for pick in picks if (near := _beside(index, pick, fact)) is not None), None)
            if found is not None:
                yield Seat(name=name, fact=found)


def _beside(index: Index, pick: Pick, lead: Fact) -> Fact | None:
    """Return the fact that belongs beside the lead: same statement first, then as far as the pick reaches."""
    if pick.indicators == ("@base",):
        return whole_of(index, lead)
    if pick.indicators:
        return one(index, pick)
    for measure in pick.measures:
        for name in _measures(measure, lead):
            found = nearest(index, lead, name, pick)
            if found is not None:
                return found
    return None


def _measures(measure: str, lead: Fact) -> tuple[str, ...]:
    """Return the measures a pick means: ``@base`` is what the lead is measured against."""
    if measure != "@base":
        return (measure,)
    base = lead.base or ""
    if base == "budget":
        return BUDGETS
    return (base, "budget") if base in BUDGETS else (base,)


def nearest(index: Index, lead: Fact, measure: str, pick: Pick) -> Fact | None:
    """Return the nearest fact of the lead's subject: in its statement, earlier in its section, else anywhere."""
    here = _sharing(index.beside(lead, measure), lead)
    if here:
        return _closest(here, lead)
    if pick.reach == "statement":
        return None
    every = _sharing(index.by_subject.get((lead.subject.indicator, lead.subject.account, measure), ()), lead)
    before = [fact for fact in every if fact.role == lead.role and start(fact) < start(lead)]
    if before:
        return before[-1]
    return settled(narrated(every)) if pick.reach == "document" else None


def _sharing(facts: Sequence[Fact], lead: Fact) -> list[Fact]:
    """Keep the facts that speak of the lead's scope, and, where both are measured against something, of its base."""
    return [
        fact
        for fact in facts
        if fact.scope == lead.scope and not (fact.measure == "delta" and (fact.base != lead.base or fact.figure.word))
    ]


def _closest(facts: list[Fact], lead: Fact) -> Fact:
    """Return the last fact before the lead, or the first after it."""
    before = [fact for fact in facts if start(fact) <= start(lead)]
    return before[-1] if before else facts[0]


def settled(facts: list[Fact]) -> Fact | None:
    """Return the document's value of a subject: the only one, or what more than half of its statements say."""
    fact = standing(facts)
    if fact is None:
        return None
    votes = sum(1 for other in facts if same_number(fact, other))
    return fact if 2 * votes > len(facts) else None


def whole_of(index: Index, lead: Fact) -> Fact | None:
    """Return the denominator a share names: in its section before it, else anywhere in the narrative."""
    for subject in _denominators(index, lead):
        facts = [
            fact for fact in index.by_subject.get((subject.indicator, subject.account, "final"), ()) if not fact.scope
        ]
        here = [fact for fact in facts if fact.role == lead.role and start(fact) < start(lead)]
        if here:
            return here[-1]
        whole = standing(narrated(facts))
        if whole is not None:
            return whole
    return None


PARTS: Final = ("gpb.project", "gpb.basic")
LARGER: Final = {"gpb.exp": "exp.current", "gpb.basic": "exp.basic", "gpb.project": "exp.project"}


def _denominators(index: Index, lead: Fact) -> Iterator[Subject]:
    """Yield what a share may be of: the named indicator, and its equal where there is only one fund.

    占一般公共预算项目支出总额的100%: where all spending is general public budget, 项目支出 of section 三 is that total.
    """
    base = lead.base or "?"
    if base == "?":
        return
    if Subject(base) == lead.subject:  # 一般公共预算财政拨款支出…,占本年支出的58.04%: of all spending, not of itself
        if base in LARGER:
            yield Subject(LARGER[base])
        return
    yield Subject(base)
    if base in PARTS and all_gpb(index):
        yield Subject(LARGER[base])

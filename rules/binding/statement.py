"""Relations within a statement: a rate with its change, a share with its whole, a completion with its budget."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from rules.binding.doubts import CHANGES, guessed, of_another
from rules.binding.given import all_gpb
from rules.binding.index import ahead, narrated, same_number, standing
from rules.binding.picking import BUDGETS, fits, one
from rules.finding import Seat
from rules.kinds import applies_to
from rules.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.fact import Fact
    from rules.binding.index import Index
    from rules.rule import Rule
    from rules.seats import Pick, Plan


def bind(index: Index, rule: Rule, plan: Plan) -> Iterator[Relation]:
    """Yield one relation for every fact that may take the lead seat; seats nobody fits stay empty."""
    applies = applies_to(rule.kind)
    for seats in _seats(index, plan):
        if applies is None or applies(seats):
            found = Relation(rule=rule, seats=seats)
            if seats[0].fact.measure not in CHANGES or not (guessed(index, found) or of_another(index, found)):
                yield found


def _seats(index: Index, plan: Plan) -> list[tuple[Seat, ...]]:
    """Return the seats of every relation; rules that seat the same facts share the search for them."""
    seats = index.seated.get(plan.named)
    if seats is None:
        facts = index.beside_leads.get(plan.shape)
        if facts is None:
            facts = index.beside_leads[plan.shape] = list(_seated(index, plan))
        seats = index.seated[plan.named] = [
            tuple([Seat(name=name, fact=fact) for name, fact in zip(plan.order, row, strict=True) if fact is not None])
            for row in facts
        ]
    return seats


def _seated(index: Index, plan: Plan) -> Iterator[tuple[Fact | None, ...]]:
    """Yield what sits in the seats for every fact that may lead, whatever the rule calls them."""
    leads, *others = (plan.seats[name] for name in plan.order)
    for pick in map(_of_any_account, leads):
        for measure in pick.measures:
            for fact in _stated(index, pick, measure):
                if _leads(fact, pick):
                    yield fact, *(_first_beside(index, picks, fact) for picks in others)


def _stated(index: Index, pick: Pick, measure: str) -> Sequence[Fact]:
    if len(pick.indicators) == 1:
        return index.by_indicator.get((pick.indicators[0], measure), ())
    return index.by_measure.get(measure, ())


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


def _first_beside(index: Index, picks: tuple[Pick, ...], lead: Fact) -> Fact | None:
    for pick in picks:
        found = _beside(index, pick, lead)
        if found is not None:
            return found
    return None


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
    stated = index.beside(lead, measure)
    here = _sharing(stated, lead) if stated else ()
    if here:
        return _closest(here, lead)
    if pick.reach == "statement":
        return None
    every = _sharing(index.by_subject.get((lead.subject.indicator, lead.subject.account, measure), ()), lead)
    before = [fact for fact in every if fact.role == lead.role and ahead(fact, lead)]
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


def _closest(facts: Sequence[Fact], lead: Fact) -> Fact:
    """Return the last fact before the lead, or the first after it."""
    if len(facts) == 1:
        return facts[0]
    before = [fact for fact in facts if not ahead(lead, fact)]
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
    for indicator in _denominators(index, lead):
        facts = index.wholes.get((indicator, "final"), ())
        here = [fact for fact in facts if fact.role == lead.role and ahead(fact, lead)]
        if here:
            return here[-1]
        whole = standing(narrated(facts))
        if whole is not None:
            return whole
    return None


PARTS: Final = ("gpb.project", "gpb.basic")
LARGER: Final = {"gpb.exp": "exp.current", "gpb.basic": "exp.basic", "gpb.project": "exp.project"}


def _denominators(index: Index, lead: Fact) -> Iterator[str]:
    """Yield what a share may be of: the named indicator, and its equal where there is only one fund.

    占一般公共预算项目支出总额的100%: where all spending is general public budget, 项目支出 of section 三 is that total.
    """
    base = lead.base or "?"
    if base == "?":
        return
    own = lead.subject
    if base == own.indicator and not own.account:
        # 一般公共预算财政拨款支出…,占本年支出的58.04%: of all spending, not of itself
        if base in LARGER:
            yield LARGER[base]
        return
    yield base
    if base in PARTS and all_gpb(index):
        yield LARGER[base]

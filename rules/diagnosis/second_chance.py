"""Second chances: a failing percentage that was cut, made to fit 100, or computed on another base."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractor.quantity import Interval
from rules.diagnosis.problem import Candidate
from rules.finding import Repair, Seat
from rules.repair import COSTS, nearest, reprinted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extractor.fact import Fact
    from extractor.quantity import Kind as Measured
    from extractor.quantity import Quantity
    from rules.diagnosis.problem import Bound, Problem
    from rules.finding import Slip
    from rules.repair import Style

RATIOS: Final[Mapping[str, tuple[str, str]]] = {
    "growth": ("rate", "base"),
    "share": ("share", "whole"),
    "completion": ("completion", "budget"),
}
"""For every kind of ratio: the seat of the percentage, and the seat of what it is measured against."""

DENOMINATORS: Final = (
    "gpb.exp", "exp.current", "rev.current", "gpb.basic", "gpb.project", "exp.basic", "exp.project",
    "total.income", "total.expenditure", "fiscal.income_total", "fiscal.expenditure_total", "rev.fiscal", "fiscal.gpb",
    "proc.total", "proc.goods", "proc.services", "proc.works", "proc.sme", "sg.total",
)  # fmt: skip
"""What shares are measured against in disclosures, the usual first."""

BUDGETS: Final = ("budgetFY", "budget0", "budget")

WHOLE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """A name for the failure of one relation; ``base`` is the fact the percentage was computed on."""

    candidate: Candidate
    base: Fact | None = None


def chances(problem: Problem, facts: Sequence[Fact], styles: Mapping[Measured, Style]) -> tuple[Chance, ...]:
    """Return the second chances of the problem's failing relations."""
    found: list[Chance] = []
    for number in problem.failing:
        bound = problem.bounds[number]
        if bound.relation.rule.kind == "zero_base":
            found.extend(_removed(problem, number))
        elif bound.relation.rule.kind in RATIOS:
            found.extend(_of_ratio(bound, number, facts, styles))
    return tuple(found)


def _removed(problem: Problem, number: int) -> Iterator[Chance]:
    """A percentage on a base of zero should not be there at all, so nothing is to be computed from it."""
    for fact in problem.bounds[number].relation.sitting("rate"):
        around = {place[0] for place in problem.places[fact.figure.id]}
        ratios = {other for other in around if problem.bounds[other].relation.rule.kind in RATIOS}
        yield Chance(candidate=_named(fact, {number, *ratios.intersection(problem.failing)}, "remove", None, None))


def _of_ratio(bound: Bound, number: int, facts: Sequence[Fact], styles: Mapping[Measured, Style]) -> Iterator[Chance]:
    name = RATIOS[bound.relation.rule.kind][0]
    seat = next((at for at, one in enumerate(bound.relation.seats) if one.name == name), None)
    allowed = None if seat is None else bound.kind.allowed(bound.relation, seat)
    if seat is None or allowed is None:
        return
    fact = bound.relation.seats[seat].fact
    if (allowed.hi < 0) != (fact.point.hi < 0):
        return
    unsigned = -allowed if fact.direction == -1 else allowed
    right = nearest(unsigned, fact.quantity, styles[fact.quantity.kind])
    if right is None:
        return
    text = reprinted(fact.figure.printed, fact.quantity, right)
    slip: Slip | None = None
    if _is_cut(fact, allowed):
        slip = "truncation"
    elif _is_plug(fact, allowed, facts):
        slip = "plug"
    if slip is not None:
        yield Chance(candidate=_named(fact, {number}, slip, right, text))
        return
    base = _other_base(bound, facts)
    if base is not None:
        yield Chance(candidate=_named(fact, {number}, "base", right, text), base=base)


def _named(fact: Fact, numbers: set[int], slip: Slip, right: Quantity | None, text: str | None) -> Candidate:
    repair = Repair(figure=fact.figure, replacement=right, text=text, slip=slip, cost=COSTS[slip])
    return Candidate(repair=repair, touches=(), settles=frozenset(numbers), only=True)


def _unit(fact: Fact) -> Interval:
    """Return one unit of the last place that counts, as an interval of no width."""
    quantity = fact.quantity
    return Interval(1, 1, 0).shifted(quantity.power - max(quantity.decimals, quantity.precision))


def _is_cut(fact: Fact, allowed: Interval) -> bool:
    """Tell whether the percentage is the computed one cut after its last place: 38.28% for 38.2877%."""
    if not fact.quantity.decimals:
        return False
    point, unit = fact.point, _unit(fact)
    beyond = point - unit if point.hi < 0 else point + unit
    low, high = (beyond, point) if point.hi < 0 else (point, beyond)
    places = max(low.places, high.places, allowed.places)
    span = Interval(low.at(places).lo, high.at(places).hi, places)
    exact = allowed.at(places)
    # Where the amounts leave several percentages open, the one computed from them as printed must be cut.
    if exact.hi - exact.lo > unit.at(places).lo:
        middle = (exact.lo + exact.hi) // 2
        exact = Interval(middle, middle, places)
    return span.meets(exact)


def _is_plug(fact: Fact, allowed: Interval, facts: Sequence[Fact]) -> bool:
    """Tell whether a share is one unit off so that the shares of its list total 100 as printed."""
    if fact.measure != "share":
        return False
    unit = _unit(fact)
    if not ((fact.interval + unit).meets(allowed) or (fact.interval - unit).meets(allowed)):
        return False
    shares = {
        other.figure.id: other.point
        for other in facts
        if other.measure == "share" and other.role == fact.role and other.base == fact.base
    }
    total = sum(shares.values(), Interval(0, 0, 0))
    return len(shares) > 1 and total.low == WHOLE


def _other_base(bound: Bound, facts: Sequence[Fact]) -> Fact | None:
    """Return the fact that the percentage fits instead of the base it names."""
    relation = bound.relation
    name = RATIOS[relation.rule.kind][1]
    kept = tuple(seat for seat in relation.seats if not seat.name.startswith(name))
    if relation.rule.kind == "growth":
        kept = tuple(seat for seat in kept if seat.name != "final")
        if not any(seat.name == "delta" for seat in kept):
            return None
    own = {seat.fact.figure.quantity for seat in relation.seats}
    loose = None
    for fact in _denominators(bound, facts):
        if fact.quantity in own and relation.rule.kind != "growth":
            continue
        outcome = bound.kind.outcome(replace(relation, seats=(*kept, Seat(name=name, fact=fact))))
        if outcome == "holds":
            return fact
        if outcome == "rounding" and loose is None:
            loose = fact
    return loose


def _denominators(bound: Bound, facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield what else the percentage may have been measured against, the likeliest first."""
    relation = bound.relation
    if relation.rule.kind == "share":
        finals = [fact for fact in facts if fact.measure == "final" and not fact.subject.account]
        for indicator in DENOMINATORS:
            yield from (fact for fact in finals if fact.subject.indicator == indicator)
        return
    # 增加12万元,增长10.9%: computed on this year's figure instead of last year's.
    if relation.rule.kind == "growth":
        yield from relation.sitting("final")
    subjects = {seat.fact.subject for seat in relation.seats}
    measures = (*BUDGETS, "prior") if relation.rule.kind == "completion" else BUDGETS
    for measure in measures:
        yield from (fact for fact in facts if fact.measure == measure and fact.subject in subjects)

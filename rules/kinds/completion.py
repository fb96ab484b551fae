"""A completion rate is the final over the budget it names: 完成率 = 决算数 ÷ 预算数."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import ratio, seats
from rules.judging import ratio_verdict
from rules.ratio import Ratio, term
from rules.showing import common_unit, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.quantity import Interval
    from rules.finding import Outcome, Seat, Verdict
    from rules.relation import Relation

NEEDS = ("completion", "final", "budget")


def check_spec(spec: Mapping[str, object]) -> None:
    """Raise ValueError where the spec is wrong."""
    seats.check(spec, NEEDS)


def applies(taken: tuple[Seat, ...]) -> bool:
    """Tell whether the budget is not a printed zero: a percentage on nothing is what zero_base judges."""
    return not any(seat.name == "budget" and seat.fact.quantity.is_zero for seat in taken)


def form(relation: Relation) -> Ratio | None:
    """Return the ratio, or None where an amount is missing."""
    at = {seat.name: number for number, seat in enumerate(relation.seats)}
    if len(at) < len(NEEDS):
        return None
    final, budget = at["final"], at["budget"]
    return Ratio(
        seat=at["completion"],
        fact=relation.seats[at["completion"]].fact,
        terms=(
            term(final, relation.seats[final].fact, in_part=1),
            term(budget, relation.seats[budget].fact, in_base=1),
        ),
        zero_is_named=True,
    )


def outcome(relation: Relation) -> Outcome:
    """Judge without words."""
    return ratio.outcome(form(relation))


def judge(relation: Relation) -> Verdict:
    """Judge with formula and the interval of the rate."""
    return ratio_verdict(relation, form(relation), _quotient, lacking="决算数或预算数")


def _quotient(relation: Relation) -> str:
    facts = {seat.name: seat.fact for seat in relation.seats}
    unit = common_unit([facts["final"], facts["budget"]])
    return f"{shown(facts['final'], unit)} ÷ {shown(facts['budget'], unit)}"


def allowed(relation: Relation, seat: int) -> Interval | None:
    """Return the values the numbered seat may take given the others."""
    return ratio.allowed(form(relation), seat)

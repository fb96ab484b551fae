"""A rate of change is the change over what it is measured against: 增减率 = 增减额 ÷ (本年数 − 增减额)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import ratio, seats
from rules.judging import ratio_verdict
from rules.kinds.zero_base import base_is_zero
from rules.ratio import Ratio, term
from rules.showing import common_unit, shown, shown_in_brackets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.fact import Fact
    from extractor.quantity import Interval
    from rules.finding import Outcome, Seat, Verdict
    from rules.relation import Relation

NEEDS = ("rate", "delta?", "final?", "base?")
"""Two of delta, final and base are needed; where all three are there, delta over base is judged."""


def check_spec(spec: Mapping[str, object]) -> None:
    """Raise ValueError where the spec is wrong."""
    seats.check(spec, NEEDS)


def applies(taken: tuple[Seat, ...]) -> bool:
    """Tell whether the base is not a printed zero: a percentage on nothing is what zero_base judges."""
    return not base_is_zero({seat.name: seat.fact for seat in taken})


def form(relation: Relation) -> Ratio | None:
    """Return the ratio, or None where two of the amounts are missing."""
    at = {seat.name: number for number, seat in enumerate(relation.seats)}
    facts = {seat.name: seat.fact for seat in relation.seats}
    if "delta" in at:
        sign, turn = _signs(facts["rate"], facts["delta"])
        if "base" in at:
            delta = term(at["delta"], facts["delta"], in_part=1, sign=turn)
            terms = (delta, term(at["base"], facts["base"], in_base=1))
        elif "final" in at:
            delta = term(at["delta"], facts["delta"], in_base=-1, in_part=1, sign=turn)
            terms = (delta, term(at["final"], facts["final"], in_base=1))
        else:
            return None
        return Ratio(seat=at["rate"], fact=facts["rate"], sign=sign, terms=terms, zero_is_named=True)
    if "base" not in at or "final" not in at:
        return None
    final = term(at["final"], facts["final"], in_part=1)
    return Ratio(
        seat=at["rate"],
        fact=facts["rate"],
        terms=(final, term(at["base"], facts["base"], in_base=1, in_part=-1)),
        zero_is_named=True,
    )


def _signs(rate: Fact, delta: Fact) -> tuple[int, int]:
    """Return the signs to give rate and delta: one without a verb of its own takes the other's.

    比上年减少12.3万元(8.1%): the percentage has no verb and falls with the amount.
    """
    if rate.direction is None and delta.direction == -1:
        return -1, 1
    if delta.direction is None and rate.direction == -1:
        return 1, -1
    return 1, 1


def outcome(relation: Relation) -> Outcome:
    """Judge without words."""
    return ratio.outcome(form(relation))


def judge(relation: Relation) -> Verdict:
    """Judge with formula and the interval of the rate."""
    return ratio_verdict(relation, form(relation), _quotient, lacking="增减额、本年数或基数")


def _quotient(relation: Relation) -> str:
    facts = {seat.name: seat.fact for seat in relation.seats}
    unit = common_unit([fact for name, fact in facts.items() if name != "rate"])
    text = {name: shown(fact, unit) for name, fact in facts.items()}
    if "delta" in facts and "base" in facts:
        return f"{text['delta']} ÷ {text['base']}"
    if "delta" in facts:
        return f"{text['delta']} ÷ ({text['final']} − {shown_in_brackets(facts['delta'], unit)})"
    return f"({text['final']} − {shown_in_brackets(facts['base'], unit)}) ÷ {text['base']}"


def allowed(relation: Relation, seat: int) -> Interval | None:
    """Return the values the numbered seat may take given the others."""
    found = form(relation)
    if found is None or not (seat == found.seat or any(one.seat == seat for one in found.terms)):
        return None
    return ratio.allowed(found, seat)

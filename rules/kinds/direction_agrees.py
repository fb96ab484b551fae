"""The verb of an amount and the verb of its percentage point the same way: 增加…增长, 减少…下降."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import seats
from rules.finding import Words
from rules.judging import worded_verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.fact import Fact
    from extractor.quantity import Interval
    from rules.finding import Outcome, Seat, Verdict
    from rules.relation import Relation

NEEDS = ("rate", "delta")


def check_spec(spec: Mapping[str, object]) -> None:
    """Raise ValueError where the spec is wrong."""
    seats.check(spec, NEEDS)


def applies(taken: tuple[Seat, ...]) -> bool:
    """Tell whether amount and percentage stand together."""
    return len(taken) == len(NEEDS)


def outcome(relation: Relation) -> Outcome:
    """Judge without words."""
    if len(relation.seats) < len(NEEDS):
        return "cannot_tell"
    rate, delta = (relation.sitting(name)[0] for name in NEEDS)
    if rate.direction is None or delta.direction is None:
        return "cannot_tell"
    return "fails" if _opposed(rate, delta) else "holds"


def _opposed(rate: Fact, delta: Fact) -> bool:
    """Tell whether two verbs contradict each other; beside a zero either verb will do."""
    if rate.quantity.is_zero or delta.quantity.is_zero:
        return False
    return rate.direction != delta.direction


def judge(relation: Relation) -> Verdict:
    """Judge with both figures named."""
    return worded_verdict(relation, outcome(relation), _words, lacking="方向词")


def _words(relation: Relation) -> Words:
    formula = " ↔ ".join(_worded(seat.fact) for seat in reversed(relation.seats))
    return Words(formula=formula, stated=relation.seats[0].fact.figure.printed)


def _worded(fact: Fact) -> str:
    return {1: "+", -1: "−", 0: "±"}.get(fact.direction or 0, "") + fact.figure.printed


def allowed(relation: Relation, seat: int) -> Interval | None:  # noqa: ARG001  (the Kind protocol's signature)
    """Return None: it judges words, not values."""
    return None

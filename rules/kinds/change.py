"""A change is the difference of two printed values: 增减额 = 本年数 − 基数."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules import linear, seats
from rules.judging import linear_verdict, missing
from rules.linear import Linear

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.quantity import Interval
    from rules.finding import Outcome, Seat, Verdict
    from rules.relation import Relation

NEEDS = ("delta", "final", "base")
FORM: Final = Linear(signs={"delta": -1, "final": 1, "base": -1}, stated=("delta",))


def check_spec(spec: Mapping[str, object]) -> None:
    """Raise ValueError where the spec is wrong."""
    seats.check(spec, NEEDS)


def applies(taken: tuple[Seat, ...]) -> bool:
    """Tell whether base and final are printed, so that there is something to subtract."""
    return len(taken) == len(NEEDS)


def outcome(relation: Relation) -> Outcome:
    """Judge without words."""
    return linear.outcome(FORM, relation.seats) if len(relation.seats) == len(NEEDS) else "cannot_tell"


def judge(relation: Relation) -> Verdict:
    """Judge with formula and the interval of the change."""
    if len(relation.seats) < len(NEEDS):
        return missing(relation, ("本年数或基数",))
    return linear_verdict(relation, FORM)


def allowed(relation: Relation, seat: int) -> Interval | None:
    """Return the values the numbered seat may take given the others."""
    return linear.allowed(FORM, relation.seats, seat) if len(relation.seats) == len(NEEDS) else None

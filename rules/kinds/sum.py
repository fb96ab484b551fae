"""A whole is the sum of its parts; some parts alone may not exceed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules import linear, seats
from rules.judging import linear_verdict
from rules.linear import Linear

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.quantity import Interval
    from rules.finding import Outcome, Verdict
    from rules.relation import Relation

NEEDS = ("whole", "part*", "less*", "some*")
"""``part`` and ``less`` add up to the whole; ``some`` are parts of a list that may be incomplete."""

SIGNS: Final = {"whole": -1, "part": 1, "less": -1, "some": 1}
EXACT: Final = Linear(signs=SIGNS, stated=("whole",), hidden=True)
PARTIAL: Final = Linear(signs=SIGNS, stated=("whole",), hidden=True, mode="<=")


def check_spec(spec: Mapping[str, object]) -> None:
    """Raise ValueError where the spec is wrong."""
    seats.check(spec, NEEDS)


def form(relation: Relation) -> Linear:
    """Return the sum, or the bound where the list is partial."""
    return PARTIAL if any(seat.name == "some" for seat in relation.seats) else EXACT


def outcome(relation: Relation) -> Outcome:
    """Judge without words."""
    return linear.outcome(form(relation), relation.seats)


def judge(relation: Relation) -> Verdict:
    """Judge with formula and the interval of the whole."""
    return linear_verdict(relation, form(relation))


def allowed(relation: Relation, seat: int) -> Interval | None:
    """Return the values the numbered seat may take given the others."""
    return linear.allowed(form(relation), relation.seats, seat)

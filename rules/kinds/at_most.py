"""A part is not larger than its whole, each a figure, a sum or a difference of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules import linear, seats
from rules.judging import linear_verdict
from rules.linear import Linear

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.quantity import Interval
    from rules.finding import Outcome, Seat, Verdict
    from rules.relation import Relation

NEEDS = ("part*", "part_less*", "whole*", "whole_less*")
SIGNS: Final = {"part": 1, "part_less": -1, "whole": -1, "whole_less": 1}
FORM: Final = Linear(signs=SIGNS, stated=("part",), mode="<=", hidden=True)


def check_spec(spec: Mapping[str, object]) -> None:
    """Raise ValueError where the spec is wrong."""
    seats.check(spec, NEEDS)


def applies(taken: tuple[Seat, ...]) -> bool:
    """Tell whether there is a whole to compare with."""
    return any(seat.name == "whole" for seat in taken)


def outcome(relation: Relation) -> Outcome:
    """Judge without words."""
    return linear.outcome(FORM, relation.seats)


def judge(relation: Relation) -> Verdict:
    """Judge with the largest value the part may have."""
    return linear_verdict(relation, FORM)


def allowed(relation: Relation, seat: int) -> Interval | None:
    """Return the values the numbered seat may take given the others."""
    return linear.allowed(FORM, relation.seats, seat)

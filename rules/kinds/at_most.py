"""A part is not larger than its whole, each a figure, a sum or a difference of figures, or a fixed limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules import linear, seats
from rules.errors import SpecError
from rules.judging import linear_verdict
from rules.linear import Linear

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.quantity import Interval
    from rules.finding import Outcome, Verdict
    from rules.relation import Relation

NEEDS = ("part*", "part_less*", "whole*", "whole_less*")
SIGNS: Final = {"part": 1, "part_less": -1, "whole": -1, "whole_less": 1}


def check_spec(spec: Mapping[str, object]) -> None:
    """Raise ValueError where the spec is wrong; ``limit`` is a whole number in 元, % or things."""
    seats.check(spec, NEEDS, extra=("limit",))
    if not isinstance(spec.get("limit", 0), int):
        raise SpecError("limit 应是整数", at=("limit",))


def form(relation: Relation) -> Linear:
    """Return the bound, with the rule's limit."""
    limit = relation.rule.spec.get("limit", 0)
    return Linear(
        signs=SIGNS,
        stated=("part",),
        mode="<=",
        hidden=True,
        constant=-limit if isinstance(limit, int) else 0,
    )


def applies(relation: Relation) -> bool:
    """Tell whether there is a whole or a limit to compare with."""
    return any(seat.name == "whole" for seat in relation.seats) or "limit" in relation.rule.spec


def outcome(relation: Relation) -> Outcome:
    """Judge without words."""
    return linear.outcome(form(relation), relation.seats)


def judge(relation: Relation) -> Verdict:
    """Judge with the largest value the part may have."""
    return linear_verdict(relation, form(relation))


def allowed(relation: Relation, seat: int) -> Interval | None:
    """Return the values the numbered seat may take given the others."""
    return linear.allowed(form(relation), relation.seats, seat)

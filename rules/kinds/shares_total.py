"""The shares of a complete list add up to 100 %."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial, reduce
from operator import add
from typing import TYPE_CHECKING, Final

from rules import linear, seats
from rules.finding import Words
from rules.judging import joined, linear_verdict
from rules.linear import Linear

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.quantity import Interval
    from rules.finding import Outcome, Verdict
    from rules.relation import Relation

NEEDS = ("share*",)
FORM: Final = Linear(signs={"share": 1}, stated=(), constant=-100)


def check_spec(spec: Mapping[str, object]) -> None:
    """Raise ValueError where the spec is wrong."""
    seats.check(spec, NEEDS)


def outcome(relation: Relation) -> Outcome:
    """Judge without words."""
    return linear.outcome(FORM, relation.seats)


def judge(relation: Relation) -> Verdict:
    """Judge with the total."""
    return replace(linear_verdict(relation, FORM), wording=partial(_words, relation))


def _words(relation: Relation) -> Words:
    total = reduce(add, (seat.fact.point for seat in relation.seats))
    text = f"{total.low:f}%"
    hundred = Decimal(100)
    formula = f"{joined([(seat.fact, 1) for seat in relation.seats], '')} = {text}"
    return Words(formula=formula, stated=text, low=hundred, high=hundred, least="100%", most="100%")


def allowed(relation: Relation, seat: int) -> Interval | None:
    """Return the values the numbered share may take given the others."""
    return linear.allowed(FORM, relation.seats, seat)

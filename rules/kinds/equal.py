"""Two figures state one value; where one is printed shorter, the other must round to it."""

from __future__ import annotations

from dataclasses import replace
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

NEEDS = ("one", "other")
FORM: Final = Linear(signs={"one": 1, "other": -1}, stated=("other",))
LOOSE: Final = replace(FORM, tail=1)
"""Totals of tables that were rounded each by itself, or made to add up, may differ by 0.02."""


def check_spec(spec: Mapping[str, object]) -> None:
    """Raise ValueError where the spec is wrong."""
    seats.check(spec, NEEDS, extra=("tail",))
    if not isinstance(spec.get("tail", False), bool):
        raise SpecError("tail 应为 true 或 false", at=("tail",))


def form(relation: Relation) -> Linear:
    """Return how closely the figures of a rule must agree."""
    return LOOSE if relation.rule.spec.get("tail") else FORM


def outcome(relation: Relation) -> Outcome:
    """Judge without words."""
    return linear.outcome(form(relation), relation.seats)


def judge(relation: Relation) -> Verdict:
    """Judge with the interval the first figure leaves the other."""
    return linear_verdict(relation, form(relation))


def allowed(relation: Relation, seat: int) -> Interval | None:
    """Return the values the numbered seat may take given the other."""
    return linear.allowed(form(relation), relation.seats, seat)

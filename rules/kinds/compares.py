"""A word that compares actual and budget says the same as the two figures: 决算数大于年初预算数."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.quantity import Interval
from rules import seats
from rules.finding import Words
from rules.judging import worded_verdict
from rules.showing import common_unit, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.finding import Outcome, Verdict
    from rules.relation import Relation

NEEDS = ("final", "budget", "word")
"""The word's fact has a direction and no quantity."""

FAR = Interval(-(10**18), 10**18)


def check_spec(spec: Mapping[str, object]) -> None:
    """Raise ValueError where the spec is wrong."""
    seats.check(spec, NEEDS)


def outcome(relation: Relation) -> Outcome:
    """Judge without words; figures equal within their intervals fit any comparison."""
    if len(relation.seats) < len(NEEDS):
        return "cannot_tell"
    final, budget, word = (seat.fact for seat in relation.seats)
    gap = final.interval - budget.interval
    if word.direction == 1:
        return "holds" if gap.lo > 0 else "fails" if gap.hi < 0 else "rounding"
    if word.direction == -1:
        return "holds" if gap.hi < 0 else "fails" if gap.lo > 0 else "rounding"
    return "holds" if gap.has_zero else "fails"


def judge(relation: Relation) -> Verdict:
    """Judge with the two figures set beside each other."""
    return worded_verdict(relation, outcome(relation), _words, lacking="决算数或预算数")


def _words(relation: Relation) -> Words:
    figures = [seat.fact for seat in relation.seats if seat.name != "word"]
    unit = common_unit(figures) or figures[0].quantity.unit
    gap = (figures[0].point - figures[-1].point).lo
    sign = ">" if gap > 0 else "<" if gap < 0 else "="
    formula = f" {sign} ".join(shown(fact, unit) for fact in figures)
    return Words(formula=formula, stated=relation.seats[-1].fact.figure.printed)


def allowed(relation: Relation, seat: int) -> Interval | None:
    """Return the side of the other figure that the word puts this one on."""
    if len(relation.seats) < len(NEEDS) or seat > 1:
        return None
    direction = relation.seats[2].fact.direction
    other = relation.seats[1 - seat].fact.interval
    if not direction:
        return other
    above = (direction > 0) == (seat == 0)
    far = FAR.at(other.places)
    return Interval(other.lo, far.hi, other.places) if above else Interval(far.lo, other.hi, other.places)

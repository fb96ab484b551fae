"""A figure among its relations: what each allows in its seat, as whole numbers on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.fact import Figure
    from extractor.quantity import Interval, Quantity
    from rules.diagnosis.context import Context
    from rules.diagnosis.problem import Place, Problem
    from rules.repair import Style

SPARE: Final = 6
"""Decimals beyond the printed ones that edits may need: a point shifted by three places, the half unit, a unit word."""


class Row(NamedTuple):
    """One seat of a figure: the values its relation allows there, as unsigned multiples of the common scale."""

    relation: int
    low: int
    high: int
    fails: bool
    repeats: bool
    """The relation says that a number is printed twice."""

    def nearly(self, low: int, high: int) -> bool:
        """Tell whether a value only touches what should be the same number: one in the other means agreement."""
        return self.repeats and not (self.low <= low <= high <= self.high or low <= self.low <= self.high <= high)


class Scene(NamedTuple):
    """A figure with the rows that judge it; relations it sits in twice are judged by trial."""

    problem: Problem
    figure: Figure
    quantity: Quantity
    style: Style
    places: int
    rows: tuple[Row, ...]
    trial: tuple[int, ...]
    context: Context
    seated: bool
    """It stands in a table."""
    open: bool
    """A failing relation is judged by trial, so no edit can be ruled out beforehand."""


def scene_of(problem: Problem, figure: Figure, context: Context) -> Scene | None:
    """Return the figure's scene; None for a word that states no number."""
    quantity = figure.quantity
    if quantity is None:
        return None
    asked = _asked(problem, problem.places[figure.id])
    scale = max([quantity.precision + SPARE, *(allowed.places for _, allowed, _ in asked if allowed is not None)])
    printed = quantity.interval.at(scale)
    rows: list[Row] = []
    trial: list[int] = []
    unknown = False
    for number, allowed, once in asked:
        bound = problem.bounds[number]
        fails = bound.fails
        if allowed is not None:
            there = allowed.at(scale)
            if printed.meets(there) != fails:
                rows.append(Row(number, there.lo, there.hi, fails, bound.relation.rule.kind == "equal"))
                continue
        trial.append(number)
        # A relation that allows any value (None) settles along with others, it never suggests a value.
        unknown |= fails and (allowed is not None or not once)
    fact = problem.fact(problem.places[figure.id][0])
    seated = fact.cell is not None
    style = context.style(fact)
    return Scene(problem, figure, quantity, style, scale, tuple(rows), tuple(trial), context, seated, unknown)


def _asked(problem: Problem, places: Sequence[Place]) -> list[tuple[int, Interval | None, bool]]:
    """Return every relation of a figure, what it allows there, and whether the figure sits in it but once."""
    found: list[tuple[int, Interval | None, bool]] = []
    for place in places:
        if found and found[-1][0] == place[0]:
            found[-1] = (place[0], None, False)
        else:
            found.append((place[0], _allowed(problem, place), True))
    return found


def _allowed(problem: Problem, place: Place) -> Interval | None:
    """Return what a relation allows in a seat, for the figure as printed: without the sign of its verb."""
    bound = problem.bounds[place[0]]
    allowed = bound.kind.allowed(bound.relation, place[1])
    if allowed is None or bound.relation.seats[place[1]].fact.direction != -1:
        return allowed
    return -allowed

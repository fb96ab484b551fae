"""A figure among its relations: what each allows in its seat, as whole numbers on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from extractor.fact import Figure
    from extractor.quantity import Interval, Quantity
    from rules.diagnosis.context import Context
    from rules.diagnosis.problem import Bound, Place, Problem
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
    open: bool
    """A failing relation is judged by trial, so no edit can be ruled out beforehand."""


def scene_of(problem: Problem, figure: Figure, context: Context) -> Scene | None:
    """Return the figure's scene; None for a word that states no number."""
    quantity = figure.quantity
    if quantity is None:
        return None
    seats: dict[int, list[Place]] = {}
    for place in problem.places[figure.id]:
        seats.setdefault(place[0], []).append(place)
    printed = quantity.interval
    known: list[tuple[int, Interval]] = []
    trial: list[int] = []
    unknown = False
    for number, places in seats.items():
        allowed = _allowed(problem, places[0]) if len(places) == 1 else None
        if allowed is not None and printed.meets(allowed) != problem.bounds[number].fails:
            known.append((number, allowed))
        else:
            trial.append(number)
            # A relation that allows any value (None) settles along with others, it never suggests a value.
            unknown |= problem.bounds[number].fails and (allowed is not None or len(places) > 1)
    scale = max([quantity.precision + SPARE, *(allowed.places for _, allowed in known)])
    rows = tuple(_row(problem.bounds[number], number, allowed.at(scale)) for number, allowed in known)
    style = context.styles[quantity.kind]
    return Scene(problem, figure, quantity, style, scale, rows, tuple(trial), context, unknown)


def _row(bound: Bound, number: int, allowed: Interval) -> Row:
    return Row(number, allowed.lo, allowed.hi, bound.fails, bound.relation.rule.kind == "equal")


def _allowed(problem: Problem, place: Place) -> Interval | None:
    """Return what a relation allows in a seat, for the figure as printed: without the sign of its verb."""
    bound = problem.bounds[place[0]]
    allowed = bound.kind.allowed(bound.relation, place[1])
    if allowed is None:
        return None
    return -allowed if problem.fact(place).direction == -1 else allowed

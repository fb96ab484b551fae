"""Candidates: the repairs of each figure that settle at least one failing relation, with their costs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractor.quantity import POWERS, Interval
from rules.diagnosis.directions import directions
from rules.diagnosis.problem import Candidate, reading, settled
from rules.diagnosis.scene import scene_of
from rules.diagnosis.stale import is_stale
from rules.edits import FINER, edits
from rules.finding import Repair
from rules.repair import COMPUTED, COSTS, applied, nearest, reprinted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.fact import Figure
    from extractor.quantity import Quantity
    from rules.diagnosis.context import Context
    from rules.diagnosis.problem import Problem
    from rules.diagnosis.scene import Row, Scene
    from rules.edits import Edit
    from rules.finding import Slip

DOUBT: Final = 6
"""What each doubling of the values a relation leaves open adds to a slip that happens to hit one of them."""

MOST_DOUBT: Final = 130
"""Beyond that a slip that fits is no better than any other value: an open range is hit by chance."""

ASIDE: Final = 4
"""What a value at the edge of its range costs beside one in the middle: too little to decide between figures."""

NEARLY: Final = 20
"""What it costs to make a number repeat another but for its last digit."""

UNUSUAL: Final = 20
"""How much cheaper an edit is that gives a number the decimals all others have."""

REPEATED: Final = 15
"""What it costs to accuse a number that is printed elsewhere too: a misprint seldom is."""

KEPT: Final = 24
"""How many candidates of one figure take part; those that settle most come first."""

DETERMINED: Final = 40
"""A value is named only where fewer than so many printed values would do."""


def candidates(problem: Problem, context: Context) -> tuple[Candidate, ...]:
    """Return every candidate of the problem's figures, figure by figure in reading order."""
    found: list[Candidate] = []
    for figure in problem.figures:
        found.extend(of_figure(problem, figure, context))
    found.extend(directions(problem))
    return tuple(found)


def of_figure(problem: Problem, figure: Figure, context: Context) -> list[Candidate]:
    """Return the candidates of one figure, those that settle most first."""
    scene = scene_of(problem, figure, context)
    return sorted(_of_figure(scene), key=_order)[:KEPT] if scene else []


def _order(candidate: Candidate) -> tuple[int, int, str]:
    repair = candidate.repair
    return len(candidate.breaks) - len(candidate.settles), repair.cost, repair.text or ""


def _of_figure(scene: Scene) -> Iterator[Candidate]:
    seen = set()
    # A zero is the template's own, left standing: it may be another value, but no slip of the pen made it.
    if not scene.figure.word and not scene.quantity.is_zero:
        for edit, low, high in _hitting(scene):
            candidate = _edited(scene, edit, low, high)
            if candidate is not None:
                seen.add(candidate.repair.replacement.value if candidate.repair.replacement else None)
                yield candidate
    for quantity, clear in _values(scene):
        if quantity.value not in seen:
            seen.add(quantity.value)
            candidate = _valued(scene, quantity, clear=clear)
            if candidate is not None:
                yield candidate


def _edited(scene: Scene, edit: Edit, low: int, high: int) -> Candidate | None:
    quantity = _filled(scene, applied(edit, scene.quantity))
    found = _effect(scene, quantity, low, high)
    if found is None:
        return None
    settles, breaks, left = found
    doubt = min(MOST_DOUBT, DOUBT * (_steps(scene, quantity, left).bit_length() - 1))
    cost = COSTS[edit.slip] + doubt + _aside(low + high, left)
    cost += NEARLY if any(row.nearly(low, high) for row in scene.rows if row.relation in settles) else 0
    # 3734.6万元 among numbers of two decimals: the misprint shows itself.
    if not scene.style.strips and scene.quantity.decimals != scene.style.decimals == edit.decimals:
        cost -= UNUSUAL
    return _candidate(scene, quantity, edit.slip, settles, breaks, cost=cost)


def _filled(scene: Scene, quantity: Quantity) -> Quantity:
    """Return a number with the decimals all cells of tables have: what lost a digit was 100.00, not 100.0."""
    lacking = scene.style.decimals - quantity.decimals
    if not scene.seated or scene.style.strips or lacking <= 0 or quantity.kind == "count":
        return quantity
    point = "" if quantity.decimals else "."
    return replace(quantity, digits=f"{quantity.digits}{point}{'0' * lacking}", precision=scene.style.decimals)


def _aside(doubled: int, left: tuple[int, int]) -> int:
    """Return how far from the middle of its range twice a value lies: none to all of ``ASIDE``."""
    width = left[1] - left[0]
    return min(ASIDE, ASIDE * abs(doubled - left[0] - left[1]) // width) if width else 0


def _hitting(scene: Scene) -> Iterator[tuple[Edit, int, int]]:
    """Yield the edits that meet what some failing relation allows, with their reach on the common scale."""
    fails = [row for row in scene.rows if row.fails]
    sign = -1 if scene.quantity.negative else 1
    unit, own = scene.quantity.unit, scene.quantity.power
    for edit in _near(scene, fails, sign):
        power = scene.places + (own if edit.unit == unit else POWERS[edit.unit])
        value = sign * edit.number * 10 ** (power - edit.decimals)
        half = _half(scene, edit, power)
        low, high = value - half, value + half
        if scene.open or any(row.low <= high and low <= row.high for row in fails):
            yield edit, low, high


def _near(scene: Scene, fails: Sequence[Row], sign: int) -> Sequence[Edit]:
    """Return the edits in or near the range of all that failing relations allow; most lie far outside."""
    if scene.open:
        return edits(scene.quantity, scene.style)
    if not fails:
        return ()
    # No half width is more than half a whole unit.
    own = scene.places + scene.quantity.power
    part, half_unit = 10 ** (own - scene.quantity.decimals - FINER), 5 * 10 ** (own - 1)
    ends = [sign * end for row in fails for end in (row.low, row.high)]
    return edits(scene.quantity, scene.style, (-((half_unit - min(ends)) // part), (max(ends) + half_unit) // part))


def _half(scene: Scene, edit: Edit, power: int) -> int:
    """Return half the width of an edit; a count and an amount of zero are exact."""
    kind = scene.quantity.kind
    if kind == "count" or (edit.number == 0 and kind != "percent"):
        return 0
    return int(5 * 10 ** (power - edit.precision - 1))


Effect = tuple[frozenset[int], frozenset[int], tuple[int, int]]


def _effect(scene: Scene, quantity: Quantity, low: int, high: int) -> Effect | None:
    """Return what a value settles and breaks, and the range its relations leave to it; None if it settles nothing."""
    settles, breaks = set(), set()
    left, right = -(10**40), 10**40
    for row in scene.rows:
        fits = row.low <= high and low <= row.high
        if fits:
            left, right = max(left, row.low), min(right, row.high)
        if fits and row.fails:
            settles.add(row.relation)
        elif not fits and not row.fails:
            breaks.add(row.relation)
    for number in scene.trial:
        holds = _try(scene, quantity, number)
        fails = scene.problem.bounds[number].fails
        if holds and fails:
            settles.add(number)
        elif not holds and not fails:
            breaks.add(number)
    return (frozenset(settles), frozenset(breaks), (left, right)) if settles else None


def _try(scene: Scene, quantity: Quantity, number: int) -> bool:
    facts = {
        place[1]: reading(scene.problem.fact(place), quantity)
        for place in scene.problem.places[scene.figure.id]
        if place[0] == number
    }
    return settled(scene.problem.bounds[number], facts)


def _steps(scene: Scene, quantity: Quantity, left: tuple[int, int]) -> int:
    """Count the values, printed like the quantity, that the relations leave open."""
    step = 10 ** (scene.places + quantity.power - quantity.precision)
    count: int = (left[1] - left[0]) // step + 1
    return max(1, count)


def _values(scene: Scene) -> Iterator[tuple[Quantity, bool]]:
    """Yield what failing relations imply, each together with all other relations that agree with it."""
    tried = set()
    fails = [row for row in scene.rows if row.fails]
    rows = [*fails, *(row for row in scene.rows if not row.fails)]
    for start in fails:
        low, high = start.low, start.high
        for row in rows:
            if row.low <= high and low <= row.high:
                low, high = max(low, row.low), min(high, row.high)
        if (low, high) in tried:
            continue
        tried.add((low, high))
        quantity = nearest(_bounded(low, high, scene.places), scene.quantity, scene.style)
        if quantity is not None and _sign_fits(scene, quantity):
            yield quantity, _steps(scene, quantity, (low, high)) < DETERMINED


def _bounded(low: int, high: int, places: int) -> Interval:
    """Return a range to take the middle of: the nearer end of one that is open on one side."""
    far = 10 ** (16 + places)
    if high > far:
        return Interval(low, low, places)
    return Interval(high, high, places) if low < -far else Interval(low, high, places)


def _sign_fits(scene: Scene, quantity: Quantity) -> bool:
    """Tell whether a value can be printed there: where a verb states the sign, or nothing may be negative.

    持平 stands for either: 减少63.14万元 may have been meant.
    """
    if not quantity.negative or scene.quantity.negative:
        return True
    return scene.figure.word and scene.problem.fact(scene.problem.places[scene.figure.id][0]).direction == 0


def _valued(scene: Scene, quantity: Quantity, *, clear: bool) -> Candidate | None:
    value = quantity.interval.at(scene.places)
    found = _effect(scene, quantity, value.lo, value.hi)
    if found is None:
        return None
    own = [scene.problem.fact(place) for place in scene.problem.places[scene.figure.id]]
    slip: Slip = "stale" if clear and is_stale(own, quantity, scene.context.subjects) else "value"
    cost = COSTS[slip] - (COMPUTED if quantity.kind == "percent" else 0)
    return _candidate(scene, quantity, slip, found[0], found[1], cost=cost, clear=clear and not scene.figure.word)


def _candidate(
    scene: Scene,
    quantity: Quantity,
    slip: Slip,
    settles: frozenset[int],
    breaks: frozenset[int],
    *,
    cost: int,
    clear: bool = True,
) -> Candidate:
    figure = scene.figure
    text = reprinted(figure.printed, scene.quantity, quantity) if clear else None
    cost += REPEATED if (scene.quantity.digits, scene.quantity.unit) in scene.context.repeated else 0
    repair = Repair(figure=figure, replacement=quantity, text=text, slip=slip, cost=cost)
    return Candidate(repair=repair, touches=scene.problem.places[figure.id], settles=settles, breaks=breaks)

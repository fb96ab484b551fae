"""Candidates that make sense only together: repairs of a figure given that another one is repaired."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rules.diagnosis.candidates import of_figure
from rules.diagnosis.problem import outcomes, with_repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rules.diagnosis.context import Context
    from rules.diagnosis.problem import Candidate, Problem

COUPLED: Final = 60
"""What a slip costs more whose repair settles nothing by itself: among pairs of slips, many fit by chance."""

STARTS: Final = 8
"""How many first repairs are followed up, the cheapest first."""


def joint(
    problem: Problem,
    candidates: Sequence[Candidate],
    doubtful: Iterable[int],
    context: Context,
    *,
    left: Iterable[int] = (),
) -> tuple[Candidate, ...]:
    """Return repairs that become possible once a candidate in a doubtful relation is taken for true.

    Two slips in one sum hide each other: neither figure's true value settles the sum while the other is wrong.
    Candidates in a relation that nothing settles so far (``left``) are followed up before others.
    """
    known = {_key(candidate) for candidate in candidates}
    open_relations, unsettled = set(doubtful), set(left)
    starts = [
        candidate
        for candidate in candidates
        if not candidate.only and any(place[0] in open_relations for place in candidate.touches)
    ]
    found: list[Candidate] = []
    for start in sorted(starts, key=lambda one: (_apart(one, unsettled), one.repair.cost))[:STARTS]:
        for candidate in _after(problem, start, context):
            if _key(candidate) not in known:
                known.add(_key(candidate))
                found.append(_alone(problem, candidate))
    return tuple(found)


def _apart(candidate: Candidate, relations: set[int]) -> bool:
    """Tell whether a candidate sits in none of some relations."""
    return relations.isdisjoint(place[0] for place in candidate.touches)


def _key(candidate: Candidate) -> tuple[object, ...]:
    right = candidate.repair.replacement
    return candidate.figure, right and right.value, candidate.verb, candidate.only


def _after(problem: Problem, start: Candidate, context: Context) -> Iterator[Candidate]:
    """Yield the candidates of the other figures in relations that fail although, or because, one repair is made."""
    after = with_repair(problem, start)
    touched = {place[0] for place in start.touches}
    inside = {
        seat.fact.figure.id
        for number in touched.intersection(after.failing)
        for seat in after.bounds[number].relation.seats
    }
    for figure in after.figures:
        if figure.id in inside and figure.id != start.figure:
            yield from of_figure(after, figure, context)


def _alone(problem: Problem, candidate: Candidate) -> Candidate:
    """Return the candidate with what it settles and breaks by itself, nothing else being repaired."""
    failing = set(problem.failing)
    found = outcomes(problem, (candidate,))
    fails = {number for number, outcome in found.items() if outcome == "fails"}
    settles = frozenset((failing & set(found)) - fails)
    chance = not settles and candidate.repair.slip != "value"
    cost = candidate.repair.cost + (COUPLED if chance else 0)
    return replace(
        candidate,
        repair=replace(candidate.repair, cost=cost),
        settles=settles,
        breaks=frozenset(fails - failing),
    )

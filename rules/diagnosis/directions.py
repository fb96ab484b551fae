"""Candidates among direction words: a verb that may say the opposite of what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.diagnosis.problem import Candidate, repaired, settled
from rules.finding import Repair
from rules.repair import COSTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.anchor import Span
    from extractor.fact import Fact
    from rules.diagnosis.problem import Place, Problem


def directions(problem: Problem) -> Iterator[Candidate]:
    """Yield the direction words that may say the opposite of what was meant."""
    verbs: dict[tuple[str, Span], list[Place]] = {}
    for places in problem.places.values():
        for place in places:
            fact = problem.fact(place)
            if fact.direction in (1, -1) and fact.direction_span is not None:
                verbs.setdefault((fact.figure.anchor.source, fact.direction_span), []).append(place)
    for (_, verb), seats in sorted(verbs.items(), key=lambda item: (item[0][0], item[0][1].start)):
        candidate = _turned(problem, verb, tuple(sorted(seats)))
        if candidate is not None:
            yield candidate


def _turned(problem: Problem, verb: Span, places: tuple[Place, ...]) -> Candidate | None:
    first: Fact = problem.fact(places[0])
    direction = -(first.direction or 0)
    repair = Repair(
        figure=first.figure, replacement=None, text=None, slip="sign", cost=COSTS["sign"], direction=direction
    )
    bare = Candidate(repair=repair, touches=places, settles=frozenset(), verb=verb)
    numbers = sorted({place[0] for place in places})
    settles = frozenset(number for number in numbers if problem.bounds[number].fails and _holds(problem, bare, number))
    if not settles:
        return None
    breaks = frozenset(
        number for number in numbers if not problem.bounds[number].fails and not _holds(problem, bare, number)
    )
    return Candidate(repair=repair, touches=places, settles=settles, breaks=breaks, verb=verb)


def _holds(problem: Problem, candidate: Candidate, number: int) -> bool:
    """Tell whether a relation does not fail with the verb turned."""
    facts = {place[1]: repaired(problem.fact(place), candidate) for place in candidate.touches if place[0] == number}
    return settled(problem.bounds[number], facts)

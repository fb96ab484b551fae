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
    settles, breaks = set(), set()
    for number in sorted({place[0] for place in places}):
        facts = {place[1]: repaired(problem.fact(place), bare) for place in places if place[0] == number}
        holds, fails = settled(problem.bounds[number], facts), problem.bounds[number].fails
        if holds and fails:
            settles.add(number)
        elif not holds and not fails:
            breaks.add(number)
    if not settles:
        return None
    return Candidate(repair=repair, touches=places, settles=frozenset(settles), breaks=frozenset(breaks), verb=verb)

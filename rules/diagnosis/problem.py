"""A conflict: failing relations, the relations that hold around them, and what repairs would make of both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractor.fact import Figure
from extractor.making import quick
from rules.finding import Seat
from rules.relation import Relation
from rules.repair import UNEXPLAINED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extractor.anchor import Span
    from extractor.fact import Fact
    from extractor.quantity import Quantity
    from rules.finding import Outcome, Repair, Verdict
    from rules.relation import Kind

Place = tuple[int, int]
"""A seat: the number of the relation in its problem, and the number of the seat in the relation."""

SOFT: Final = 50
"""What it costs to break a relation whose rule only informs: such a relation is a hint, no evidence."""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A relation with the kind that judges it and what it was judged to be."""

    relation: Relation
    kind: Kind
    verdict: Verdict

    @property
    def fails(self) -> bool:
        """Whether it fails as printed."""
        return self.verdict.outcome == "fails"

    @property
    def weight(self) -> int:
        """What it costs to leave it failing."""
        return SOFT if self.relation.rule.severity == "info" else UNEXPLAINED


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Relations that fail together, with those that hold over the same figures."""

    bounds: tuple[Bound, ...]
    places: Mapping[str, tuple[Place, ...]]
    """Every seat of a figure, by the figure's id."""
    figures: tuple[Figure, ...]
    """The figures in failing relations, in reading order: those that may be accused."""

    @property
    def failing(self) -> tuple[int, ...]:
        """The numbers of the failing relations."""
        return tuple(number for number, bound in enumerate(self.bounds) if bound.fails)

    def fact(self, place: Place) -> Fact:
        """Return the fact in a seat."""
        number, seat = place
        return self.bounds[number].relation.seats[seat].fact


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A repair that settles something, and what it does to the relations of its figure, each taken alone."""

    repair: Repair
    touches: tuple[Place, ...]
    settles: frozenset[int]
    breaks: frozenset[int] = frozenset()
    verb: Span | None = None
    """The direction word it turns round."""
    only: bool = False
    """It names the misprint for its relation alone and changes no value elsewhere (truncation, wrong base)."""

    @property
    def figure(self) -> str:
        """The id of the accused figure."""
        return self.repair.figure.id


def outcomes(problem: Problem, chosen: Sequence[Candidate]) -> dict[int, Outcome]:
    """Judge, exactly, every relation that the chosen repairs touch, with all of them made."""
    changed: dict[int, dict[int, Fact]] = {}
    made: dict[tuple[int, int], Fact] = {}
    for candidate in chosen:
        if candidate.only:
            continue
        for number, seat in candidate.touches:
            facts = changed.setdefault(number, {})
            fact = facts.get(seat) or problem.fact((number, seat))
            # One fact sits in many relations: its new values are worked out once.
            key = id(candidate), id(fact)
            if key not in made:
                made[key] = repaired(fact, candidate)
            facts[seat] = made[key]
    return {number: _outcome(problem.bounds[number], facts) for number, facts in sorted(changed.items())}


def outcome_of(problem: Problem, number: int, chosen: Sequence[Candidate]) -> Outcome:
    """Judge, exactly, one relation with the chosen repairs made."""
    facts: dict[int, Fact] = {}
    for candidate in chosen:
        for relation, seat in () if candidate.only else candidate.touches:
            if relation == number:
                facts[seat] = repaired(facts.get(seat) or problem.fact((number, seat)), candidate)
    return _outcome(problem.bounds[number], facts)


def with_repair(problem: Problem, candidate: Candidate) -> Problem:
    """Return the problem as it would be had the repair been printed."""
    bounds = list(problem.bounds)
    figures = {figure.id: figure for figure in problem.figures}
    for number, outcome in outcomes(problem, (candidate,)).items():
        bound = bounds[number]
        facts = {
            seat: repaired(problem.fact((relation, seat)), candidate)
            for relation, seat in candidate.touches
            if relation == number
        }
        relation = bound.relation.with_facts(facts)
        bounds[number] = replace(bound, relation=relation, verdict=replace(bound.verdict, outcome=outcome))
        figures |= {seat.fact.figure.id: seat.fact.figure for seat in relation.seats if outcome == "fails"}
    return replace(problem, bounds=tuple(bounds), figures=tuple(figures.values()))


def repaired(fact: Fact, candidate: Candidate) -> Fact:
    """Return the fact as the repair makes it."""
    if candidate.verb is not None:
        return replace(fact, direction=candidate.repair.direction)
    return reading(fact, candidate.repair.replacement)


def reading(fact: Fact, quantity: Quantity | None) -> Fact:
    """Return the fact as it would be had its figure another quantity."""
    printed = fact.figure
    figure = Figure(
        printed=printed.printed,
        quantity=quantity,
        anchor=printed.anchor,
        word=printed.word,
        why=printed.why,
        confidence=printed.confidence,
    )
    return replace(fact, figure=figure)


def settled(bound: Bound, facts: Mapping[int, Fact]) -> bool:
    """Tell whether a relation no longer fails with other facts in some seats."""
    return _outcome(bound, facts) != "fails"


def _outcome(bound: Bound, facts: Mapping[int, Fact]) -> Outcome:
    seats = list(bound.relation.seats)
    for number, fact in facts.items():
        seats[number] = Seat(name=seats[number].name, fact=fact)
    return bound.kind.outcome(Relation(rule=bound.relation.rule, seats=tuple(seats)))


def touched(candidates: Iterable[Candidate]) -> dict[int, list[int]]:
    """Return, for every relation, the numbers of the candidates that change a fact in it."""
    found: dict[int, list[int]] = {}
    for number, candidate in enumerate(candidates):
        if not candidate.only:
            for relation in sorted({place[0] for place in candidate.touches}):
                found.setdefault(relation, []).append(number)
    return found

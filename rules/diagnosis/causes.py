"""Causes: what the cheapest plans of a conflict accuse, with rivals where plans of equal worth accuse others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rules.diagnosis.joint import joint
from rules.diagnosis.optimiser import Model, Plan
from rules.diagnosis.problem import outcomes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rules.diagnosis.context import Context
    from rules.diagnosis.problem import Candidate, Problem

NEAR: Final = 10
"""Plans whose costs differ by no more are worth the same: the costs are not known better than that."""

RIVALS: Final = 6
"""How many plans of equal worth are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Figures accused together, the others that may be wrong instead, and the failing relations that show it."""

    accused: tuple[Candidate, ...] = ()
    """Empty where no set of misprints explains the relations better than leaving them failing."""
    rivals: tuple[Candidate, ...] = ()
    evidence: tuple[int, ...]
    """The numbers of the failing relations in the problem."""
    broken: tuple[int, ...] = ()
    """Relations that hold as printed and would fail after the repair."""
    decided: bool = True
    """False where time ran out."""


def explain(problem: Problem, candidates: Sequence[Candidate], context: Context, deadline: float) -> tuple[Cause, ...]:
    """Return the causes of a problem's failing relations."""
    model = Model(problem, candidates, deadline)
    plan = model.best()
    if plan is not None and (doubtful := _doubtful(model, plan)):
        more = joint(problem, candidates, doubtful, context, left=plan.unexplained)
        if more:
            model = Model(problem, (*candidates, *more), deadline)
            plan = model.best()
    if plan is None:
        return (Cause(evidence=problem.failing, decided=False),)
    return (*_accusing(model, plan), *_unexplained(problem, plan))


def _doubtful(model: Model, plan: Plan) -> set[int]:
    """Return the relations that a plan leaves failing, or settles by no slip but another value beside other repairs."""
    found = set(plan.unexplained)
    if len(plan.chosen) > 1:
        for number in plan.chosen:
            if model.candidates[number].repair.slip == "value":
                found |= {relation for relation, _ in model.candidates[number].touches}
    return found


def _accusing(model: Model, plan: Plan) -> list[Cause]:
    """One cause for every figure of the plan; figures that a rival plan replaces together are one cause."""
    model.limit(plan.cost + NEAR)
    causes: list[tuple[set[int], list[Candidate]]] = []
    for number in plan.chosen:
        together, rivals = _rivals(model, plan, number)
        for other in [cause for cause in causes if cause[0] & together]:
            causes.remove(other)
            together |= other[0]
            rivals = [*other[1], *(rival for rival in rivals if rival not in other[1])]
        causes.append((together, rivals))
    merged = _copies(model, [(sorted(numbers), rivals) for numbers, rivals in causes])
    return [_cause(model, plan, numbers, rivals) for numbers, rivals in _hosted(model, plan, merged)]


def _hosted(
    model: Model, plan: Plan, causes: list[tuple[list[int], list[Candidate]]]
) -> list[tuple[list[int], list[Candidate]]]:
    """Put repairs that only make up for another, and settle nothing that fails as printed, with that other one."""
    failing = set(model.problem.failing) - set(plan.unexplained)
    bearing = [(numbers, rivals) for numbers, rivals in causes if _touched(model, numbers) & failing]
    for numbers, rivals in causes:
        touched = _touched(model, numbers)
        if touched & failing:
            continue
        host = next((cause for cause in bearing if _touched(model, cause[0]) & touched), None)
        if host is not None:
            host[0].extend(numbers)
            host[1].extend(rivals)
    return bearing


def _touched(model: Model, numbers: Sequence[int]) -> set[int]:
    accused = [model.candidates[number] for number in numbers]
    touched = {relation for one in accused for relation, _ in one.touches}
    return touched | {relation for one in accused if one.only for relation in one.settles}


def _rivals(model: Model, plan: Plan, number: int) -> tuple[set[int], list[Candidate]]:
    """Return the members of the plan that fall together with this one, and what plans of equal worth accuse instead."""
    candidates = model.candidates
    accused = {candidates[one].figure for one in plan.chosen}
    closed = {candidates[number].figure}
    together = {number}
    rivals: list[Candidate] = []
    for _ in range(RIVALS):
        other = model.best(one for one, each in enumerate(candidates) if each.figure in closed)
        if other is None:
            break
        figures = {candidates[one].figure for one in other.chosen}
        new = [candidates[one] for one in other.chosen if candidates[one].figure not in accused]
        if not new:
            break
        together |= {one for one in plan.chosen if candidates[one].figure not in figures}
        rivals.extend(new)
        closed |= {one.figure for one in new}
    return together, rivals


def _copies(model: Model, causes: list[tuple[list[int], list[Candidate]]]) -> list[tuple[list[int], list[Candidate]]]:
    """Join causes that make the same change to the same printed number of one subject: one wrong number, copied."""
    joined: dict[object, tuple[list[int], list[Candidate]]] = {}
    for numbers, rivals in causes:
        key = _change(model, numbers[0]) if len(numbers) == 1 and not rivals else tuple(numbers)
        if key in joined:
            joined[key][0].extend(numbers)
        else:
            joined[key] = (list(numbers), rivals)
    return list(joined.values())


def _change(model: Model, number: int) -> object:
    candidate = model.candidates[number]
    old, new = candidate.repair.figure.quantity, candidate.repair.replacement
    if old is None or new is None or candidate.only or not candidate.touches:
        return (number,)
    fact = model.problem.fact(candidate.touches[0])
    return old.value, new.value, str(fact.subject), fact.measure, fact.year, fact.base


def _cause(model: Model, plan: Plan, numbers: Sequence[int], rivals: Sequence[Candidate]) -> Cause:
    accused = tuple(model.candidates[number] for number in numbers)
    left = set(plan.unexplained)
    touched = _touched(model, numbers)
    failing = set(model.problem.failing)
    return Cause(
        accused=accused,
        rivals=tuple(rivals),
        evidence=tuple(sorted((touched & failing) - left)),
        broken=tuple(sorted((touched & left) - failing)),
    )


def _unexplained(problem: Problem, plan: Plan) -> list[Cause]:
    """Gather the relations left failing by the figures they share."""
    gathered: list[tuple[set[str], list[int]]] = []
    for number in plan.unexplained:
        if not problem.bounds[number].fails:
            continue
        figures = {seat.fact.figure.id for seat in problem.bounds[number].relation.seats}
        numbers = [number]
        for other in [each for each in gathered if each[0] & figures]:
            gathered.remove(other)
            figures |= other[0]
            numbers = [*other[1], *numbers]
        gathered.append((figures, numbers))
    return [Cause(evidence=tuple(numbers)) for _, numbers in gathered]


def effect(problem: Problem, candidates: Iterable[Candidate]) -> tuple[int, int]:
    """Return how many failing relations the repairs settle when only they are made, and how many they break."""
    chosen = tuple(candidates)
    named = {relation for one in chosen if one.only for relation in one.settles}
    found = outcomes(problem, chosen)
    fails = {number for number, outcome in found.items() if outcome == "fails"}
    failing = set(problem.failing)
    return len((failing & set(found)) - fails | named), len(fails - failing)

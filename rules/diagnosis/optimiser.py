"""The cheapest set of repairs under which every relation holds or is left failing at a price, found exactly."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from rules.diagnosis.floor import NEVER, SCALE, floor, ranked
from rules.diagnosis.problem import outcome_of, outcomes, touched

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from rules.diagnosis.problem import Candidate, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A set of repairs: its candidates by number, the relations it leaves failing, and what it costs."""

    chosen: tuple[int, ...]
    unexplained: tuple[int, ...]
    cost: int


class Solver(Protocol):
    """What is used of a solver for 0-1 programs."""

    def row(self, terms: Sequence[tuple[int, float]], at_least: float) -> None:
        """Add a row: the weighted sum of columns is not smaller."""

    def close(self, columns: Iterable[int], *, closed: bool) -> None:
        """Hold columns at zero, or let them go again."""

    def solve(self, seconds: float) -> tuple[float, ...] | None:
        """Return an optimal value for every column, or None where there was no time to prove one."""


class Model:
    """The 0-1 program of one problem; it lives as long as cuts and closed columns are tried on it.

    One column for every candidate, then one for every relation that could be left failing.
    """

    def __init__(self, problem: Problem, candidates: Sequence[Candidate], deadline: float) -> None:
        self.problem = problem
        self.candidates = candidates
        self.deadline = deadline
        self.by_relation = touched(candidates)
        self.naming: dict[int, list[int]] = {}
        for number, candidate in enumerate(candidates):
            if candidate.only:
                for relation in candidate.settles:
                    self.naming.setdefault(relation, []).append(number)
        costs = [candidate.repair.cost for candidate in candidates]
        self.costs = [*costs, *(bound.weight for bound in problem.bounds)]
        self.most: int | None = None
        self.settling = {relation: self._settling(relation) for relation in problem.failing}
        self.shares = ranked(tuple(self.settling.values()), self.costs)

    @cached_property
    def solver(self) -> Solver:
        """The program as the solver knows it, built where a bound does not do."""
        from rules.diagnosis.highs import Highs  # loads the optimiser, 50 ms

        solver = Highs(self.costs)
        self._one_a_figure(solver)
        for relation in range(len(self.problem.bounds)):
            if relation in self.settling:
                solver.row(self.settling[relation], 1.0)
            else:
                self._keep(solver, relation)
        if self.most is not None:
            solver.row(self._total(), -float(self.most))
        return solver

    def limit(self, cost: int) -> None:
        """Look for no plan that costs more, from now on."""
        self.most = cost
        if "solver" in self.__dict__:
            self.solver.row(self._total(), -float(cost))

    def _total(self) -> list[tuple[int, float]]:
        return [(number, -float(each)) for number, each in enumerate(self.costs)]

    def slack(self, relation: int) -> int:
        """Return the column that leaves a relation failing."""
        return len(self.candidates) + relation

    def _free(self, relation: int) -> list[tuple[int, float]]:
        """Return the columns that excuse a relation whatever the figures are."""
        return [(self.slack(relation), 1.0), *((number, 1.0) for number in self.naming.get(relation, ()))]

    def _one_a_figure(self, solver: Solver) -> None:
        figures: dict[str, list[int]] = {}
        for number, candidate in enumerate(self.candidates):
            figures.setdefault(candidate.figure, []).append(number)
        for numbers in figures.values():
            if len(numbers) > 1:
                solver.row([(number, -1.0) for number in numbers], -1.0)

    def _settling(self, relation: int) -> list[tuple[int, float]]:
        """Return the row of a failing relation: one settling repair, or two others that may settle it, or the slack."""
        terms = [
            (number, 1.0 if relation in self.candidates[number].settles else 0.5)
            for number in self.by_relation.get(relation, ())
        ]
        return terms + self._free(relation)

    def _keep(self, solver: Solver, relation: int) -> None:
        """A repair that breaks a relation needs another one in it, or the slack."""
        inside = self.by_relation.get(relation, ())
        for number in inside:
            if relation in self.candidates[number].breaks:
                figure = self.candidates[number].figure
                others = [(other, 1.0) for other in inside if self.candidates[other].figure != figure]
                solver.row([(number, -1.0), *others, *self._free(relation)], 0.0)

    def best(self, closed: Iterable[int] = ()) -> Plan | None:
        """Return the cheapest plan without the closed candidates; None where there is none or time ran out.

        Every plan the solver finds is judged again, exactly, with all its repairs made at once; where a relation
        fails that was not paid for, that combination is cut off and the solver goes on.
        """
        closed = frozenset(closed)
        least, cheapest = floor(self.shares, closed)
        dear = least >= NEVER or (self.most is not None and least > self.most * SCALE)
        if dear or perf_counter() >= self.deadline:
            return None
        return self._plain(closed, least, cheapest) or self._solved(closed)

    def _plain(self, closed: frozenset[int], least: int, cheapest: Collection[int]) -> Plan | None:
        """Return the plan of the cheapest repairs where a bound proves that every other plan costs more."""
        plan = self._plan(sorted(cheapest))
        repairs = [self.candidates[number] for number in plan.chosen]
        if least <= (plan.cost - 1) * SCALE or len({one.figure for one in repairs}) < len(repairs):
            return None
        settled = {relation for one in repairs for relation in one.settles}.union(plan.unexplained)
        if any(one.breaks for one in repairs) or not settled.issuperset(self.settling):
            return None
        if any(floor(self.shares, closed | {column})[0] <= plan.cost * SCALE for column in cheapest):
            return None
        return None if self._wrong(plan) else plan

    def _solved(self, closed: frozenset[int]) -> Plan | None:
        self.solver.close(closed, closed=True)
        try:
            while (left := self.deadline - perf_counter()) > 0:
                values = self.solver.solve(left)
                if values is None:
                    return None
                plan = self._plan([number for number, value in enumerate(values) if value > 0.5])  # noqa: PLR2004
                wrong = self._wrong(plan)
                if not wrong:
                    return plan
                for relation in wrong:
                    self._cut(plan, relation)
            return None
        finally:
            self.solver.close(closed, closed=False)

    def _plan(self, columns: Sequence[int]) -> Plan:
        count = len(self.candidates)
        return Plan(
            chosen=tuple(number for number in columns if number < count),
            unexplained=tuple(number - count for number in columns if number >= count),
            cost=sum(self.costs[number] for number in columns),
        )

    def _wrong(self, plan: Plan) -> list[int]:
        excused = set(plan.unexplained)
        for number in plan.chosen:
            if self.candidates[number].only:
                excused |= self.candidates[number].settles
        found = outcomes(self.problem, [self.candidates[number] for number in plan.chosen])
        return [number for number, outcome in found.items() if outcome == "fails" and number not in excused]

    def _cut(self, plan: Plan, relation: int) -> None:
        """Cut off this choice of repairs in a relation: one of them goes, another comes, or the slack is paid.

        Of the figure with the most candidates all that fail beside the other choices are cut off at once: no more than
        one of them is ever chosen.
        """
        inside = self.by_relation.get(relation, ())
        chosen = [number for number in inside if number in plan.chosen]
        by_figure = Counter(self.candidates[number].figure for number in inside)
        pivot = max(chosen, key=lambda number: (by_figure[self.candidates[number].figure], number), default=None)
        rest = [number for number in chosen if number != pivot]
        failing = [] if pivot is None else self._failing(relation, pivot, rest)
        figures = {self.candidates[number].figure for number in chosen}
        others = [(number, 1.0) for number in inside if self.candidates[number].figure not in figures]
        terms = [*((number, -1.0) for number in (*failing, *rest)), *others, *self._free(relation)]
        self.solver.row(terms, 1.0 - len(chosen))

    def _failing(self, relation: int, pivot: int, rest: Sequence[int]) -> list[int]:
        """Return the candidates of the pivot's figure with which the relation fails, the rest being chosen."""
        beside = [self.candidates[number] for number in rest]
        figure = self.candidates[pivot].figure
        alike = [number for number in self.by_relation[relation] if self.candidates[number].figure == figure]
        return [
            number
            for number in alike
            if number == pivot
            or (
                not self.candidates[number].only
                and outcome_of(self.problem, relation, [*beside, self.candidates[number]]) == "fails"
            )
        ]

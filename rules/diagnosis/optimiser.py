"""The cheapest set of repairs under which every relation holds or is left failing at a price, found exactly."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from rules.diagnosis.problem import outcomes, touched

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
        from rules.diagnosis.highs import Highs  # loads the optimiser, 50 ms; not needed without conflict

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
        self.solver: Solver = Highs(self.costs)
        self._one_a_figure()
        for relation in range(len(problem.bounds)):
            self._settle(relation) if problem.bounds[relation].fails else self._keep(relation)

    def limit(self, cost: int) -> None:
        """Look for no plan that costs more, from now on."""
        self.solver.row([(number, -float(each)) for number, each in enumerate(self.costs)], -float(cost))

    def slack(self, relation: int) -> int:
        """Return the column that leaves a relation failing."""
        return len(self.candidates) + relation

    def _free(self, relation: int) -> list[tuple[int, float]]:
        """Return the columns that excuse a relation whatever the figures are."""
        return [(self.slack(relation), 1.0), *((number, 1.0) for number in self.naming.get(relation, ()))]

    def _one_a_figure(self) -> None:
        figures: dict[str, list[int]] = {}
        for number, candidate in enumerate(self.candidates):
            figures.setdefault(candidate.figure, []).append(number)
        for numbers in figures.values():
            if len(numbers) > 1:
                self.solver.row([(number, -1.0) for number in numbers], -1.0)

    def _settle(self, relation: int) -> None:
        """One settling repair, or two others that may settle it together, or the slack."""
        terms = [
            (number, 1.0 if relation in self.candidates[number].settles else 0.5)
            for number in self.by_relation.get(relation, ())
        ]
        self.solver.row(terms + self._free(relation), 1.0)

    def _keep(self, relation: int) -> None:
        """A repair that breaks a relation needs another one in it, or the slack."""
        inside = self.by_relation.get(relation, ())
        for number in inside:
            if relation in self.candidates[number].breaks:
                figure = self.candidates[number].figure
                others = [(other, 1.0) for other in inside if self.candidates[other].figure != figure]
                self.solver.row([(number, -1.0), *others, *self._free(relation)], 0.0)

    def best(self, closed: Iterable[int] = ()) -> Plan | None:
        """Return the cheapest plan without the closed candidates; None where there is none or time ran out.

        Every plan the solver finds is judged again, exactly, with all its repairs made at once; where a relation
        fails that was not paid for, that combination is cut off and the solver goes on.
        """
        closed = tuple(closed)
        self.solver.close(closed, closed=True)
        try:
            while (left := self.deadline - perf_counter()) > 0:
                values = self.solver.solve(left)
                if values is None:
                    return None
                plan = self._plan(values)
                wrong = self._wrong(plan)
                if not wrong:
                    return plan
                for relation in wrong:
                    self._cut(plan, relation)
            return None
        finally:
            self.solver.close(closed, closed=False)

    def _plan(self, values: Sequence[float]) -> Plan:
        on = [number for number, value in enumerate(values) if value > 0.5]  # noqa: PLR2004  (a binary)
        count = len(self.candidates)
        chosen = tuple(number for number in on if number < count)
        unexplained = tuple(number - count for number in on if number >= count)
        cost = sum(self.candidates[number].repair.cost for number in chosen)
        return Plan(
            chosen=chosen,
            unexplained=unexplained,
            cost=cost + sum(self.problem.bounds[relation].weight for relation in unexplained),
        )

    def _wrong(self, plan: Plan) -> list[int]:
        excused = set(plan.unexplained)
        for number in plan.chosen:
            if self.candidates[number].only:
                excused |= self.candidates[number].settles
        found = outcomes(self.problem, [self.candidates[number] for number in plan.chosen])
        return [number for number, outcome in found.items() if outcome == "fails" and number not in excused]

    def _cut(self, plan: Plan, relation: int) -> None:
        """Cut off this choice of repairs in a relation: one of them goes, another comes, or the slack is paid."""
        inside = self.by_relation.get(relation, ())
        chosen = [number for number in inside if number in plan.chosen]
        figures = {self.candidates[number].figure for number in chosen}
        others = [(number, 1.0) for number in inside if self.candidates[number].figure not in figures]
        terms = [*((number, -1.0) for number in chosen), *others, *self._free(relation)]
        self.solver.row(terms, 1.0 - len(chosen))

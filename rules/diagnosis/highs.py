"""HiGHS as a solver for small 0-1 programs, set to be quick, quiet and deterministic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import highspy
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

OPTIONS: Final[Mapping[str, bool | int | str | float]] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,  # costs are whole numbers
    # This heuristic alone takes 6 ms on a program that is solved in 0.3 ms without it.
    "mip_heuristic_run_feasibility_jump": False,
    "presolve": "off",
}


class Highs:
    """One 0-1 program to be minimised."""

    def __init__(self, costs: Sequence[int]) -> None:
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]  # a C++ binding
        for name, value in OPTIONS.items():
            self.highs.setOptionValue(name, value)
        self.count = len(costs)
        every = np.arange(self.count, dtype=np.int32)
        self.highs.addVars(self.count, np.zeros(self.count), np.ones(self.count))
        self.highs.changeColsCost(self.count, every, np.array(costs, dtype=np.float64))
        whole = np.full(self.count, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        self.highs.changeColsIntegrality(self.count, every, whole)

    def row(self, terms: Sequence[tuple[int, float]], at_least: float) -> None:
        """Add a row: the weighted sum of columns is not smaller."""
        columns = np.array([column for column, _ in terms], dtype=np.int32)
        weights = np.array([weight for _, weight in terms], dtype=np.float64)
        self.highs.addRow(at_least, highspy.kHighsInf, len(terms), columns, weights)

    def close(self, columns: Iterable[int], *, closed: bool) -> None:
        """Hold columns at zero, or let them go again."""
        for column in columns:
            self.highs.changeColBounds(column, 0.0, 0.0 if closed else 1.0)

    def solve(self, seconds: float) -> tuple[float, ...] | None:
        """Return an optimal value for every column, or None where there was no time to prove one."""
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + seconds)
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return tuple(self.highs.getSolution().col_value)

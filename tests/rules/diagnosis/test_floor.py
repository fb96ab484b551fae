"""The lower bound never claims more than the cheapest plan costs, and knows where there is none."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from rules.diagnosis.floor import NEVER, SCALE, floor, ranked

COLUMNS = 5


@st.composite
def covers(draw):
    """Draw rows to be filled, the columns that fill them, their costs, and columns that are closed."""
    rows = draw(st.lists(st.sets(st.integers(0, COLUMNS - 1), min_size=1), min_size=1, max_size=6))
    costs = draw(st.lists(st.integers(1, 300), min_size=COLUMNS, max_size=COLUMNS))
    return [sorted(row) for row in rows], costs, frozenset(draw(st.sets(st.integers(0, COLUMNS - 1))))


def cheapest(rows, costs, closed):
    """Return the least cost of open columns that fill every row, None where none do; by trying all."""
    open_columns = [column for column in range(COLUMNS) if column not in closed]
    plans = (plan for size in range(COLUMNS + 1) for plan in combinations(open_columns, size))
    found = [sum(costs[column] for column in plan) for plan in plans if all(set(plan) & set(row) for row in rows)]
    return min(found, default=None)


@given(covers())
def test_the_bound_is_a_bound(drawn):
    rows, costs, closed = drawn
    bound, columns = floor(ranked([[(column, 1.0) for column in row] for row in rows], costs), closed)
    best = cheapest(rows, costs, closed)
    if best is None:
        assert bound == NEVER
    else:
        assert bound <= best * SCALE
        assert not columns & closed

"""A lower bound on what a plan costs, cheap enough to spare the solver where it settles the matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SCALE: Final = 10**6
"""Shares of costs are whole numbers of these parts, rounded down, so that a bound never claims too much."""

NEVER: Final = 10**18
"""More than any plan costs: the bound where there is no plan."""

_NOTHING: Final = (0, -1)

Shares = tuple[tuple[tuple[int, int], ...], ...]
"""For every row its columns, each after its share of the cost, the smallest share first."""


def ranked(rows: Sequence[Sequence[tuple[int, float]]], costs: Sequence[int]) -> Shares:
    """Return every row's columns with their shares, the smallest share first.

    A column shares its cost out among the rows that it helps to fill. What it gives to all rows together is then no
    more than it costs, so a plan that fills all rows costs at least the sum of their smallest shares (weak duality of
    linear programs).
    """
    halves: dict[int, int] = {}
    for row in rows:
        for column, weight in row:
            halves[column] = halves.get(column, 0) + int(2 * weight)
    share = {column: 2 * SCALE * costs[column] // count for column, count in halves.items()}
    return tuple(tuple(sorted((share[column], column) for column, _ in row)) for row in rows)


def floor(rows: Shares, closed: Collection[int]) -> tuple[int, set[int]]:
    """Return a lower bound, in parts, on any plan without the closed columns, and the columns of smallest share.

    A row whose columns are all closed cannot be filled: the bound is ``NEVER``.
    """
    total, chosen = 0, set()
    for row in rows:
        share, column = next((term for term in row if term[1] not in closed), _NOTHING)
        if column == _NOTHING[1]:
            return NEVER, set()
        total += share
        chosen.add(column)
    return total, chosen

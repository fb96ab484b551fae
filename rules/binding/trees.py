"""Accounts and those below them: every row over its children, 合计 over the uppermost rows, column by column."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from rules.binding.cells import TOTAL, keys
from rules.finding import Seat
from rules.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractor.fact import Fact
    from rules.binding.cells import Cells, Column, Grid
    from rules.binding.index import Index
    from rules.rule import Rule
    from rules.seats import Plan

REPEATED: Final = 4
"""One in so many rows with the account of another: the rows are of several bodies, not of a tree."""


LARGEST: Final = 600
"""A sum of more parts is no table of accounts, and who is wrong in it cannot be told."""

STEP: Final = 2
"""By so many digits a code is longer than the one above it."""


class Sum(NamedTuple):
    """A row of a column and the rows nearest below it that have a value there."""

    whole: Fact
    parts: tuple[Fact, ...]
    total: bool
    """Whether the whole is 合计."""


def bind(index: Index, rule: Rule, plan: Plan) -> Iterator[Relation]:
    """Yield the relation of every row with rows below it, in every column or in those the plan names."""
    wanted = {name for picks in plan.seats.values() for pick in picks for name in pick.indicators}
    for grid in index.cells.of(plan.tables):
        for column in grid.columns:
            if wanted and column.indicator not in wanted:
                continue
            for one in sums(index.cells, grid, column):
                if plan.level == "all" or one.total == (plan.level == "total"):
                    yield Relation(rule=rule, seats=_seats(one))


def _seats(one: Sum) -> tuple[Seat, ...]:
    return (Seat(name="whole", fact=one.whole), *[Seat(name="part", fact=fact) for fact in one.parts])


def sums(cells: Cells, grid: Grid, column: Column) -> Sequence[Sum]:
    """Return the sums of a column, worked out once."""
    memo = cells.memo
    key = ("sums", grid.source, grid.number, column)
    if key not in memo:
        around = _around(grid)
        memo[key] = tuple(one for one in _sums(grid.columns[column]) if not (around and _has_gap(one, around)))
    found = memo[key]
    return found if isinstance(found, tuple) else ()


def _around(grid: Grid) -> frozenset[str]:
    """Return the accounts beside rows that were not understood, and 合计: sums above those miss a part."""
    if not grid.lost:
        return frozenset()
    rows = [(fact.cell.row, fact) for fact in grid.facts if fact.cell is not None and fact.subject.account]
    starts = [row for row, _ in rows]
    found = {TOTAL}
    for gap in grid.lost:
        at = bisect_right(starts, gap)
        for _, fact in rows[max(0, at - 1) : at]:
            found.update(keys(fact))
        # A row stands below what it belongs to, so the next one is no account of the gap, but may share one with it.
        for _, fact in rows[at : at + 1]:
            found.update(key[:-STEP] if key.isdecimal() else key.rpartition("/")[0] for key in keys(fact))
    return frozenset(found)


def _has_gap(one: Sum, around: frozenset[str]) -> bool:
    """Tell whether a row that was not understood may belong below the whole of a sum."""
    return any(near.startswith(key) for key in keys(one.whole) for near in around if key or not near)


def _sums(facts: Sequence[Fact]) -> Iterator[Sum]:
    """Yield the sums of one column; a row whose parent has no value there counts to the next row above that has."""
    told = [fact for fact in facts if fact.subject.account]
    coded = all(fact.cell is not None and fact.cell.code for fact in told)
    named = {_key(fact, coded=coded): fact for fact in told}
    if (len(told) - len(named)) * REPEATED > len(told):
        return
    below: dict[str, list[Fact]] = {}
    for key, fact in named.items():
        below.setdefault(_above(key, named, coded=coded), []).append(fact)
    for key, parts in below.items():
        if key != TOTAL and len(parts) <= LARGEST:
            yield Sum(named[key], tuple(parts), total=False)
    tops = below.get(TOTAL)
    total = next((fact for fact in facts if not fact.subject.account), None)
    if total is not None and tops and len(tops) <= LARGEST:
        yield Sum(total, tuple(tops), total=True)


def _key(fact: Fact, *, coded: bool) -> str:
    return keys(fact)[0 if coded else -1]


def _above(key: str, named: Iterable[str], *, coded: bool) -> str:
    """Return the nearest account above one: 20106 for 2010601, 201 where 20106 has no value, else 合计."""
    at = len(key) - 1 if coded else key.rfind("/")
    while at > 0:
        if key[:at] in named:
            return key[:at]
        at = at - 1 if coded else key.rfind("/", 0, at)
    return TOTAL


def cover(grid: Grid, column: Column, codes: Iterable[str]) -> list[Fact]:
    """Return the rows that make up accounts by their codes: the row itself, or those uppermost below it."""
    found: list[Fact] = []
    for code in codes:
        whole = grid.accounts.get((*column, code))
        if whole is not None:
            found.append(whole)
            continue
        below = [fact for fact in grid.columns.get(column, ()) if fact.cell and fact.cell.code.startswith(code)]
        above = {fact.cell.code for fact in below if fact.cell}
        found.extend(fact for fact in below if fact.cell and not _above(fact.cell.code, above, coded=True))
    return found

"""Relations over the cells of tables: within each row, within each table, and between tables."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from rules.binding.cells import Column
from rules.binding.index import same_number
from rules.binding.trees import cover
from rules.finding import Seat
from rules.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from extractor.fact import Fact
    from rules.binding.cells import Cells, Grid
    from rules.binding.index import Index
    from rules.rule import Rule
    from rules.seats import Pick, Plan

    Columns = Sequence[Column]
    Taking = Callable[[Pick, Columns], Sequence[Fact]]


class Asked(NamedTuple):
    """A pick for a seat with the columns it asks for, measure by measure."""

    name: str
    pick: Pick
    columns: Sequence[Columns]


FULL: Final = frozenset({"whole", "one", "other", "amount", "final", "base", "delta"})
"""Seats that must all be taken; parts may be fewer: a blank cell is nothing."""

TAKEN: Final = frozenset({"less", "part_less", "whole_less"})
"""Seats of what is taken away, which may stay empty."""

SPENT: Final = {"gpb": "gpb.exp", "fund": "fund.expenditure", "soe": "soe.expenditure"}
"""The spending of a budget by the role of its own table."""

LEADS: Final = frozenset({"some", "any", "top", "leaf"})
"""What a pick says of the accounts it takes the cells of, one after another."""


def bind_rows(index: Index, rule: Rule, plan: Plan) -> Iterator[Relation]:
    """Yield the relation for every row of every table of the plan."""
    every = [_asked(plan, measure) for measure in plan.each or ("final",)]
    for grid in index.cells.of(plan.tables):
        stated = [asked for asked in every if not _lacks(grid, asked)]
        for (number, _), row in grid.rows.items() if stated else ():
            for asked in stated:
                seats = _seated(asked, partial(_in_row, row))
                yield from _drawn(rule, seats, gaps=number in grid.gaps)


def _asked(plan: Plan, measure: str) -> list[Asked]:
    """Write out which columns the seats of a plan ask for: once for all rows and tables."""
    return [
        Asked(
            name,
            pick,
            [
                [Column(indicator, own, pick.fund) for indicator in pick.indicators]
                for own in pick.measures or (measure,)
            ],
        )
        for name, picks in plan.seats.items()
        for pick in picks
    ]


def _lacks(grid: Grid, asked: Iterable[Asked]) -> bool:
    """Tell whether a table has no column at all for a seat that must be taken."""
    stated = grid.columns
    return any(
        one.name in FULL
        and not one.pick.unless
        and not any(column in stated for columns in one.columns for column in columns)
        for one in asked
    )


def _drawn(rule: Rule, seats: tuple[Seat, ...], *, gaps: bool) -> Iterator[Relation]:
    """Yield the relation over the seats; the parts of a sum are only some where others were not understood."""
    if gaps and rule.kind == "sum":
        if any(seat.name == "less" for seat in seats):
            return
        seats = tuple(Seat(name="some", fact=seat.fact) if seat.name == "part" else seat for seat in seats)
    if seats:
        yield Relation(rule=rule, seats=seats)


def _in_row(row: Mapping[Column, Fact], pick: Pick, columns: Columns) -> list[Fact]:
    if pick.unless and any(column.indicator in pick.unless for column in row):
        return []
    return [row[column] for column in columns if column in row]


def bind_each(index: Index, rule: Rule, plan: Plan) -> Iterator[Relation]:
    """Yield the relation for every table of the plan, once for each measure it names."""
    every = [_asked(plan, measure) for measure in plan.each or ("final",)]
    for grid in index.cells.of(plan.tables):
        for asked in every:
            seats = _seated(asked, partial(taken, grid))
            yield from _drawn(rule, seats, gaps=bool(grid.lost))


def taken(grid: Grid, pick: Pick, columns: Columns) -> list[Fact]:
    """Return the cells of one table that fit a pick, in the columns it asks for."""
    if pick.unless and any(column.indicator in pick.unless for column in grid.columns):
        return []
    if pick.codes:
        return [fact for column in columns for fact in cover(grid, column, pick.codes)]
    if pick.account == "none":
        return [fact for column in columns if (fact := grid.of(column)) is not None]
    return [fact for column in columns for fact in grid.columns.get(column, ()) if _fits(fact, pick)]


def _fits(fact: Fact, pick: Pick) -> bool:
    account = fact.subject.account
    return bool(account) and not (pick.account == "top" and "/" in account) and pick.name in {"", account}


def bind_between(index: Index, rule: Rule, plan: Plan) -> Iterator[Relation]:
    """Yield the relation between tables, once, or for every account of the lead seat."""
    roles = {role for picks in plan.seats.values() for pick in picks for role in pick.tables}
    every = [(measure, _asked(plan, measure)) for measure in plan.each or ("final",)]
    for chosen in _together(index.cells, roles):
        if rule.kind == "sum" and not all(
            _is_whole(chosen[role]) if role in chosen else _is_empty(index.cells, role) for role in roles
        ):
            continue
        gaps = any(grid.lost for grid in chosen.values())
        for measure, asked in every:
            leads = _leads(plan, chosen, measure) if plan.join == "account" else [None]
            for lead in leads:
                seats = _seated(asked, partial(_across, chosen, lead))
                yield from _drawn(rule, seats, gaps=gaps)


def _is_whole(grid: Grid) -> bool:
    """Tell whether a row of no account was read of a table: its 合计, without which its amount is not nothing."""
    return any(not fact.subject.account for fact in grid.facts)


def _is_empty(cells: Cells, role: str) -> bool:
    """Tell whether a table that gave no figure has none: 财政拨款总表 shows nothing of its budget."""
    column = Column(SPENT.get(role, ""), "final", "")
    totals = cells.by_role.get("appropriation", ())
    return (
        role in SPENT
        and bool(totals)
        and all(fact.quantity.is_zero for grid in totals for fact in grid.columns.get(column, ()))
    )


def _together(cells: Cells, roles: set[str]) -> Iterator[dict[str, Grid]]:
    """Yield the tables that belong together: one of each role, or the first, the second … of every role.

    Where one role has more tables than another it is not known which go together, unless they say the same.
    """
    present = {role: cells.by_role[role] for role in roles if role in cells.by_role}
    counts = {len(grids) for grids in present.values()}
    if len(counts) > 1:
        present = {role: _one(grids) for role, grids in present.items()}
        counts = {len(grids) for grids in present.values()}
    if len(counts) == 1:
        for number in range(counts.pop()):
            yield {role: grids[number] for role, grids in present.items()}


def _one(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """Return the fullest of several tables that agree in all they share: 支出表 beside 收入支出表 of one budget."""
    fullest = max(grids, key=lambda grid: len(grid.facts))
    alike = all(
        key not in fullest.accounts or same_number(fact, fullest.accounts[key])
        for grid in grids
        for key, fact in grid.accounts.items()
    )
    return (fullest,) if alike else grids


def _leads(plan: Plan, chosen: Mapping[str, Grid], measure: str) -> Sequence[Fact]:
    """Return the cells, account by account, that a relation is drawn for each of."""
    name = plan.lead or plan.order[0]
    pick = plan.seats[name][0]
    columns = [Column(indicator, measure, pick.fund) for indicator in pick.indicators]
    return [fact for role in pick.tables if role in chosen for fact in taken(chosen[role], pick, columns)]


def _across(chosen: Mapping[str, Grid], lead: Fact | None, pick: Pick, columns: Columns) -> list[Fact]:
    """Return the cells for a pick, with a lead those in the row of its account; of several tables the first."""
    for role in pick.tables:
        grid = chosen.get(role)
        if grid is None:
            continue
        if lead is None or pick.account not in LEADS:
            found = taken(grid, pick, columns)
        else:
            found = [fact for column in columns if (fact := grid.of(column, lead)) is not None]
        if found:
            return found
    return []


def _seated(asked: Iterable[Asked], take: Taking) -> tuple[Seat, ...]:
    """Return the seats, none where one that must be taken stays empty; a cell sits down once."""
    seats: list[Seat] = []
    seen: set[int] = set()
    empty: dict[str, bool] = {}
    for name, pick, every in asked:
        facts = [fact for columns in every for fact in take(pick, columns) if id(fact) not in seen]
        if facts:
            empty[name] = False
            seen.update(map(id, facts))
            seats += [Seat(name=name, fact=fact) for fact in facts]
        elif name in FULL and not pick.unless:
            return ()
        else:
            empty.setdefault(name, True)
    return () if any(none and name not in TAKEN for name, none in empty.items()) else tuple(seats)

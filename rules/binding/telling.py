"""Figures of the narrative set beside the cell of the table that says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.binding.cells import Column, last, plain
from rules.binding.index import narrated
from rules.binding.picking import BUDGETS, fits
from rules.finding import Seat
from rules.kinds import kind_named
from rules.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.fact import Fact
    from rules.binding.cells import Grid
    from rules.binding.index import Index
    from rules.rule import Rule
    from rules.seats import Pick, Plan

SAID: Final = "other"
"""The seat of the narrative's figure; the cell takes the other one."""


def bind(index: Index, rule: Rule, plan: Plan) -> Iterator[Relation]:
    """Yield the relation of every figure of the narrative that has a cell, in the first table of the plan that does."""
    words: set[str] = set()
    for fact in _told(index, plan):
        if fact.figure.word:
            # 本年无政府性基金收入支出: one word for several figures is set beside the first that has a cell.
            if fact.figure.id in words or not _home(index, plan, fact):
                continue
            words.add(fact.figure.id)
        relations = [_relation(rule, cell, fact) for cell in _home(index, plan, fact)]
        fitting = (one for one in relations if kind_named(rule.kind).outcome(one) != "fails")
        # Where two tables of one sort stand in a disclosure, a figure that fits neither may be of a third body.
        chosen = next(fitting, relations[0] if len(relations) == 1 else None)
        if chosen is not None:
            yield chosen


def _relation(rule: Rule, cell: Fact, fact: Fact) -> Relation:
    return Relation(rule=rule, seats=(Seat(name="one", fact=cell), Seat(name=SAID, fact=fact)))


def _told(index: Index, plan: Plan) -> Iterator[Fact]:
    """Yield the figures of the narrative that the plan looks at, each once."""
    for pick in plan.seats[SAID]:
        for measure in pick.measures or plan.each or ("final",):
            for indicator in pick.indicators:
                for fact in narrated(index.by_indicator.get((indicator, measure), ())):
                    if fact.base is None and not fact.part and _fits(fact, pick):
                        yield fact


def _fits(fact: Fact, pick: Pick) -> bool:
    return (not pick.roles or fact.role in pick.roles) and fits(fact, pick)


def _home(index: Index, plan: Plan, fact: Fact) -> Sequence[Fact]:
    """Return the cells that say the same in the tables of the first role that has any."""
    for role in plan.tables:
        found = [cell for grid in index.cells.by_role.get(role, ()) if (cell := _cell(grid, fact)) is not None]
        if found:
            return found
    return ()


def _cell(grid: Grid, fact: Fact) -> Fact | None:
    """Return the cell of a table that says the same as the narrative; a budget is a budget, whichever is named."""
    indicator = fact.subject.indicator
    measures = (fact.measure, *BUDGETS) if fact.measure in BUDGETS else (fact.measure,)
    lead = fact if fact.subject.account else None
    for measure in measures:
        cell = grid.of(Column(indicator, measure, fact.fund), lead)
        if cell is not None:
            return cell
    return _by_end(grid, fact) if lead is not None and fact.measure == "final" else None


def _by_end(grid: Grid, fact: Fact) -> Fact | None:
    """Return the one row with the last name of an account, in the same 类: 款 is left out or worded otherwise."""
    found = [cell for cell in grid.ends.get((fact.subject.indicator, last(fact)), ()) if _head(cell) == _head(fact)]
    return found[0] if len(found) == 1 and "/" in fact.subject.account else None


def _head(fact: Fact) -> str:
    return plain(fact.subject.account).partition("/")[0]

"""The facts of tables that relations may seat: by table, row, code and column, indexed once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.making import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extractor.document import Table
    from extractor.fact import Extraction, Fact

TOTAL: Final = ""
"""The key of a row that is of no account: 合计."""


UNKNOWN: Final = ("没有认出", "几列的表头相同", "一格里可能有几个数", "数字写法不清", "行和列都没有说明")
"""Beginnings of why a figure of a table was not understood: those that may belong into a sum."""

TORN: Final = ("没有认出这一行", "一格里可能有几个数", "数字写法不清")
"""Those that are of one amount or one side of a row, not of a column: 栏目 not known are so in every row."""

FAR: Final = 10**9
"""More rows than any table has."""


class Column(NamedTuple):
    """What the cells of one column, or of the same word in several rows, say."""

    indicator: str
    measure: str
    fund: str


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One table with its facts in reading order."""

    source: str
    number: int
    role: str
    table: Table | None
    """The table as read; None where its facts were made by hand."""
    facts: tuple[Fact, ...]
    gaps: frozenset[int] = frozenset()
    """The rows with amounts that were not understood: what they would add is missing from sums."""

    torn: frozenset[int] = frozenset()
    """Those of them with an amount whose digits or whose row's name is not understood, whatever else the row says."""

    @once
    def lost(self) -> tuple[int, ...]:
        """The rows of which nothing, or an amount or one side, was not understood, from top to bottom."""
        if not self.gaps:
            return ()
        return tuple(sorted(self.torn | (self.gaps - {fact.cell.row for fact in self.facts if fact.cell})))

    @once
    def columns(self) -> Mapping[Column, Sequence[Fact]]:
        """The facts of each column, from top to bottom."""
        found: dict[Column, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[column_of(fact)].append(fact)
        return found

    @once
    def rows(self) -> Mapping[tuple[int, str], Mapping[Column, Fact]]:
        """The facts of each row by column; blocks that stand side by side on other accounts are rows of their own."""
        found: dict[tuple[int, str], dict[Column, Fact]] = defaultdict(dict)
        for fact in self.facts:
            row = 0 if fact.cell is None else fact.cell.row
            found[row, fact.subject.account].setdefault(column_of(fact), fact)
        return found

    @once
    def accounts(self) -> Mapping[tuple[str, str, str, str], Fact]:
        """The facts by indicator, measure, fund and every name of their row's account; of several rows the first."""
        found: dict[tuple[str, str, str, str], Fact] = {}
        for fact in self.facts:
            for key in keys(fact):
                found.setdefault((*column_of(fact), key), fact)
        return found

    @once
    def ends(self) -> Mapping[tuple[str, str], tuple[Fact, ...]]:
        """The facts by indicator and the last name of their account: 行政运行, of whatever 款."""
        found: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in self.facts:
            if fact.subject.account:
                found[fact.subject.indicator, last(fact)].append(fact)
        return {key: tuple(facts) for key, facts in found.items()}

    def of(self, column: Column, fact: Fact | None = None) -> Fact | None:
        """Return the cell of a column in the row of another fact's account, by code or by name; 合计 for None."""
        for key in (TOTAL,) if fact is None else keys(fact):
            cell = self.accounts.get((*column, key))
            if cell is not None:
                return cell
        return None


@dataclass(frozen=True, kw_only=True)
class Cells:
    """The tables of a disclosure that carry facts."""

    grids: tuple[Grid, ...]
    by_role: Mapping[str, tuple[Grid, ...]]
    memo: dict[object, object] = field(default_factory=dict)
    """What several rules ask of the tables, worked out once."""

    def of(self, roles: Iterable[str]) -> tuple[Grid, ...]:
        """Return the tables of these roles, role by role."""
        return tuple(grid for role in roles for grid in self.by_role.get(role, ()))


def cells_of(extraction: Extraction) -> Cells:
    """Index the facts of the tables that a relation may rest on."""
    year = extraction.disclosure.year
    gathered: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in extraction.facts:
        if fact.cell is not None and _usable(fact, year):
            gathered[fact.figure.anchor.source, fact.cell.number].append(fact)
    tables = _tables(extraction) if gathered else {}
    own = {place: table for place, table in tables.items() if place in gathered}
    gaps, torn = _gaps(extraction, own, UNKNOWN), _gaps(extraction, own, TORN)
    grids = [_grid(place, facts, tables.get(place), gaps[place], torn[place]) for place, facts in gathered.items()]
    by_role: dict[str, tuple[Grid, ...]] = {}
    for grid in grids:
        by_role[grid.role] = (*by_role.get(grid.role, ()), grid)
    return Cells(grids=tuple(grids), by_role=by_role)


def _gaps(
    extraction: Extraction, tables: Mapping[tuple[str, int], Table], whys: tuple[str, ...]
) -> dict[tuple[str, int], frozenset[int]]:
    """Return the rows of each table with amounts that no fact came of, for one of some reasons."""
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    unread: dict[str, list[int]] = defaultdict(list)
    for figure in extraction.figures:
        if figure.why and figure.why.startswith(whys) and not (figure.quantity and figure.quantity.is_zero):
            unread[figure.anchor.source].append(figure.span.start)
    for starts in unread.values():
        starts.sort()
    for place, table in tables.items() if unread else ():
        inside = within(unread[place[0]], table)
        if inside:
            cells = sorted((cell.span.start, cell.row) for cell in table.cells if len(cell.span))
            found[place] = {cells[bisect_right(cells, (start, FAR)) - 1][1] for start in inside}
    return defaultdict(frozenset, {place: frozenset(rows) for place, rows in found.items()})


def within(starts: list[int], table: Table) -> list[int]:
    """Return those of the ordered starts of figures that lie in a table."""
    return starts[bisect_left(starts, table.span.start) : bisect_left(starts, table.span.end)]


def _grid(
    place: tuple[str, int], facts: list[Fact], table: Table | None, gaps: frozenset[int], torn: frozenset[int]
) -> Grid:
    role = facts[0].cell.role if facts[0].cell else ""
    facts.sort(key=lambda fact: (fact.cell.row, fact.cell.column) if fact.cell else (0, 0))
    return Grid(source=place[0], number=place[1], role=role, table=table, facts=tuple(facts), gaps=gaps, torn=torn)


def _tables(extraction: Extraction) -> dict[tuple[str, int], Table]:
    documents = extraction.disclosure.documents
    return {(one.source.id, table.number): table for one in documents for table in one.tables}


def _usable(fact: Fact, year: int | None) -> bool:
    """Tell whether a cell holds a certain number of the year reported on, for its row or column as a whole."""
    quantity = fact.figure.quantity
    if quantity is None or quantity.approximate or fact.scope:
        return False
    return fact.year is None or year is None or fact.year == year or fact.measure == "prior"


def column_of(fact: Fact) -> Column:
    """Return the column of a cell; an indicator that is of one budget by its name needs no other word for it."""
    indicator = fact.subject.indicator
    own = indicator.startswith(("gpb.", "fund.", "soe."))
    return Column(indicator, fact.measure, "" if own else fact.fund)


def keys(fact: Fact) -> tuple[str, ...]:
    """Return what the account of a fact is known by: its code, the path of its names; nothing for 合计."""
    if not fact.subject.account:
        return (TOTAL,)
    name = plain(fact.subject.account)
    return (fact.cell.code, name) if fact.cell is not None and fact.cell.code else (name,)


def last(fact: Fact) -> str:
    """Return the last name of a fact's account."""
    return plain(fact.subject.account).rpartition("/")[2]


@lru_cache(maxsize=4096)
def plain(account: str) -> str:
    """Return a path of accounts as it is compared: 一般公共服务 and 一般公共服务支出 are one."""
    return "/".join(_bare(name) for name in account.split("/"))


def _bare(name: str) -> str:
    name = "".join(name.split()).translate(_WIDTHS)
    return name.removesuffix("支出") or name


_WIDTHS: Final = str.maketrans("（）、“”", '(),""')

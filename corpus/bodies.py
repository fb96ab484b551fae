"""Further bodies made of the books at hand: the same accounts under another name, a department of its units."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.ledger import Books, ThreePublic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.ledger import Entry

AMOUNTS = ("basic", "project", "opening", "closing", "budget")


def like(books: Books, *, name: str, times: int = 1) -> Books:
    """Return the books of another body: every amount so many times as large, so that all sums still hold."""
    return replace(
        books,
        name=name,
        entries=tuple(_summed([entry] * times) for entry in books.entries),
        economic={code: (of, fen * times) for code, (of, fen) in books.economic.items()},
        budget=_joined([books.budget] * times),
        spent=_joined([books.spent] * times),
        prior=_sums([books.prior] * times),
        procurement=_sums([books.procurement] * times),
        projects=tuple((of, budget * times, spent * times) for of, budget, spent in books.projects),
    )


def department(name: str, units: Sequence[Books]) -> Books:
    """Return the books of a department: those of its units added up, account by account."""
    accounts: defaultdict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for entry in (entry for unit in units for entry in unit.entries):
        accounts[entry.code, entry.fund, entry.source].append(entry)
    names = {code: of for unit in units for code, (of, _) in unit.economic.items()}
    economic = _sums([{code: fen for code, (_, fen) in unit.economic.items()} for unit in units])
    return Books(
        name=name,
        kind="部门",
        year=units[0].year,
        entries=tuple(_summed(entries) for entries in accounts.values()),
        economic={code: (names[code], fen) for code, fen in sorted(economic.items())},
        budget=_joined([unit.budget for unit in units]),
        spent=_joined([unit.spent for unit in units]),
        prior=_sums([unit.prior for unit in units]),
        counts=_sums([unit.counts for unit in units]),
        procurement=_sums([unit.procurement for unit in units]),
        projects=_projects(units),
        units=tuple(unit.name for unit in units),
    )


def _summed(entries: Sequence[Entry]) -> Entry:
    return replace(entries[0], **{key: sum(getattr(entry, key) for entry in entries) for key in AMOUNTS})


def _joined(costs: Iterable[ThreePublic]) -> ThreePublic:
    listed = list(costs)
    return ThreePublic(
        abroad=sum(one.abroad for one in listed),
        buy=sum(one.buy for one in listed),
        run=sum(one.run for one in listed),
        reception=sum(one.reception for one in listed),
    )


def _sums(rows: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        for key, number in row.items():
            found[key] += number
    return dict(found)


def _projects(units: Sequence[Books]) -> tuple[tuple[str, int, int], ...]:
    found: dict[str, tuple[int, int]] = {}
    for name, budget, spent in (project for unit in units for project in unit.projects):
        before = found.get(name, (0, 0))
        found[name] = (before[0] + budget, before[1] + spent)
    return tuple((name, budget, spent) for name, (budget, spent) in found.items())

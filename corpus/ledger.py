"""The books of an invented body: accounts kept in 元 and 分, from which tables and narrative are printed alike."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Fund = Literal["gpb", "fund", "soe", "other"]
FISCAL: Final[tuple[Fund, ...]] = ("gpb", "fund", "soe")
STAFF: Final = ("301", "303")
"""Economic classes of 人员经费; all others of basic spending are 公用经费 (HANDBOOK §2.11)."""
VEHICLES: Final = {
    "vehicle_leader": "主要负责人用车",
    "vehicle_secret": "机要通信用车",
    "vehicle_emergency": "应急保障用车",
    "vehicle_enforcement": "执法执勤用车",
    "vehicle_special": "特种专业技术用车",
    "vehicle_other": "其他用车",
}
"""Kinds of cars by their key in ``Books.counts``."""
_HERE: Final = Path(__file__).parent / "books"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was spent under one functional account (项) out of one source, in 分."""

    code: str
    names: tuple[str, str, str]
    fund: Fund
    source: str
    """The kind of income it was paid from: ``fiscal``, ``other``, ``business``, ``superior`` …"""
    basic: int
    project: int
    opening: int
    closing: int
    budget: int
    use: str

    @property
    def spent(self) -> int:
        """Basic and project spending together."""
        return self.basic + self.project

    @property
    def income(self) -> int:
        """What came in for it this year: spending, plus what is left, less what was there."""
        return self.spent + self.closing - self.opening


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreePublic:
    """The four costs of 三公 in 分."""

    abroad: int
    buy: int
    run: int
    reception: int

    @property
    def car(self) -> int:
        """Buying and running together."""
        return self.buy + self.run

    @property
    def total(self) -> int:
        """All four."""
        return self.abroad + self.car + self.reception


@dataclass(frozen=True, kw_only=True)
class Books:
    """Everything a disclosure of one body and year restates; sums are never stored, always made."""

    name: str
    kind: Literal["部门", "单位"]
    year: int
    entries: tuple[Entry, ...]
    economic: Mapping[str, tuple[str, int]]
    """Basic spending from the general public budget by economic account: code → name and 分."""
    budget: ThreePublic
    spent: ThreePublic
    prior: Mapping[str, int]
    """Last year's totals in 分: ``total``, ``fiscal``, ``gpb``, ``three_public``, ``running``."""
    counts: Mapping[str, int]
    procurement: Mapping[str, int]
    projects: tuple[tuple[str, int, int], ...]
    """Evaluated projects: name, full-year budget, spent."""
    units: tuple[str, ...] = ()
    """The units of a department whose accounts are in its own."""
    before: ThreePublic | None = None
    """The four costs of 三公 last year, where more than their sum is known."""
    runs: bool = True
    """Whether the body has 机关运行经费: an organ of state has, an institution has not."""
    duties: tuple[str, ...] = ()
    traits: frozenset[str] = frozenset()
    """What a writer may tell beyond the figures: ``scope_change``, ``restated``, ``adjusted``, ``partial``."""

    def income(self, *, fund: Fund | None = None, source: str | None = None) -> int:
        """Return this year's income, of one fund or one kind."""
        return sum(e.income for e in self.entries if fund in {None, e.fund} and source in {None, e.source})

    def spending(self, *, fund: Fund | None = None) -> int:
        """Return this year's spending."""
        return sum(e.spent for e in self.entries if fund in {None, e.fund})

    def basic(self, *, fund: Fund | None = None) -> int:
        """Return basic spending."""
        return sum(e.basic for e in self.entries if fund in {None, e.fund})

    def project(self, *, fund: Fund | None = None) -> int:
        """Return project spending."""
        return sum(e.project for e in self.entries if fund in {None, e.fund})

    def opening(self, *funds: Fund) -> int:
        """Return the balance brought forward, of some funds or of all."""
        return sum(e.opening for e in self.entries if not funds or e.fund in funds)

    def closing(self, *funds: Fund) -> int:
        """Return the balance carried forward, of some funds or of all."""
        return sum(e.closing for e in self.entries if not funds or e.fund in funds)

    @cached_property
    def total(self) -> int:
        """Income and opening balance together, which is spending and closing balance together."""
        return self.income() + self.opening()

    @cached_property
    def fiscal_income(self) -> int:
        """Income of the three budgets."""
        return sum(self.income(fund=fund) for fund in FISCAL)

    @cached_property
    def fiscal_total(self) -> int:
        """The same with its opening balance."""
        return self.fiscal_income + self.opening(*FISCAL)

    @cached_property
    def staff(self) -> int:
        """人员经费."""
        return sum(amount for code, (_, amount) in self.economic.items() if code[:3] in STAFF)

    @cached_property
    def office(self) -> int:
        """公用经费."""
        return sum(amount for code, (_, amount) in self.economic.items() if code[:3] not in STAFF)

    def tree(self, amounts: Callable[[Entry], tuple[int, ...]], *funds: Fund) -> list[Account]:
        """Return the rows of a table by functional account: 类, 款 and 项 with the sums of what is under them."""
        sums: dict[str, list[int]] = defaultdict(list)
        names: dict[str, str] = {}
        for entry in self.entries:
            if funds and entry.fund not in funds:
                continue
            row = amounts(entry)
            for digits, name in zip((3, 5, 7), entry.names, strict=True):
                code = entry.code[:digits]
                names[code] = name
                sums[code] = [a + b for a, b in zip(sums[code] or [0] * len(row), row, strict=True)]
        return [Account(code, names[code], tuple(sums[code])) for code in sorted(sums)]

    def classes(self, *funds: Fund) -> dict[str, int]:
        """Return spending by 类."""
        return {row.name: row.amounts[0] for row in self.tree(lambda e: (e.spent,), *funds) if len(row.code) == 3}  # noqa: PLR2004  a 类 has three digits


@dataclass(frozen=True, slots=True)
class Account:
    """A row of a table by account."""

    code: str
    name: str
    amounts: tuple[int, ...]


def books() -> tuple[str, ...]:
    """Return the names of the books that ship with the package."""
    return tuple(sorted(path.stem for path in _HERE.glob("*.yaml")))


def load(name: str) -> Books:
    """Return books by name; raise ValueError where the economic accounts do not make up basic spending."""
    return from_data(yaml.safe_load((_HERE / f"{name}.yaml").read_text(encoding="utf-8")))


def from_data(data: Mapping[str, Any]) -> Books:
    """Return the books that plain data describes; amounts are texts or numbers in 元 with at most two decimals."""
    made = Books(
        name=data["name"],
        kind=data["kind"],
        year=data["year"],
        entries=tuple(_entry(row) for row in data["entries"]),
        economic={str(code): (name, _fen(amount)) for code, (name, amount) in data["economic"].items()},
        budget=_three_public(data["three_public"]["budget"]),
        spent=_three_public(data["three_public"]["spent"]),
        prior={key: _fen(amount) for key, amount in data["prior"].items()},
        counts=data["counts"],
        procurement={key: _fen(amount) for key, amount in data["procurement"].items()},
        projects=tuple((name, _fen(budget), _fen(spent)) for name, budget, spent in data["projects"]),
    )
    if made.staff + made.office != made.basic(fund="gpb"):
        raise ValueError(f"{made.name}: economic accounts {made.staff + made.office} against {made.basic(fund='gpb')}")
    return made


def _entry(row: Mapping[str, Any]) -> Entry:
    amounts = {key: _fen(row.get(key, 0)) for key in ("basic", "project", "opening", "closing", "budget")}
    one, two, three = row["names"]
    fund: Fund = row.get("fund", "gpb")
    source = row.get("source", "fiscal" if fund in FISCAL else "other")
    return Entry(
        code=str(row["code"]), names=(one, two, three), fund=fund, source=source, use=row.get("use", ""), **amounts
    )


def _three_public(row: Iterable[object]) -> ThreePublic:
    abroad, buy, run, reception = map(_fen, row)
    return ThreePublic(abroad=abroad, buy=buy, run=run, reception=reception)


def _fen(amount: object) -> int:
    fen = Decimal(str(amount)) * 100
    if fen != fen.to_integral_value():
        raise ValueError(f"an amount in 元 has at most two decimals: {amount}")
    return int(fen)

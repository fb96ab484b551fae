"""What a document shows of itself that lets a relation be drawn: no balances, one fund, the kind of body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.binding import picking
from rules.binding.cells import Column
from rules.binding.index import same_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.fact import Fact
    from rules.binding.index import Index


def final(index: Index, indicator: str) -> Fact | None:
    """Return the actual figure of an indicator as most statements have it."""
    key = f"final {indicator}"
    if key not in index.memo:
        index.memo[key] = picking.whole_final(index, indicator)
    found = index.memo[key]
    return None if isinstance(found, bool) else found


def same(index: Index, one: str, other: str) -> bool:
    """Tell whether two indicators are printed with one value."""
    first, second = final(index, one), final(index, other)
    return first is not None and second is not None and same_number(first, second)


def _none(index: Index, indicator: str) -> bool:
    """Tell whether an indicator is absent or zero."""
    fact = final(index, indicator)
    return fact is None or fact.quantity.is_zero


def no_opening(index: Index) -> bool:
    """收入总计 = 本年收入合计: what makes up the rest (年初结转、使用结余) cannot be negative, so it is zero."""
    return same(index, "total.income", "rev.current")


def no_closing(index: Index) -> bool:
    """支出总计 = 本年支出合计: nothing is carried over or distributed."""
    return same(index, "total.expenditure", "exp.current")


def all_gpb(index: Index) -> bool:
    """All spending is paid from the general public budget, so its kinds are those of all spending."""
    return same(index, "gpb.exp", "exp.current")


def level_year(index: Index) -> bool:
    """本年收入合计 = 本年支出合计, and no balance is stated."""
    return same(index, "rev.current", "exp.current") and all(
        _none(index, name) for name in ("balance.opening", "balance.closing", "balance.used", "balance.distributed")
    )


def level_fiscal(index: Index) -> bool:
    """Fiscal income equals spending from the general public budget, other funds and balances are none."""
    return same(index, "rev.fiscal", "gpb.exp") and all(
        _none(index, name)
        for name in ("fund.expenditure", "soe.expenditure", "fiscal.opening", "fiscal.closing", "fund.opening")
    )


def administrative(index: Index) -> bool:
    """The body is an organ of state or run like one: it has 机关运行经费."""
    return index.extraction.disclosure.body.profile.value in {"行政", "参公"}


def one_fund(index: Index) -> bool:
    """All income is fiscal, nothing was carried in, and both other funds are said to have spent nothing."""
    funds = [final(index, name) for name in ("fund.expenditure", "soe.expenditure")]
    said = all(fact is not None and fact.quantity.is_zero for fact in funds)
    return said and no_opening(index) and same(index, "rev.current", "rev.fiscal")


def domestic_apart(index: Index) -> bool:
    """国内公务接待支出 is not stated 含外宾: then it would be all of 公务接待费 beside a part of it."""
    foreign = final(index, "sg.reception_foreign")
    foreign_zero = foreign is None or foreign.quantity.is_zero
    return foreign_zero or not same(index, "sg.reception", "sg.reception_domestic")


def one_project(index: Index) -> bool:
    """A single project was evaluated: every count of them says one, and one execution is reported."""
    counts = index.wholes.get(("perf.projects", "count"), ())
    items = index.by_indicator.get(("perf.item", "final"), ())
    return len(items) == 1 and bool(counts) and all(fact.quantity.value == 1 for fact in counts)


def _cell(index: Index, role: str, indicator: str) -> Fact | None:
    """Return the cell of 合计 of an indicator in the one table of its role; None where there are several."""
    grids = index.cells.by_role.get(role, ())
    return grids[0].of(Column(indicator, "final", "")) if len(grids) == 1 else None


def _alike(one: Fact | None, other: Fact | None) -> bool:
    return one is not None and other is not None and same_number(one, other)


def no_balances(index: Index) -> bool:
    """收入支出决算总表: the totals are this year's income and spending, so nothing was carried in or over."""
    table = "income_expenditure"
    return _alike(_cell(index, table, "total.income"), _cell(index, table, "rev.current")) and _alike(
        _cell(index, table, "total.expenditure"), _cell(index, table, "exp.current")
    )


def all_fiscal(index: Index) -> bool:
    """总表 and 财政拨款总表 have one total of spending: what is paid from fiscal money is all that was paid."""
    return _alike(
        _cell(index, "income_expenditure", "exp.current"), _cell(index, "appropriation", "fiscal.expenditure")
    )


def all_public(index: Index) -> bool:
    """财政拨款总表 shows no spending from the two other budgets."""
    total, public = (_cell(index, "appropriation", name) for name in ("fiscal.expenditure", "gpb.exp"))
    return _alike(total, public)


GIVEN: Final[dict[str, Callable[[Index], bool]]] = {
    "no-opening": no_opening,
    "no-closing": no_closing,
    "balances": lambda index: not (no_opening(index) and no_closing(index)),
    "all-gpb": all_gpb,
    "level-year": level_year,
    "level-fiscal": level_fiscal,
    "administrative": administrative,
    "one-fund": one_fund,
    "domestic-apart": domestic_apart,
    "no-project": lambda index: not index.by_indicator.get(("gpb.project", "final")),
    "one-project": one_project,
    "no-balances": no_balances,
    "all-fiscal": all_fiscal,
    "all-public": all_public,
}
"""The conditions a spec may name under ``given``."""

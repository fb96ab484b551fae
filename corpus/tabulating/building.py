"""All tables of a disclosure in the order and shape of its form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.sheets import Sheet
from corpus.tabulating import accounts, basic, overviews, three_public

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.forms import Form
    from corpus.ledger import Books
    from corpus.tabulating.accounts import Built

_KINDS: Final[dict[str, tuple[str, Callable[[Books, Form], Built]]]] = {
    "income_expenditure": ("收入支出决算总表", overviews.income_expenditure),
    "income": ("收入决算表", accounts.income),
    "expenditure": ("支出决算表", accounts.expenditure),
    "appropriation": ("财政拨款收入支出决算总表", overviews.appropriation),
    "gpb": ("一般公共预算财政拨款支出决算表", accounts.gpb),
    "gpb_balance": ("一般公共预算财政拨款收入支出决算表", lambda b, f: accounts.balance(b, f, "gpb")),
    "basic": ("一般公共预算财政拨款基本支出决算明细表", basic.basic),
    "fund": ("政府性基金预算财政拨款收入支出决算表", lambda b, f: accounts.balance(b, f, "fund")),
    "soe": ("国有资本经营预算财政拨款支出决算表", accounts.soe),
    "soe_balance": ("国有资本经营预算财政拨款收入支出决算表", lambda b, f: accounts.balance(b, f, "soe")),
    "three_public": ("财政拨款“三公”经费支出决算表", three_public.three_public),
    "project": ("项目支出决算表", accounts.project),
    "gpb_projects": ("一般公共预算财政拨款项目支出决算表", accounts.gpb_projects),
    "statistics": ("机构运行信息表", three_public.statistics),
}
_NOTES: Final = {
    "income_expenditure": "本{kind}全年的收入、支出和年末结余都在本表",
    "income": "本表是各项收入的来源",
    "expenditure": "本表是各项支出的去向",
    "appropriation": "本表是三项财政拨款的收支和结余",
    "gpb": "本表是一般公共预算财政拨款的支出",
    "gpb_balance": "本表是一般公共预算财政拨款的收支和结余",
    "basic": "本表是一般公共预算财政拨款的基本支出",
    "fund": "本表是政府性基金预算财政拨款的收支和结余",
    "soe": "本表是国有资本经营预算财政拨款的支出",
    "soe_balance": "本表是国有资本经营预算财政拨款的收支和结余",
    "three_public": "预算数为全年预算数，决算数包括用以前年度结转资金安排的支出",
    "project": "本表是各项资金的项目支出",
    "gpb_projects": "本表是一般公共预算财政拨款的项目支出",
    "statistics": "本表统计机构运行、资产和采购",
}
_EMPTY: Final = "{name}{year}年没有这项收入和支出，本表无数据"


def title(kind: str, form: Form) -> str:
    """Return the title of a table in a form, without its suffix."""
    return form.titles.get(kind, _KINDS[kind][0])


def sheets(books: Books, form: Form) -> list[Sheet]:
    """Return every table of the disclosure."""
    return [_sheet(books, form, kind, number) for number, kind in enumerate(form.tables, 1)]


def _sheet(books: Books, form: Form, kind: str, number: int) -> Sheet:
    header, rows = _KINDS[kind][1](books, form)
    filled = any(box.fen is not None or box.count is not None for row in rows for box in row)
    note = _NOTES[kind].format(kind=books.kind) if filled else _EMPTY.format(name=books.name, year=books.year)
    return Sheet(
        title=title(kind, form) + form.suffix.format(number=number),
        number=f"公开{number:02}表",
        body=f"{books.kind}:{books.name}",
        money=form.money,
        header=tuple(header),
        rows=tuple(rows),
        notes=(f"注:{note}。",),
        printed_unit=form.unit_line.format(unit=form.money.unit),
    )

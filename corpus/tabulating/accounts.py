"""Tables with a row for every account: income, expenditure, the three budgets, and details of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.ledger import FISCAL, Account, Entry
from corpus.sheets import Box, Cited, amount, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from corpus.forms import Form
    from corpus.ledger import Books, Fund

Built = tuple[list[tuple[Box, ...]], list[tuple[Box, ...]]]
Amounts = "Callable[[Entry], tuple[int, ...]]"
_SPENDING: Final = ("exp.current", "exp.basic", "exp.project", "exp.to_superior", "exp.operating", "exp.to_affiliate")
_KINDS: Final = ("superior", "business", "operating", "affiliate", "other")


def income(books: Books, form: Form) -> Built:
    """Return header and rows of 收入决算表."""
    names = ("本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")

    def row(entry: Entry) -> tuple[int, ...]:
        fiscal = entry.income if entry.fund in FISCAL else 0
        others = (entry.income if entry.source == kind else 0 for kind in _KINDS)
        return (entry.income, fiscal, *others)

    says = ("rev.current", "rev.fiscal", *(f"rev.{kind}" for kind in _KINDS))
    return _header(form, [text(name, rows=2) for name in names], ()), _rows(books, form, row, says)


def expenditure(books: Books, form: Form) -> Built:
    """Return header and rows of 支出决算表."""
    names = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
    return (
        _header(form, [text(name, rows=2) for name in names], ()),
        _rows(books, form, lambda entry: (entry.spent, entry.basic, entry.project, 0, 0, 0), _SPENDING),
    )


def gpb(books: Books, form: Form) -> Built:
    """Return header and rows of 一般公共预算财政拨款支出决算表."""
    return _spending(books, form, "gpb")


def soe(books: Books, form: Form) -> Built:
    """Return header and rows of 国有资本经营预算财政拨款支出决算表."""
    return _spending(books, form, "soe")


def project(books: Books, form: Form) -> Built:
    """Return header and rows of 项目支出决算表: project spending by budget."""
    names = ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "其他资金")

    def row(entry: Entry) -> tuple[int, ...]:
        return (entry.project, *(entry.project if entry.fund == fund else 0 for fund in ("gpb", "fund", "other")))

    says = ("exp.project", "gpb.project", "fund.project", "")
    rows = _rows(books, form, row, says, spent=lambda e: e.project)
    return _header(form, [text(name, rows=2) for name in names], ()), rows


def gpb_projects(books: Books, form: Form) -> Built:
    """Return header and rows of 一般公共预算财政拨款项目支出决算表."""
    rows = _rows(books, form, lambda entry: (entry.project,), ("gpb.project",), "gpb", spent=lambda e: e.project)
    return _header(form, [text("项目支出", rows=2)], ()), rows


def balance(books: Books, form: Form, fund: Fund) -> Built:
    """Return header and rows of a 收入支出决算表 with opening and closing balances of one budget."""
    top = [
        text("年初结转和结余", rows=2),
        text("本年收入", rows=2),
        text("本年支出", columns=3),
        text("年末结转和结余", rows=2),
    ]

    def row(entry: Entry) -> tuple[int, ...]:
        return (entry.opening, entry.income, entry.spent, entry.basic, entry.project, entry.closing)

    below = [text("小计"), text("基本支出"), text("项目支出")]
    spent = "gpb.exp" if fund == "gpb" else f"{fund}.expenditure"
    says = (f"{fund}.opening", f"{fund}.income", spent, f"{fund}.basic", f"{fund}.project", f"{fund}.closing")
    return _header(form, top, below), _rows(books, form, row, says, fund)


def _spending(books: Books, form: Form, fund: Fund) -> Built:
    top = [text("本年支出", columns=3)]
    below = [text("小计"), text("基本支出"), text("项目支出")]
    says = ("gpb.exp" if fund == "gpb" else f"{fund}.expenditure", f"{fund}.basic", f"{fund}.project")
    rows = _rows(books, form, lambda entry: (entry.spent, entry.basic, entry.project), says, fund)
    return _header(form, top, below), rows


def _header(form: Form, top: Sequence[Box], below: Sequence[Box]) -> list[tuple[Box, ...]]:
    split = form.codes == "split"
    code = text("功能分类科目编码", columns=3) if split else text("功能分类科目编码", rows=2)
    second = [*((text("类"), text("款"), text("项")) if split else ()), *below]
    rows = [(code, text("科目名称", rows=2), *top), tuple(second)]
    if not form.column_numbers:
        return rows
    width = sum(box.columns for box in top)
    return [*rows, (text("栏次", columns=4 if split else 2), *(text(str(n)) for n in range(1, width + 1)))]


def _rows(
    books: Books,
    form: Form,
    amounts: Callable[[Entry], tuple[int, ...]],
    says: Sequence[str],
    *funds: Fund,
    spent: Callable[[Entry], int] | None = None,
) -> list[tuple[Box, ...]]:
    kept = books.tree(amounts, *funds)
    if spent is not None:
        kept = [row for row in kept if row.amounts[0]]
    if not kept:
        return [tuple(text("") for _ in range(_width(books, form, amounts))) for _ in range(2)]
    tops = [row for row in kept if len(row.code) == 3]  # noqa: PLR2004  a 类 has three digits
    total = tuple(map(sum, zip(*(row.amounts for row in tops), strict=True)))
    sums = (text("合计", columns=4 if form.codes == "split" else 2), *_amounts(form, says, total))
    names = {row.code: row.name for row in kept}
    rows = [
        (*_code(form, row), text(row.name), *_amounts(form, says, row.amounts, _path(names, row.code))) for row in kept
    ]
    return [sums, *rows] if form.total_at == "first" else [*rows, sums]


def _amounts(form: Form, says: Sequence[str], amounts: Sequence[int], account: str = "") -> list[Box]:
    return [
        amount(fen, form.money, *((Cited(name, account),) if name else ()))
        for name, fen in zip(says, amounts, strict=True)
    ]


def _path(names: Mapping[str, str], code: str) -> str:
    return "/".join(names[code[:digits]] for digits in (3, 5, 7) if digits <= len(code))


def _width(books: Books, form: Form, amounts: Callable[[Entry], tuple[int, ...]]) -> int:
    return len(amounts(books.entries[0])) + (4 if form.codes == "split" else 2)


def _code(form: Form, row: Account) -> tuple[Box, ...]:
    parts = [part for part in (row.code[:3], row.code[3:5], row.code[5:]) if part]
    if form.codes == "split":
        return tuple(text(part) for part in [*parts, "", ""][:3])
    return (text(" ".join(parts) if form.codes == "spaced" else row.code),)

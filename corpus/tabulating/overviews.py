"""The two overviews, income beside expenditure: 收入支出决算总表 and 财政拨款收入支出决算总表."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.ledger import FISCAL
from corpus.sheets import Box, Cited, amount, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.forms import Form
    from corpus.ledger import Books


class Row(NamedTuple):
    """A label, its amounts, and what they say."""

    label: str
    amounts: tuple[int, ...]
    says: tuple[Cited, ...] = ()


_ORDINALS: Final = "一二三四五六七八九十"
_SOURCES: Final = (
    ("上级补助收入", "superior"),
    ("事业收入", "business"),
    ("经营收入", "operating"),
    ("附属单位上缴收入", "affiliate"),
    ("其他收入", "other"),
)
_BUDGETS: Final = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
_FUNDS: Final = tuple(zip(_BUDGETS, FISCAL, strict=True))


def income_expenditure(books: Books, form: Form) -> tuple[list[tuple[Box, ...]], list[tuple[Box, ...]]]:
    """Return header and rows of 收入支出决算总表."""
    left = [_one(f"{name}收入", books.income(fund=fund), f"fiscal.{fund}") for name, fund in _FUNDS]
    left += [_one(name, books.income(source=source), f"rev.{source}") for name, source in _SOURCES]
    right = [_one(name, spent, "exp.current", name) for name, spent in books.classes().items()]
    ends = [
        (_one("本年收入合计", books.income(), "rev.current"), _one("本年支出合计", books.spending(), "exp.current")),
        (_one("使用非财政拨款结余(含专用结余)", 0, "balance.used"), _one("结余分配", 0, "balance.distributed")),
        (
            _one("年初结转和结余", books.opening(), "balance.opening"),
            _one("年末结转和结余", books.closing(), "balance.closing"),
        ),
        (_one("总计", books.total, "total.income"), _one("总计", books.total, "total.expenditure")),
    ]
    return _header(form, ("决算数",)), _rows(form, _numbered(left), _numbered(right), ends)


def appropriation(books: Books, form: Form) -> tuple[list[tuple[Box, ...]], list[tuple[Box, ...]]]:
    """Return header and rows of 财政拨款收入支出决算总表."""
    left = [_one(name, books.income(fund=fund), f"fiscal.{fund}") for name, fund in _FUNDS]
    by_fund = [books.classes(fund) for fund in FISCAL]
    right = [
        _four(name, [of.get(name, 0) for of in by_fund], "fiscal.expenditure", name) for name in books.classes(*FISCAL)
    ]
    spending = [books.spending(fund=fund) for fund in FISCAL]
    closing = [books.closing(fund) for fund in FISCAL]
    total = [a + b for a, b in zip(spending, closing, strict=True)]
    nothing = Row("", ())
    ends: list[tuple[Row, Row]] = [
        (
            _one("本年收入合计", books.fiscal_income, "rev.fiscal"),
            _four("本年支出合计", spending, "fiscal.expenditure"),
        ),
        (
            _one("年初财政拨款结转和结余", books.opening(*FISCAL), "fiscal.opening"),
            _four("年末财政拨款结转和结余", closing, "fiscal.closing"),
        ),
        *((_one("  " + name, books.opening(fund), "fiscal.opening", fund=fund), nothing) for name, fund in _FUNDS),
        (
            _one("总计", books.fiscal_total, "fiscal.income_total"),
            _four("总计", total, "fiscal.expenditure_total"),
        ),
    ]
    columns = ("合计", *_BUDGETS)
    return _header(form, columns), _rows(form, _numbered(left), _numbered(right), ends, width=len(columns))


def _one(label: str, fen: int, indicator: str, account: str = "", fund: str = "") -> Row:
    return Row(label, (fen,), (Cited(indicator, account, fund=fund),))


def _four(label: str, by_fund: Sequence[int], indicator: str, account: str = "") -> Row:
    """Return a row with the sum and the three budgets; spending of one budget has an indicator of its own."""
    own = ("gpb.exp", "fund.expenditure", "soe.expenditure") if indicator == "fiscal.expenditure" else None
    apart = (Cited(own[n], account) if own else Cited(indicator, account, fund=f) for n, f in enumerate(FISCAL))
    return Row(label, (sum(by_fund), *by_fund), (Cited(indicator, account), *apart))


def _numbered(rows: Sequence[Row]) -> list[Row]:
    return [row._replace(label=f"{_ordinal(number)}、{row.label}") for number, row in enumerate(rows, 1)]


def _ordinal(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = f"{_ORDINALS[tens - 1] if tens > 1 else ''}十" if tens else ""
    return ten + (_ORDINALS[ones - 1] if ones else "")


def _header(form: Form, right: Sequence[str]) -> list[tuple[Box, ...]]:
    lines = form.line_numbers
    half = (text("项目"), *((text("行次"),) if lines else ()))
    one = (*half, text("决算数"), *half, *(text(name) for name in right))
    top = (text("收入", columns=2 + lines), text("支出", columns=1 + lines + len(right)))
    if not form.column_numbers:
        return [top, one]
    blank = (text("栏次"), *((text(""),) if lines else ()))
    numbers = (*blank, text("1"), *blank, *(text(str(number)) for number in range(2, 2 + len(right))))
    return [top, one, numbers]


def _rows(
    form: Form, left: Sequence[Row], right: Sequence[Row], ends: Sequence[tuple[Row, Row]], *, width: int = 1
) -> list[tuple[Box, ...]]:
    nothing = Row("", ())
    pairs = [*zip_longest(left, right, fillvalue=nothing), *ends]
    return [
        (*_half(form, one, 1, number), *_half(form, two, width, number + len(pairs)))
        for number, (one, two) in enumerate(pairs, 1)
    ]


def _half(form: Form, row: Row, width: int, line: int) -> list[Box]:
    label, amounts, says = row
    boxes = [text(label), *((text(str(line)),) if form.line_numbers else ())]
    boxes += [amount(fen, form.money, cited) for fen, cited in zip(amounts, says, strict=True)] if label.strip() else []
    return boxes + [text("")] * (width - len(amounts) if not label.strip() else 0)

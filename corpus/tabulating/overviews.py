"""The two overviews, income beside expenditure: 收入支出决算总表 and 财政拨款收入支出决算总表."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from corpus.ledger import FISCAL
from corpus.sheets import Box, amount, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.forms import Form
    from corpus.ledger import Books

Row = tuple[str, tuple[int, ...]]
_ORDINALS: Final = "一二三四五六七八九十"
_SOURCES: Final = (
    ("上级补助收入", "superior"),
    ("事业收入", "business"),
    ("经营收入", "operating"),
    ("附属单位上缴收入", "affiliate"),
    ("其他收入", "other"),
)
_BUDGETS: Final = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")


def income_expenditure(books: Books, form: Form) -> tuple[list[tuple[Box, ...]], list[tuple[Box, ...]]]:
    """Return header and rows of 收入支出决算总表."""
    left = [(f"{name}收入", (books.income(fund=fund),)) for name, fund in zip(_BUDGETS, FISCAL, strict=True)]
    left += [(name, (books.income(source=source),)) for name, source in _SOURCES]
    right: list[Row] = [(name, (spent,)) for name, spent in books.classes().items()]
    ends = [
        (("本年收入合计", (books.income(),)), ("本年支出合计", (books.spending(),))),
        (("使用非财政拨款结余(含专用结余)", (0,)), ("结余分配", (0,))),
        (("年初结转和结余", (books.opening(),)), ("年末结转和结余", (books.closing(),))),
        (("总计", (books.total,)), ("总计", (books.total,))),
    ]
    return _header(form, ("决算数",)), _rows(form, _numbered(left), _numbered(right), ends)


def appropriation(books: Books, form: Form) -> tuple[list[tuple[Box, ...]], list[tuple[Box, ...]]]:
    """Return header and rows of 财政拨款收入支出决算总表."""
    left: list[Row] = [(name, (books.income(fund=fund),)) for name, fund in zip(_BUDGETS, FISCAL, strict=True)]
    by_fund = [books.classes(fund) for fund in FISCAL]
    right = [(name, _across([of.get(name, 0) for of in by_fund])) for name in books.classes(*FISCAL)]
    spending = _across([books.spending(fund=fund) for fund in FISCAL])
    closing = _across([books.closing(fund) for fund in FISCAL])
    opening = [books.opening(fund) for fund in FISCAL]
    total = tuple(a + b for a, b in zip(spending, closing, strict=True))
    ends: list[tuple[Row, Row]] = [
        (("本年收入合计", (books.fiscal_income,)), ("本年支出合计", spending)),
        (("年初财政拨款结转和结余", (sum(opening),)), ("年末财政拨款结转和结余", closing)),
        *((("  " + name, (of,)), ("", ())) for name, of in zip(_BUDGETS, opening, strict=True)),
        (("总计", (books.fiscal_total,)), ("总计", total)),
    ]
    columns = ("合计", *_BUDGETS)
    return _header(form, columns), _rows(form, _numbered(left), _numbered(right), ends, width=len(columns))


def _across(by_fund: Sequence[int]) -> tuple[int, ...]:
    return (sum(by_fund), *by_fund)


def _numbered(rows: Sequence[Row]) -> list[Row]:
    return [(f"{_ordinal(number)}、{name}", amounts) for number, (name, amounts) in enumerate(rows, 1)]


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
    nothing: Row = ("", ())
    pairs = [*zip_longest(left, right, fillvalue=nothing), *ends]
    return [
        (*_half(form, one, 1, number), *_half(form, two, width, number + len(pairs)))
        for number, (one, two) in enumerate(pairs, 1)
    ]


def _half(form: Form, row: Row, width: int, line: int) -> list[Box]:
    label, amounts = row
    boxes = [text(label), *((text(str(line)),) if form.line_numbers else ())]
    boxes += [amount(fen, form.money) for fen in amounts] if label.strip() else []
    return boxes + [text("")] * (width - len(amounts) if not label.strip() else 0)

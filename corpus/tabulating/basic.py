"""一般公共预算财政拨款基本支出决算明细表: economic accounts in one, two or three blocks side by side."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from corpus.ledger import STAFF
from corpus.sheets import Box, Cited, amount, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.forms import Form
    from corpus.ledger import Books

_CLASSES: Final = {"301": "工资福利支出", "302": "商品和服务支出", "303": "对个人和家庭的补助", "310": "资本性支出"}
Line = tuple[str, str, int]


def basic(books: Books, form: Form) -> tuple[list[tuple[Box, ...]], list[tuple[Box, ...]]]:
    """Return header and rows; the last row has 人员经费合计 and 公用经费合计."""
    staff, office = _lines(books, staff=True), _lines(books, staff=False)
    blocks = _blocks(staff, office, form.basic_blocks)
    heads = ("人员经费", "公用经费", "公用经费")[: len(blocks)] if len(blocks) > 1 else ("基本支出",)
    header = [
        tuple(text(head, columns=3) for head in heads),
        tuple(box for _ in blocks for box in (text("科目编码"), text("科目名称"), text("决算数"))),
    ]
    rows = [tuple(box for line in lines for box in _boxes(form, line)) for lines in zip_longest(*blocks)]
    return header, [*rows, *_totals(books, form, len(blocks))]


def _lines(books: Books, *, staff: bool) -> list[Line]:
    lines: list[Line] = []
    for number, name in _CLASSES.items():
        own = [(code, *of) for code, of in books.economic.items() if code.startswith(number)]
        if own and (number in STAFF) is staff:
            lines += [(number, name, sum(fen for _, _, fen in own)), *own]
    return lines


def _blocks(staff: list[Line], office: list[Line], number: int) -> list[list[Line]]:
    if number == 1:
        return [[*staff, *office]]
    half = (len(office) + 1) // 2
    return [staff, office] if number == 2 else [staff, office[:half], office[half:]]  # noqa: PLR2004  two blocks or three


def _boxes(form: Form, line: Line | None) -> Sequence[Box]:
    if line is None:
        return (text(""), text(""), text(""))
    code, name, fen = line
    printed = f"{code[:3]} {code[3:]}".strip() if form.codes == "spaced" else code
    return (text(printed), text(name), amount(fen, form.money, Cited("gpb.econ", name)))


def _totals(books: Books, form: Form, blocks: int) -> list[tuple[Box, ...]]:
    staff = amount(books.staff, form.money, Cited("gpb.staff"))
    office = amount(books.office, form.money, Cited("gpb.office"))
    if blocks == 1:
        return [(text("人员经费合计", columns=2), staff), (text("公用经费合计", columns=2), office)]
    rest = 3 * (blocks - 1) - 1
    return [(text("人员经费合计", columns=2), staff, text("公用经费合计", columns=rest), office)]

"""财政拨款“三公”经费支出决算表 in its three shapes, and the table of running costs, assets and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.ledger import VEHICLES
from corpus.sheets import Box, Cited, amount, count, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.forms import Form
    from corpus.ledger import Books, ThreePublic
    from corpus.tabulating.accounts import Built

Cells = tuple[Box, ...]
_ITEMS: Final = ("合计", "因公出国(境)费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费")
_SAYS: Final = ("sg.total", "sg.abroad", "sg.car", "sg.car_buy", "sg.car_run", "sg.reception")
_CAR: Final = "公务用车购置及运行维护费"


def three_public(books: Books, form: Form) -> Built:
    """Return header and rows in the shape of the form."""
    build = {"twelve": _twelve, "paired": _paired, "listed": _listed}[form.three_public]
    return build(books, form)


def _amounts(costs: ThreePublic) -> tuple[int, ...]:
    return (costs.total, costs.abroad, costs.car, costs.buy, costs.run, costs.reception)


def _pairs(books: Books, form: Form) -> Iterator[tuple[Box, Box]]:
    """Yield budget and spending of each cost."""
    for name, planned, spent in zip(_SAYS, _amounts(books.budget), _amounts(books.spent), strict=True):
        yield (
            amount(planned, form.money, Cited(name, measure="budget")),
            amount(spent, form.money, Cited(name)),
        )


def _twelve(books: Books, form: Form) -> Built:
    top = (text("预算数", columns=6), text("决算数", columns=6))
    half = (
        text("合计", rows=2),
        text("因公出国(境)费", rows=2),
        text(_CAR, columns=3),
        text("公务接待费", rows=2),
    )
    below = tuple(text(name) for name in _ITEMS[2:5])
    numbers = (tuple(text(str(number)) for number in range(1, 13)),) if form.column_numbers else ()
    pairs = list(_pairs(books, form))
    row = (*(one for one, _ in pairs), *(two for _, two in pairs))
    return [top, (*half, *half), (*below, *below), *numbers], [row]


def _paired(books: Books, form: Form) -> Built:
    top = (
        text("合计", columns=2, rows=2),
        text("因公出国(境)费", columns=2, rows=2),
        text(_CAR, columns=6),
        text("公务接待费", columns=2, rows=2),
    )
    middle = tuple(text(name, columns=2) for name in _ITEMS[2:5])
    below = (text("预算数"), text("决算数")) * 6
    return [top, middle, below], [tuple(box for pair in _pairs(books, form) for box in pair)]


def _listed(books: Books, form: Form) -> Built:
    labels = ("合计", "1.因公出国(境)费", f"2.{_CAR}", "其中:公务用车购置费", "公务用车运行维护费", "3.公务接待费")
    rows = zip(labels, _pairs(books, form), strict=True)
    header: list[tuple[Box, ...]] = [(text("项目"), text("预算数"), text("决算数"))]
    return header, [(text(label), *pair) for label, pair in rows]


def statistics(books: Books, form: Form) -> Built:
    """Return header and rows of 机构运行信息表: three public costs, counts, running cost, assets, procurement."""
    rows = [*_costs(books, form), *_counted(books), *_running(books, form), *_assets(books), *_procured(books, form)]
    return [(text("项目"), text("预算数"), text("决算数(统计数)"))], rows


def _head(label: str) -> Cells:
    return (text(label), text("—"), text("—"))


def _spent(form: Form, label: str, fen: int, indicator: str) -> Cells:
    return (text(label), text(""), amount(fen, form.money, Cited(indicator)))


def _things(books: Books, label: str, key: str, indicator: str, account: str = "") -> Cells:
    return (text(label), text(""), count(books.counts[key], Cited(indicator, account, "count")))


def _costs(books: Books, form: Form) -> Iterator[Cells]:
    yield _head("一、“三公”经费支出")
    labels = (
        "(一)支出合计",
        "1.因公出国(境)费",
        f"2.{_CAR}",
        "(1)公务用车购置费",
        "(2)公务用车运行维护费",
        "3.公务接待费",
    )
    for label, pair in zip(labels, _pairs(books, form), strict=True):
        yield (text(label), *pair)


def _counted(books: Books) -> Iterator[Cells]:
    yield _head("(二)相关统计数")
    yield _things(books, "1.因公出国(境)团组数(个)", "abroad_groups", "sg.abroad_groups")
    yield _things(books, "2.因公出国(境)人次数(人)", "abroad_persons", "sg.abroad_persons")
    yield _things(books, "3.公务用车购置数(辆)", "bought", "sg.car_bought")
    yield _things(books, "4.公务用车保有量(辆)", "kept", "sg.car_kept")
    yield _things(books, "5.国内公务接待批次(个)", "groups", "sg.domestic_groups")
    yield _things(books, "6.国内公务接待人次(人)", "persons", "sg.domestic_persons")


def _running(books: Books, form: Form) -> Iterator[Cells]:
    yield _spent(form, "二、机关运行经费", books.office if books.runs else 0, "org_running")


def _assets(books: Books) -> Iterator[Cells]:
    yield _head("三、国有资产占用情况")
    yield _things(books, "(一)车辆数合计(辆)", "vehicles", "asset.vehicles")
    kinds = [(key, name) for key, name in VEHICLES.items() if key in books.counts]
    for number, (key, name) in enumerate(kinds, 1):
        yield _things(books, f"{number}.{name}", key, "asset.vehicle", name)
    equipment = "(二)单价100万元(含)以上设备(不含车辆)(台/套)"
    yield _things(books, equipment, "equipment", "asset.equipment", "100万元")


def _procured(books: Books, form: Form) -> Iterator[Cells]:
    bought = books.procurement
    yield _spent(form, "四、政府采购支出", bought["goods"] + bought["works"] + bought["services"], "proc.total")
    yield _spent(form, "1.政府采购货物支出", bought["goods"], "proc.goods")
    yield _spent(form, "2.政府采购工程支出", bought["works"], "proc.works")
    yield _spent(form, "3.政府采购服务支出", bought["services"], "proc.services")

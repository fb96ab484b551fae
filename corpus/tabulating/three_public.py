"""财政拨款“三公”经费支出决算表 in its three shapes, and the table of running costs, assets and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.sheets import Box, amount, count, text

if TYPE_CHECKING:
    from corpus.forms import Form
    from corpus.ledger import Books, ThreePublic
    from corpus.tabulating.accounts import Built

_ITEMS: Final = ("合计", "因公出国(境)费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费")
_CAR: Final = "公务用车购置及运行维护费"


def three_public(books: Books, form: Form) -> Built:
    """Return header and rows in the shape of the form."""
    build = {"twelve": _twelve, "paired": _paired, "listed": _listed}[form.three_public]
    return build(books, form)


def _amounts(costs: ThreePublic) -> tuple[int, ...]:
    return (costs.total, costs.abroad, costs.car, costs.buy, costs.run, costs.reception)


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
    row = tuple(amount(fen, form.money) for costs in (books.budget, books.spent) for fen in _amounts(costs))
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
    pairs = zip(_amounts(books.budget), _amounts(books.spent), strict=True)
    return [top, middle, below], [tuple(amount(fen, form.money) for pair in pairs for fen in pair)]


def _listed(books: Books, form: Form) -> Built:
    labels = ("合计", "1.因公出国(境)费", f"2.{_CAR}", "其中:公务用车购置费", "公务用车运行维护费", "3.公务接待费")
    rows = zip(labels, _amounts(books.budget), _amounts(books.spent), strict=True)
    header: list[tuple[Box, ...]] = [(text("项目"), text("预算数"), text("决算数"))]
    return header, [(text(label), amount(a, form.money), amount(b, form.money)) for label, a, b in rows]


def statistics(books: Books, form: Form) -> Built:
    """Return header and rows of 机构运行信息表: three public costs, counts, running cost, assets, procurement."""
    spent, budget, counts, bought = books.spent, books.budget, books.counts, books.procurement
    money = form.money
    nothing = text("")

    def cost(label: str, planned: int, used: int) -> tuple[Box, ...]:
        return (text(label), amount(planned, money), amount(used, money))

    def things(label: str, key: str) -> tuple[Box, ...]:
        return (text(label), nothing, count(counts[key]))

    rows: list[tuple[Box, ...]] = [
        (text("一、“三公”经费支出"), text("—"), text("—")),
        cost("(一)支出合计", budget.total, spent.total),
        cost("1.因公出国(境)费", budget.abroad, spent.abroad),
        cost(f"2.{_CAR}", budget.car, spent.car),
        cost("(1)公务用车购置费", budget.buy, spent.buy),
        cost("(2)公务用车运行维护费", budget.run, spent.run),
        cost("3.公务接待费", budget.reception, spent.reception),
        (text("(二)相关统计数"), text("—"), text("—")),
        things("1.因公出国(境)团组数(个)", "abroad_groups"),
        things("2.因公出国(境)人次数(人)", "abroad_persons"),
        things("3.公务用车购置数(辆)", "bought"),
        things("4.公务用车保有量(辆)", "kept"),
        things("5.国内公务接待批次(个)", "groups"),
        things("6.国内公务接待人次(人)", "persons"),
        (text("二、机关运行经费"), nothing, amount(books.office, money)),
        (text("三、国有资产占用情况"), text("—"), text("—")),
        things("(一)车辆数合计(辆)", "vehicles"),
        things("1.应急保障用车", "vehicle_emergency"),
        things("2.执法执勤用车", "vehicle_enforcement"),
        things("3.其他用车", "vehicle_other"),
        things("(二)单价100万元(含)以上设备(不含车辆)(台/套)", "equipment"),
        (text("四、政府采购支出"), nothing, amount(bought["goods"] + bought["works"] + bought["services"], money)),
        (text("1.政府采购货物支出"), nothing, amount(bought["goods"], money)),
        (text("2.政府采购工程支出"), nothing, amount(bought["works"], money)),
        (text("3.政府采购服务支出"), nothing, amount(bought["services"], money)),
    ]
    return [(text("项目"), text("预算数"), text("决算数(统计数)"))], rows

"""Invented tables of every shape a disclosure prints, filled at random with official account names and amounts."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from drawing import Drawn, Sheet, amount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_ACCOUNTS: Final = (
    ("201", "一般公共服务支出"),
    ("20103", "政府办公厅（室）及相关机构事务"),
    ("2010301", "行政运行"),
    ("2010302", "一般行政管理事务"),
    ("205", "教育支出"),
    ("2050803", "培训支出"),
    ("208", "社会保障和就业支出"),
    ("20805", "行政事业单位养老支出"),
    ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("2080506", "机关事业单位职业年金缴费支出"),
    ("210", "卫生健康支出"),
    ("2101101", "行政单位医疗"),
    ("213", "农林水支出"),
    ("2130599", "其他巩固脱贫攻坚成果衔接乡村振兴支出"),
    ("221", "住房保障支出"),
    ("2210201", "住房公积金"),
)
_ECONOMIC: Final = [
    "工资福利支出",
    "基本工资",
    "津贴补贴",
    "奖金",
    "绩效工资",
    "住房公积金",
    "医疗费",
    "商品和服务支出",
    "办公费",
    "印刷费",
    "咨询费",
    "手续费",
    "水费",
    "电费",
    "邮电费",
    "物业管理费",
    "差旅费",
    "维修（护）费",
    "租赁费",
    "会议费",
    "培训费",
    "公务接待费",
    "劳务费",
    "委托业务费",
    "工会经费",
    "福利费",
    "其他交通费用",
    "税金及附加费用",
    "对个人和家庭的补助",
    "抚恤金",
    "生活补助",
    "资本性支出",
    "办公设备购置",
]
_INCOMES: Final = [
    "一、一般公共预算财政拨款收入",
    "二、政府性基金预算财政拨款收入",
    "三、国有资本经营预算财政拨款收入",
    "四、上级补助收入",
    "五、事业收入",
    "六、经营收入",
    "七、附属单位上缴收入",
    "八、其他收入",
]
_EXPENSES: Final = [
    "一、一般公共服务支出",
    "二、外交支出",
    "三、国防支出",
    "四、公共安全支出",
    "五、教育支出",
    "六、科学技术支出",
    "七、文化旅游体育与传媒支出",
    "八、社会保障和就业支出",
    "九、卫生健康支出",
    "十、节能环保支出",
    "十一、城乡社区支出",
    "十二、农林水支出",
]
_NARRATIVE: Final = (
    "2023年度收入总计1,344.73万元，支出总计1,344.73万元。与上年度相比，收、支总计各增加45.22万元，增长3.5%，"
    "主要原因是人员经费增加；其中：一般公共预算财政拨款收入1,248.06万元，占92.8%。"
)


def sheets(seed: int) -> list[Sheet]:
    """Return one sheet of every shape."""
    chance = random.Random(seed)  # noqa: S311 - drawn figures, no secrets
    return [make(chance) for make in _SHAPES]


def _grid(texts: Iterable[tuple[int, int, str]], *, figures_from: int, first: int) -> list[Drawn]:
    return [
        Drawn(row=first + row, column=column, text=text, right=column >= figures_from) for row, column, text in texts
    ]


def _accounts(chance: random.Random, *, split: bool, figures: int, first: int, yuan: bool = False) -> list[Drawn]:
    rows = []
    for i, (code, name) in enumerate(_ACCOUNTS):
        codes = [code[:3], code[3:5], code[5:]] if split else [code]
        texts = [*codes, name, *(amount(chance, yuan=yuan) for _ in range(figures))]
        rows += [(i, column, text) for column, text in enumerate(texts, start=1)]
    return _grid(rows, figures_from=len(codes) + 2, first=first)


def _nine(chance: random.Random) -> Sheet:
    """类 款 项 · 科目名称 · five amounts under a header of two levels."""
    names = ("本年支出合计", "基本支出", "项目支出", "经营支出", "对附属单位补助支出")
    head = [
        Drawn(row=1, column=1, columns=4, text="项目"),
        *(Drawn(row=1, column=5 + i, rows=2, text=name) for i, name in enumerate(names)),
        *(Drawn(row=2, column=i, text=text) for i, text in enumerate(("类", "款", "项", "科目名称"), start=1)),
    ]
    cells = (*head, *_accounts(chance, split=True, figures=5, first=3))
    return Sheet(
        title="支出决算表",
        cells=cells,
        widths=(32, 28, 28, 190, 82, 82, 82, 82, 82),
        heights=(26, 20, *(19,) * len(_ACCOUNTS)),
    )


def _sided(chance: random.Random) -> Sheet:
    """收入 beside 支出, with 行次."""
    cells = [Drawn(row=1, column=1, columns=3, text="收入"), Drawn(row=1, column=4, columns=3, text="支出")]
    cells += [Drawn(row=2, column=i, text=text) for i, text in enumerate(("项目", "行次", "决算数") * 2, start=1)]
    for i, expense in enumerate(_EXPENSES):
        income = _INCOMES[i] if i < len(_INCOMES) else ""
        left = [income, str(i + 1), amount(chance) if income else ""]
        texts = [*left, expense, str(i + 31), amount(chance)]
        cells += [Drawn(row=3 + i, column=c, text=text, right=c in {3, 6}) for c, text in enumerate(texts, start=1)]
    return Sheet(
        title="收入支出决算总表",
        cells=tuple(cells),
        widths=(170, 28, 65, 150, 28, 65),
        heights=(20, 20, *(22,) * len(_EXPENSES)),
        wide=False,
        size=9.5,
        paragraph=_NARRATIVE,
    )


def _yuan(chance: random.Random) -> Sheet:
    """Whole codes, eight amounts in 元 in small print."""
    names = ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
    head = [Drawn(row=1, column=c, text=t) for c, t in enumerate(("科目编码", "科目名称", *names), start=1)]
    cells = (*head, *_accounts(chance, split=False, figures=7, first=2, yuan=True))
    return Sheet(
        title="收入决算表",
        cells=cells,
        widths=(50, 160, *(78,) * 7),
        heights=(28, *(17,) * len(_ACCOUNTS)),
        size=8.0,
        shaded=1,
    )


def _blocks(chance: random.Random) -> Sheet:
    """Three blocks of code, name, amount in tight rows."""
    cells = [Drawn(row=1, column=c, text=t) for c, t in enumerate(("编码", "科目名称", "金额") * 3, start=1)]
    for i, name in enumerate(_ECONOMIC):
        row, block = 2 + i // 3, 3 * (i % 3)
        cells.append(Drawn(row=row, column=block + 1, text=f"30{101 + i * 7}"))
        cells.append(Drawn(row=row, column=block + 2, text=name))
        cells.append(Drawn(row=row, column=block + 3, text=amount(chance), right=True))
    return Sheet(
        title="一般公共预算财政拨款基本支出决算表",
        cells=tuple(cells),
        widths=(44, 100, 52) * 3,
        heights=(18, *(15,) * -(-len(_ECONOMIC) // 3)),
        size=8.5,
        wide=True,
    )


def _three_public(chance: random.Random) -> Sheet:
    """预算数 beside 决算数, each of six columns under a header of three levels, sides left open."""
    cells: list[Drawn] = []
    for side, name in ((0, "预算数"), (6, "决算数")):
        cells += [
            Drawn(row=1, column=side + 1, columns=6, text=name),
            Drawn(row=2, column=side + 1, rows=2, text="合计"),
            Drawn(row=2, column=side + 2, rows=2, text="因公出国（境）费"),
            Drawn(row=2, column=side + 3, columns=3, text="公务用车购置及运行维护费"),
            Drawn(row=2, column=side + 6, rows=2, text="公务接待费"),
            Drawn(row=3, column=side + 3, text="小计"),
            Drawn(row=3, column=side + 4, text="公务用车购置费"),
            Drawn(row=3, column=side + 5, text="公务用车运行维护费"),
        ]
    cells += [Drawn(row=4, column=c, text=str(c)) for c in range(1, 13)]
    cells += [Drawn(row=5, column=c, text=amount(chance), right=True) for c in range(1, 13)]
    return Sheet(
        title="财政拨款“三公”经费支出决算表",
        cells=tuple(cells),
        widths=(58,) * 12,
        heights=(20, 22, 44, 18, 22),
        sides=False,
        paragraph=_NARRATIVE,
    )


_SHAPES: Final[tuple[Callable[[random.Random], Sheet], ...]] = (_nine, _sided, _yuan, _blocks, _three_public)

"""The sentences of a disclosure in our own wording: amounts printed from the books, rates worked out from 分."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.forms import Form
    from corpus.ledger import Books, Entry

Section = tuple[str, list[str]]
DUTIES: Final = "管护辖区内的水库和渠道,组织防汛值守,核发取水许可,推广节水灌溉。"
GLOSSARY: Final = (
    "财政拨款收入:由财政部门当年拨给的各项预算资金。",
    "基本支出:为维持机构日常运转而发生的人员经费和公用经费。",
    "项目支出:在基本支出之外,为完成专门任务发生的支出。",
    "年初结转和结余:以前年度没有用完、留到本年继续使用的资金。",
)


class _Printer:
    """Prints amounts and rates the way a form does."""

    def __init__(self, form: Form) -> None:
        self.money = form.said

    def yuan(self, fen: int) -> str:
        """Return an amount with its unit: 1268.35万元."""
        return f"{self.money.printed(fen) if fen else '0.00'}{self.money.unit}"

    def change(self, now: int, before: int) -> str:
        """Return amount and rate of a change: 增加12.30万元,增长4.56%."""
        if now == before:
            return "与上年持平"
        verb, rate = ("增加", "增长") if now > before else ("减少", "下降")
        return f"{verb}{self.yuan(abs(now - before))},{rate}{percent(abs(now - before), before)}"


def percent(part: int, whole: int) -> str:
    """Return a percentage with two decimals, rounded half up: 94.12%."""
    hundredths = (20_000 * part + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02}%"


def sections(books: Books, form: Form) -> list[Section]:
    """Return the titles and paragraphs of the narrative; a paragraph that begins with # is a heading within one."""
    say = _Printer(form)
    year = books.year
    return [
        ("收入支出决算总体情况说明", [_totals(books, say)]),
        ("收入决算情况说明", [_income(books, say)]),
        ("支出决算情况说明", [_expenditure(books, say)]),
        ("财政拨款收入支出决算总体情况说明", [_appropriation(books, say)]),
        ("一般公共预算财政拨款支出决算情况说明", _gpb(books, say)),
        ("一般公共预算财政拨款基本支出决算情况说明", [_basic(books, say)]),
        ("政府性基金预算财政拨款收入支出决算情况说明", [_fund(books, say)]),
        ("国有资本经营预算财政拨款支出决算情况说明", [f"{year}年度没有国有资本经营预算财政拨款支出。"]),
        ("财政拨款“三公”经费支出决算情况说明", _three_public(books, say)),
        ("机关运行经费支出说明", [_running(books, say)]),
        ("政府采购支出说明", [_procurement(books, say)]),
        ("国有资产占用情况说明", [_assets(books)]),
        ("预算绩效情况说明", _performance(books, say)),
    ]


def _totals(books: Books, say: _Printer) -> str:
    before = books.prior["total"]
    return (
        f"{books.year}年度收、支总计均为{say.yuan(books.total)}。与{books.year - 1}年度相比,收、支总计各"
        f"{say.change(books.total, before)},主要原因是水库除险加固的工程进度快于上年。"
    )


def _income(books: Books, say: _Printer) -> str:
    whole = books.income()
    named = [("财政拨款收入", books.fiscal_income)]
    kinds = (("上级补助收入", "superior"), ("事业收入", "business"), ("经营收入", "operating"))
    named += [(name, books.income(source=key)) for name, key in (*kinds, ("附属单位上缴收入", "affiliate"))]
    named.append(("其他收入", books.income(source="other")))
    listed = ";".join(f"{name}{say.yuan(fen)},占本年收入{percent(fen, whole)}" for name, fen in named)
    return f"{books.year}年度收入合计{say.yuan(whole)},其中:{listed}。"


def _expenditure(books: Books, say: _Printer) -> str:
    whole = books.spending()
    named = (("基本支出", books.basic()), ("项目支出", books.project()))
    listed = ";".join(f"{name}{say.yuan(fen)},占本年支出{percent(fen, whole)}" for name, fen in named)
    return f"{books.year}年度支出合计{say.yuan(whole)},其中:{listed}。"


def _appropriation(books: Books, say: _Printer) -> str:
    before = books.prior["fiscal"]
    return (
        f"{books.year}年度财政拨款收、支总计均为{say.yuan(books.fiscal_total)}。"
        f"与{books.year - 1}年度相比,财政拨款收、支总计各{say.change(books.fiscal_total, before)},"
        "主要原因是城区排水管网改造开工。"
    )


def _gpb(books: Books, say: _Printer) -> list[str]:
    whole = books.spending(fund="gpb")
    budget = sum(entry.budget for entry in books.entries if entry.fund == "gpb")
    classes = books.classes("gpb")
    listed = ";".join(f"{name}(类){say.yuan(fen)},占{percent(fen, whole)}" for name, fen in classes.items())
    overall = (
        f"{books.year}年度一般公共预算财政拨款支出{say.yuan(whole)},"
        f"占本年支出合计的{percent(whole, books.spending())}。"
        f"与{books.year - 1}年度相比,一般公共预算财政拨款支出{say.change(whole, books.prior['gpb'])},"
        "主要原因是水库除险加固的工程款按进度支付。"
    )
    items = [entry for entry in books.entries if entry.fund == "gpb"]
    return [
        "#一般公共预算财政拨款支出决算总体情况",
        overall,
        "#一般公共预算财政拨款支出决算结构情况",
        f"{books.year}年度一般公共预算财政拨款支出{say.yuan(whole)},主要用于以下方面:{listed}。",
        "#一般公共预算财政拨款支出决算具体情况",
        _against_budget(books, budget, say),
        *(_item(number, entry, say) for number, entry in enumerate(items, 1)),
    ]


def _against_budget(books: Books, budget: int, say: _Printer) -> str:
    whole = books.spending(fund="gpb")
    return (
        f"{books.year}年度一般公共预算财政拨款支出年初预算为{say.yuan(budget)},支出决算为{say.yuan(whole)},"
        f"完成年初预算的{percent(whole, budget)}。其中:"
    )


def _item(number: int, entry: Entry, say: _Printer) -> str:
    one, two, three = entry.names
    word = "大于" if entry.spent > entry.budget else "小于" if entry.spent < entry.budget else "等于"
    why = "" if entry.spent == entry.budget else f",主要原因是{_reason(entry)}"
    return (
        f"{number}.{one}(类){two}(款){three}(项)。主要用于{entry.use}。年初预算为{say.yuan(entry.budget)},"
        f"支出决算为{say.yuan(entry.spent)},完成年初预算的{percent(entry.spent, entry.budget)},"
        f"支出决算数{word}年初预算数{why}。"
    )


def _reason(entry: Entry) -> str:
    if entry.spent > entry.budget:
        return f"年中追加{entry.use}所需资金"
    return f"{entry.use}按实际人数和进度结算,没有用足年初安排"


def _basic(books: Books, say: _Printer) -> str:
    def listed(*, staff: bool) -> str:
        own = [of for code, of in books.economic.items() if (code[:3] in {"301", "303"}) is staff]
        return "、".join(name for name, fen in own if fen)

    return (
        f"{books.year}年度一般公共预算财政拨款基本支出{say.yuan(books.staff + books.office)},其中:"
        f"人员经费{say.yuan(books.staff)},主要包括:{listed(staff=True)};"
        f"公用经费{say.yuan(books.office)},主要包括:{listed(staff=False)}。"
    )


def _fund(books: Books, say: _Printer) -> str:
    return (
        f"{books.year}年度政府性基金预算财政拨款年初结转和结余{say.yuan(books.opening('fund'))},"
        f"本年收入{say.yuan(books.income(fund='fund'))},本年支出{say.yuan(books.spending(fund='fund'))},"
        f"年末结转和结余{say.yuan(books.closing('fund'))}。"
    )


def _three_public(books: Books, say: _Printer) -> list[str]:
    budget, spent = books.budget, books.spent
    total = (
        f"{books.year}年度“三公”经费财政拨款支出全年预算为{say.yuan(budget.total)},"
        f"支出决算为{say.yuan(spent.total)},完成全年预算的{percent(spent.total, budget.total)}。"
        f"较上年{say.change(spent.total, books.prior['three_public'])},"
        "主要原因是车辆集中到定点厂维修,接待按标准从简。"
    )
    return [
        "#“三公”经费财政拨款支出决算总体情况",
        total,
        "#“三公”经费财政拨款支出决算具体情况",
        f"1.因公出国(境)费支出决算为{say.yuan(spent.abroad)}。全年没有安排因公出国(境)团组。",
        f"2.公务用车购置及运行维护费{_planned_and_spent(budget.car, spent.car, say)}{_cars(books, say)}",
        f"3.公务接待费{_planned_and_spent(budget.reception, spent.reception, say)}{_guests(books.counts)}",
    ]


def _planned_and_spent(budget: int, spent: int, say: _Printer) -> str:
    done = f"支出决算为{say.yuan(spent)},完成全年预算的{percent(spent, budget)}。"
    return f"全年预算为{say.yuan(budget)},{done}"


def _cars(books: Books, say: _Printer) -> str:
    return (
        f"其中:公务用车购置费支出{say.yuan(books.spent.buy)},公务用车运行维护费支出{say.yuan(books.spent.run)}。"
        f"{_year_end(books)},开支财政拨款的公务用车保有量为{books.counts['kept']}辆。"
    )


def _guests(counts: Mapping[str, int]) -> str:
    return f"全年国内公务接待{counts['groups']}批次,{counts['persons']}人次(不包括陪同人员)。"


def _year_end(books: Books) -> str:
    return f"截至{books.year}年12月31日"


def _running(books: Books, say: _Printer) -> str:
    return (
        f"{books.year}年度机关运行经费支出{say.yuan(books.office)},比{books.year - 1}年度"
        f"{say.change(books.office, books.prior['running'])},主要原因是防汛值守期间的水电和差旅支出较多。"
    )


def _procurement(books: Books, say: _Printer) -> str:
    bought = books.procurement
    total = bought["goods"] + bought["works"] + bought["services"]
    return (
        f"{books.year}年度政府采购支出总额{say.yuan(total)},其中:政府采购货物支出{say.yuan(bought['goods'])}、"
        f"政府采购工程支出{say.yuan(bought['works'])}、政府采购服务支出{say.yuan(bought['services'])}。"
        f"授予中小企业合同金额{say.yuan(bought['sme'])},占政府采购支出总额的{percent(bought['sme'], total)},"
        f"其中:授予小微企业合同金额{say.yuan(bought['micro'])},"
        f"占授予中小企业合同金额的{percent(bought['micro'], bought['sme'])}。"
    )


def _assets(books: Books) -> str:
    counts = books.counts
    return (
        f"{_year_end(books)},本{books.kind}共有车辆{counts['vehicles']}辆,其中:应急保障用车{counts['vehicle_emergency']}辆、"
        f"执法执勤用车{counts['vehicle_enforcement']}辆、其他用车{counts['vehicle_other']}辆;"
        f"单价100万元(含)以上设备(不含车辆){counts['equipment']}台(套)。"
    )


def _performance(books: Books, say: _Printer) -> list[str]:
    whole = sum(spent for _, _, spent in books.projects)
    project = books.project(fund="gpb")
    lead = (
        f"本{books.kind}对{len(books.projects)}个项目开展了绩效自评,共涉及资金{say.yuan(whole)},"
        f"占一般公共预算项目支出总额的{percent(whole, project)}。"
    )
    return [
        lead,
        *(
            f"{name}项目绩效自评综述:项目全年预算数为{say.yuan(budget)},执行数为{say.yuan(spent)},"
            f"完成预算的{percent(spent, budget)}。"
            for name, budget, spent in books.projects
        ),
    ]

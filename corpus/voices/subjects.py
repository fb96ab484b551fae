"""The subjects of a narrative, made from the books: one for everything a sentence may speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.ledger import FISCAL, VEHICLES
from corpus.voices.subject import Style, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.ledger import Books, Entry, ThreePublic

SOURCES: Final = {
    "superior": "上级补助收入",
    "business": "事业收入",
    "operating": "经营收入",
    "affiliate": "附属单位上缴收入",
    "other": "其他收入",
}
_TOPICS: Final = {"20805": "pension", "21011": "medical", "22102": "housing"}


class Makers:
    """Makes subjects of one year in one style."""

    def __init__(self, books: Books, style: Style) -> None:
        self.books = books
        self.style = style

    def one(self, indicators: str, now: int, **more: object) -> Subject:
        """Return a subject; several indicators are joined by a plus."""
        return Subject(
            indicators=tuple(indicators.split("+")),
            year=self.books.year,
            style=self.style,
            now=now,
            **more,  # type: ignore[arg-type]  # the fields of a subject, named by the callers below
        )


def subjects(books: Books, style: Style, *, plan: str, micro_of: str) -> dict[str, Subject]:
    """Return the subjects that are spoken of by name."""
    make = Makers(books, style)
    return {
        **_overall(make),
        **_budgets(make),
        **_fund(make),
        **_three(make, plan),
        **_rest(make, micro_of),
        **_things(make),
    }


def _overall(make: Makers) -> dict[str, Subject]:
    books, prior = make.books, make.books.prior
    total, one = books.total, make.one
    return {
        "total": one("total.income+total.expenditure", total, title="收、支总计", prior=prior["total"], topic="whole"),
        "in_total": one("total.income", total),
        "out_total": one("total.expenditure", total),
        "revenue": one("rev.current", books.income(), title="收入合计", prior=prior["income"], topic="whole"),
        "spending": one("exp.current", books.spending(), title="支出合计", prior=prior["spending"], topic="whole"),
        "opening": one("balance.opening", books.opening()),
        "closing": one("balance.closing", books.closing()),
        "nothing": one("balance.used", 0),
        "nothing_given": one("balance.distributed", 0),
    }


def _budgets(make: Makers) -> dict[str, Subject]:
    books, prior, one = make.books, make.books.prior, make.one
    gpb = books.spending(fund="gpb")
    planned = sum(entry.budget for entry in books.entries if entry.fund == "gpb")
    whole = ("exp.current", books.spending())
    more = {"title": "一般公共预算财政拨款支出", "topic": "whole", "prior": prior["gpb"], "whole": whole}
    return {
        "fiscal": one(
            "fiscal.income_total+fiscal.expenditure_total",
            books.fiscal_total,
            title="财政拨款收、支总计",
            prior=prior["fiscal"],
            topic="whole",
        ),
        "gpb_income": one(
            "fiscal.gpb", books.income(fund="gpb"), title="一般公共预算财政拨款收入", prior=prior["gpb_income"]
        ),
        "fund_income_in": one(
            "fiscal.fund", books.income(fund="fund"), title="政府性基金预算财政拨款收入", prior=prior["fund_income"]
        ),
        "gpb": one("gpb.exp", gpb, budget=planned, **more),
        "gpb_adjusted": one("gpb.exp", gpb, budget=_adjusted(gpb, planned), plan="budgetFY", **more),
        "gpb_basic": one("gpb.basic", books.basic(fund="gpb")),
        "gpb_project": one("gpb.project", books.project(fund="gpb")),
        "staff": one("gpb.staff", books.staff),
        "office": one("gpb.office", books.office),
    }


def _adjusted(spent: int, planned: int) -> int:
    """Return the budget after its adjustment in the year: a little above what was spent."""
    step = 1_000_000
    return max(spent, planned) // step * step + step


def _fund(make: Makers) -> dict[str, Subject]:
    books, one = make.books, make.one
    return {
        "fund_opening": one("fund.opening", books.opening("fund")),
        "fund_in": one("fund.income", books.income(fund="fund")),
        "fund_out": one("fund.expenditure", books.spending(fund="fund")),
        "fund_closing": one("fund.closing", books.closing("fund")),
    }


def _three(make: Makers, plan: str) -> dict[str, Subject]:
    books = make.books
    whole = ("sg.total", books.spent.total)
    titles = {
        "three": ("sg.total", "total", "“三公”经费支出", "three"),
        "abroad": ("sg.abroad", "abroad", "因公出国(境)费", "abroad"),
        "car": ("sg.car", "car", "公务用车购置及运行维护费", "car"),
        "buy": ("sg.car_buy", "buy", "公务用车购置费", "car"),
        "run": ("sg.car_run", "run", "公务用车运行维护费", "car"),
        "reception": ("sg.reception", "reception", "公务接待费", "reception"),
    }

    def cost(of: ThreePublic | None, part: str) -> int:
        return int(getattr(of, part)) if of is not None else 0

    return {
        key: make.one(
            indicator,
            cost(books.spent, part),
            title=title,
            prior=cost(books.before, part),
            budget=cost(books.budget, part),
            plan=plan,
            topic=topic,
            whole=whole,
        )
        for key, (indicator, part, title, topic) in titles.items()
    }


def _rest(make: Makers, micro_of: str) -> dict[str, Subject]:
    books, one = make.books, make.one
    bought = books.procurement
    whole = bought["goods"] + bought["works"] + bought["services"]
    evaluated = sum(spent for _, _, spent in books.projects)
    micro = ("proc.total", whole) if micro_of == "proc.total" else ("proc.sme", bought["sme"])
    running, project = books.prior["running"], books.project(fund="gpb")
    return {
        "running": one("org_running", books.office, title="机关运行经费支出", prior=running, topic="running"),
        "bought_all": one("proc.total", whole),
        "goods": one("proc.goods", bought["goods"]),
        "works": one("proc.works", bought["works"]),
        "services": one("proc.services", bought["services"]),
        "sme": one("proc.sme", bought["sme"], whole=("proc.total", whole)),
        "micro": one("proc.micro", bought["micro"], whole=micro),
        "projects": one("perf.projects", len(books.projects)),
        "evaluated": one("perf.amount", evaluated, whole=("gpb.project", project)),
    }


def _things(make: Makers) -> dict[str, Subject]:
    counts, one = make.books.counts, make.one
    indicators = {
        "kept": "sg.car_kept",
        "bought": "sg.car_bought",
        "groups": "sg.domestic_groups",
        "persons": "sg.domestic_persons",
        "abroad_groups": "sg.abroad_groups",
        "abroad_persons": "sg.abroad_persons",
        "vehicles": "asset.vehicles",
        "quota": "staff.quota",
    }
    made = {key: one(indicator, counts[key]) for key, indicator in indicators.items()}
    made["staff_now"] = one("staff.actual", counts["staff"])
    made["retired"] = one("staff.group", counts["retired"], account="退休")
    made["equipment"] = one("asset.equipment", counts["equipment"], account="100万元")
    return made


def sources(make: Makers) -> Iterator[Subject]:
    """Yield the kinds of income; those that came to nothing too."""
    books, whole = make.books, ("rev.current", make.books.income())
    yield make.one("rev.fiscal", sum(books.income(fund=fund) for fund in FISCAL), title="财政拨款收入", whole=whole)
    for key, title in SOURCES.items():
        yield make.one(f"rev.{key}", books.income(source=key), title=title, whole=whole)


def uses(make: Makers) -> Iterator[Subject]:
    """Yield the kinds of spending."""
    whole = ("exp.current", make.books.spending())
    yield make.one("exp.basic", make.books.basic(), title="基本支出", whole=whole)
    yield make.one("exp.project", make.books.project(), title="项目支出", whole=whole)
    for indicator, title in (
        ("to_superior", "上缴上级支出"),
        ("operating", "经营支出"),
        ("to_affiliate", "对附属单位补助支出"),
    ):
        yield make.one(f"exp.{indicator}", 0, title=title, whole=whole)


def classes(make: Makers) -> Iterator[Subject]:
    """Yield spending from the general public budget by 类."""
    whole = ("gpb.exp", make.books.spending(fund="gpb"))
    for name, fen in make.books.classes("gpb").items():
        yield make.one("gpb.exp", fen, title=name, account=name, whole=whole)


def items(make: Makers) -> Iterator[Subject]:
    """Yield spending from the general public budget by 项."""
    for entry in make.books.entries:
        if entry.fund == "gpb":
            account = "/".join(entry.names)
            yield make.one(
                "gpb.exp", entry.spent, account=account, budget=entry.budget, topic=_topic(entry), use=entry.use
            )


def _topic(entry: Entry) -> str:
    if entry.project:
        return "task"
    if entry.code in {"2080501", "2080502"}:
        return "retired"
    return _TOPICS.get(entry.code[:5], "run")


def fund_items(make: Makers) -> Iterator[Subject]:
    """Yield spending from government funds by 项."""
    for entry in make.books.entries:
        if entry.fund == "fund":
            yield make.one("fund.expenditure", entry.spent, account="/".join(entry.names), use=entry.use)


def economic(make: Makers, *, staff: bool) -> list[Subject]:
    """Return basic spending by economic account, 人员经费 or 公用经费."""
    rows = [of for code, of in make.books.economic.items() if (code[:3] in {"301", "303"}) is staff]
    return [make.one("gpb.econ", fen, title=name, account=name) for name, fen in rows if fen]


def projects(make: Makers) -> Iterator[Subject]:
    """Yield the evaluated projects."""
    for name, budget, spent in make.books.projects:
        yield make.one("perf.item", spent, title=name, account=f"{name}项目", budget=budget, plan="budgetFY")


def vehicles(make: Makers) -> list[Subject]:
    """Return the kinds of cars there are."""
    counts = make.books.counts
    return [
        make.one("asset.vehicle", counts[key], title=title, account=title)
        for key, title in VEHICLES.items()
        if counts.get(key)
    ]

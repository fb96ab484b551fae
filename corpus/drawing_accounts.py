"""Draws what was spent: basic spending by economic account, and all spending by functional account and source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from corpus.ledger import Entry, ThreePublic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from corpus.drawing import Body
    from corpus.ledger import Fund

YUAN: Final = 100
_TEN_THOUSAND: Final = 10_000 * YUAN
_CLASSES: Final = {
    "208": ("社会保障和就业支出", "20805", "行政事业单位养老支出"),
    "210": ("卫生健康支出", "21011", "行政事业单位医疗"),
    "221": ("住房保障支出", "22102", "住房改革支出"),
}
_BUSINESS: Final = {"hospital": (0.9, 1.6), "school": (0.55, 0.12), "culture": (0.15, 0.1), "farm": (0.1, 0.1)}
"""Kinds of bodies with 事业收入: how many of them, and its size beside basic spending."""


class Accounts(NamedTuple):
    """What one body spent."""

    entries: tuple[Entry, ...]
    economic: Mapping[str, tuple[str, int]]
    three_public: ThreePublic
    tasks: Mapping[str, str]
    """The code of a project's account → the name of the project."""
    heads: int
    kept: int
    """Official cars paid for by appropriations."""


def draw(rng: Random, body: Body) -> Accounts:
    """Return the accounts of a body."""
    heads = max(4, round(body.work["heads"] * rng.lognormvariate(0, 0.5)))
    kept = _cars(rng, body, heads)
    three_public = _three_public(rng, body, heads, kept)
    economic = _economic(rng, heads, three_public)
    tasks: dict[str, str] = {}
    entries = [*_basic(rng, body, economic), *_tasks(rng, body, heads, tasks)]
    entries += [*_fund(rng, body, heads), *_others(rng, body, entries)]
    return Accounts(
        entries=tuple(sorted(entries, key=lambda entry: (entry.code, entry.fund, entry.source))),
        economic=dict(sorted(economic.items())),
        three_public=three_public,
        tasks=tasks,
        heads=heads,
        kept=kept,
    )


def around(rng: Random, fen: float, spread: float = 0.3) -> int:
    """Return an amount about another in 分; most end in odd 分, some are whole 元 as paid by transfer."""
    drawn = round(fen * rng.lognormvariate(0, spread))
    return drawn - drawn % YUAN if rng.random() < 0.2 else drawn  # noqa: PLR2004  one in five


def _cars(rng: Random, body: Body, heads: int) -> int:
    per_car = 7 if body.official else 14
    return max(0, round(heads / per_car * rng.lognormvariate(0, 0.9) - 0.6))


def _three_public(rng: Random, body: Body, heads: int, kept: int) -> ThreePublic:
    run = around(rng, kept * 2.6 * _TEN_THOUSAND, 0.35)
    buy = around(rng, 17 * _TEN_THOUSAND, 0.15) if kept and rng.random() < 0.09 else 0  # noqa: PLR2004  few buy in a year
    hosts = rng.random() < (0.8 if body.official else 0.5)
    reception = around(rng, heads * 700 * YUAN, 1.2) if hosts else 0
    abroad = around(rng, 5 * _TEN_THOUSAND, 0.5) if rng.random() < 0.05 else 0  # noqa: PLR2004  hardly any goes abroad
    return ThreePublic(abroad=abroad, buy=buy, run=run, reception=reception)


def _economic(rng: Random, heads: int, three_public: ThreePublic) -> dict[str, tuple[str, int]]:
    from corpus.drawing import data

    shares = data("economic")
    pay = heads * 11.5 * _TEN_THOUSAND * rng.lognormvariate(0, 0.18)
    made = _spread(rng, shares["staff"], pay)
    made |= _insured(rng, pay)
    made |= _spread(rng, shares["office"], heads * 1.9 * _TEN_THOUSAND * rng.lognormvariate(0, 0.45))
    made |= _spread(rng, shares["retired"], pay * 0.09)
    partly = {"30231": ("公务用车运行维护费", three_public.run), "30217": ("公务接待费", three_public.reception)}
    for code, (name, fen) in partly.items():
        # The rest of it was paid out of projects, which this list does not hold.
        own = fen if rng.random() < 0.6 else round(fen * rng.uniform(0.2, 0.95))  # noqa: PLR2004  most pay all of it here
        if own and rng.random() < 0.9:  # noqa: PLR2004  some pay it out of projects alone
            made[code] = (name, own)
    return made


def _spread(rng: Random, rows: Sequence[Sequence[Any]], whole: float) -> dict[str, tuple[str, int]]:
    drawn = {str(code): (name, around(rng, whole * share / 1000)) for code, name, share, _ in rows}
    return {str(code): drawn[str(code)] for code, _, _, often in rows if rng.random() * 100 < often}


def _insured(rng: Random, pay: float) -> dict[str, tuple[str, int]]:
    made = {
        "30108": ("机关事业单位基本养老保险缴费", around(rng, pay * 0.115, 0.08)),
        "30110": ("职工基本医疗保险缴费", around(rng, pay * 0.055, 0.08)),
        "30113": ("住房公积金", around(rng, pay * 0.1, 0.08)),
    }
    if rng.random() < 0.7:  # noqa: PLR2004  the others keep it on paper
        made["30109"] = ("职业年金缴费", around(rng, pay * 0.05, 0.15))
    if rng.random() < 0.4:  # noqa: PLR2004  not paid everywhere
        made["30111"] = ("公务员医疗补助缴费", around(rng, pay * 0.03, 0.1))
    return made


def _basic(rng: Random, body: Body, economic: Mapping[str, tuple[str, int]]) -> list[Entry]:
    """Return the entries of basic spending: contributions under accounts of their own, the rest under 行政运行."""
    kind = "行政单位" if body.official else "事业单位"
    retired = sum(fen for code, (_, fen) in economic.items() if code in {"30301", "30302"})
    parts = [
        ("2080501" if body.official else "2080502", f"{kind}离退休", retired, "离退休人员的经费"),
        ("2080505", "机关事业单位基本养老保险缴费支出", _of(economic, "30108"), "单位缴纳的基本养老保险"),
        ("2080506", "机关事业单位职业年金缴费支出", _of(economic, "30109"), "单位缴纳的职业年金"),
        ("2101101" if body.official else "2101102", f"{kind}医疗", _of(economic, "30110"), "职工的基本医疗保险"),
        ("2101103", "公务员医疗补助", _of(economic, "30111"), "公务员医疗补助"),
        ("2210201", "住房公积金", _of(economic, "30113"), "单位缴存的住房公积金"),
    ]
    entries = [_entry(rng, code, (*_above(code), name), basic=fen, use=use) for code, name, fen, use in parts if fen]
    rest = sum(fen for _, fen in economic.values()) - sum(entry.basic for entry in entries)
    code, name = body.work["run"]["official" if body.official else "other"]
    names = (body.work["class"][1], body.work["group"][1], name)
    return [_entry(rng, code, names, basic=rest, use="在职人员工资和日常运转"), *entries]


def _of(economic: Mapping[str, tuple[str, int]], code: str) -> int:
    return economic.get(code, ("", 0))[1]


def _above(code: str) -> tuple[str, str]:
    one, _, two = _CLASSES[code[:3]]
    return one, two


def _entry(rng: Random, code: str, names: tuple[str, str, str], *, use: str, basic: int = 0, project: int = 0) -> Entry:
    spent = basic + project
    opening = round(project * rng.uniform(0.02, 0.3)) if project and rng.random() < 0.3 else 0  # noqa: PLR2004  some
    closing = round(project * rng.uniform(0.02, 0.25)) if project and rng.random() < 0.3 else 0  # noqa: PLR2004  some
    return Entry(
        code=code,
        names=names,
        fund="gpb",
        source="fiscal",
        basic=basic,
        project=project,
        opening=opening,
        closing=closing,
        budget=_budget(rng, spent, task=bool(project)),
        use=use,
    )


def _budget(rng: Random, spent: int, *, task: bool) -> int:
    luck = rng.random()
    if luck < 0.2:  # noqa: PLR2004  paid as planned
        return spent
    if task and luck < 0.3:  # noqa: PLR2004  not planned at all at the start of the year
        return 0
    planned = round(spent / rng.uniform(0.45 if task else 0.86, 1.9 if task else 1.16))
    step = 100 * YUAN if planned > _TEN_THOUSAND else YUAN
    return max(step, planned - planned % step)


def _tasks(rng: Random, body: Body, heads: int, tasks: dict[str, str]) -> list[Entry]:
    listed = [row for row in body.work["tasks"] if row[0] != body.work["run"]["other"][0]]
    chosen = rng.sample(listed, k=min(len(listed), rng.choice((0, 1, 1, 2, 2, 3))))
    one, two = body.work["class"][1], body.work["group"][1]
    made = []
    for code, name, projects in chosen:
        tasks[code] = rng.choice(projects)
        fen = around(rng, heads * 2.2 * _TEN_THOUSAND, 1.0)
        made.append(_entry(rng, code, (one, two, name), project=fen, use=tasks[code]))
    return made


def _fund(rng: Random, body: Body, heads: int) -> list[Entry]:
    if not body.work["fund"] or rng.random() > 0.6:  # noqa: PLR2004  three in five of those that may have it
        return []
    _, one, _, two, code, three, projects = body.work["fund"]
    spent = around(rng, heads * 3 * _TEN_THOUSAND, 0.9)
    balance = rng.random() < 0.5  # noqa: PLR2004  every other one
    opening = round(spent * rng.uniform(0.03, 0.4)) if balance else 0
    closing = round(spent * rng.uniform(0.02, 0.3)) if balance else 0
    names = (one, two, three)
    balances = {"opening": opening, "closing": closing}
    return [_other(code, names, fund="fund", source="fiscal", project=spent, use=rng.choice(projects), **balances)]


def _other(
    code: str,
    names: tuple[str, str, str],
    *,
    fund: Fund,
    source: str,
    use: str,
    basic: int = 0,
    project: int = 0,
    opening: int = 0,
    closing: int = 0,
) -> Entry:
    return Entry(
        code=code,
        names=names,
        fund=fund,
        source=source,
        basic=basic,
        project=project,
        opening=opening,
        closing=closing,
        budget=0,
        use=use,
    )


def _others(rng: Random, body: Body, entries: Sequence[Entry]) -> list[Entry]:
    """Return what was paid out of income that is no appropriation."""
    run = entries[0]
    made = []
    often, size = _BUSINESS.get(body.work["id"], (0.0, 0.0))
    if not body.official and rng.random() < often:
        made.append(
            _other(
                run.code,
                run.names,
                fund="other",
                source="business",
                use="业务成本",
                basic=around(rng, run.basic * size, 0.4),
            )
        )
    if rng.random() < 0.12:  # noqa: PLR2004  few get it
        made.append(
            _other(
                run.code,
                run.names,
                fund="other",
                source="superior",
                use="上级补助的业务",
                project=around(rng, run.basic * 0.06, 0.8),
            )
        )
    if rng.random() < 0.45:  # noqa: PLR2004  interest and the like
        opening = around(rng, run.basic * 0.01, 0.8) if rng.random() < 0.5 else 0  # noqa: PLR2004  every other one
        closing = around(rng, run.basic * 0.01, 0.8) if rng.random() < 0.5 else 0  # noqa: PLR2004  every other one
        spent = around(rng, run.basic * 0.02, 1.0) + opening
        made.append(
            _other(
                run.code,
                run.names,
                fund="other",
                source="other",
                use="利息等其他资金",
                basic=spent,
                opening=opening,
                closing=closing,
            )
        )
    return made

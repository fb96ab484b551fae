"""The narrative of one disclosure in a voice: its sections with titles, and their paragraphs with marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from corpus.voices import subjects
from corpus.voices.marks import Said, joined, listed
from corpus.voices.reasons import stock
from corpus.voices.subject import Style
from corpus.voices.telling import Teller, fill, plain, say, teller, voices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random

    from corpus.forms import Form
    from corpus.ledger import Books
    from corpus.voices.subject import Subject

_SOME: Final = 4
"""How many accounts a partial list names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the narrative; ``inner`` are sections within it."""

    title: str
    body: tuple[Said, ...] = ()
    inner: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is told."""

    sections: tuple[Section, ...]
    more: tuple[str, tuple[Section, ...]] | None
    """A part of its own after the narrative, where the voice has one."""
    overview: tuple[Said, ...]
    """Duties, and staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    told: Teller
    books: Books
    make: subjects.Makers
    rng: Random


def tell(books: Books, form: Form, voice: str, rng: Random) -> Story:
    """Return the narrative of books as a province words it."""
    desk = _desk(books, form, rng)
    plan = voices()[voice]
    more = plan.get("more")
    return Story(
        sections=tuple(_sections(desk, plan["sections"])),
        more=(more["title"], tuple(_sections(desk, more["sections"]))) if more else None,
        overview=(Said(plain(desk.told, f"{'；'.join(books.duties)}。")), say(desk.told, "staffing")),
    )


def _desk(books: Books, form: Form, rng: Random) -> _Desk:
    style = Style(money=form.said, decimals=rng.choice((2, 2, 2, 1)), stripped=rng.random() < 0.2)  # noqa: PLR2004  some
    tasks = [name for name, _, _ in books.projects]
    cars = books.counts["kept"] > 0
    words = {"Y": str(books.year), "Y1": str(books.year - 1), "name": books.name, "kind": books.kind}
    micro = rng.choice(("proc.total", "proc.sme"))
    words["micro_base"] = "政府采购支出总额" if micro == "proc.total" else "授予中小企业合同金额"
    told = teller(rng, words=words, stock=stock(rng, tasks=tasks, has_cars=cars))
    plan = rng.choice(("budgetFY", "budgetFY", "budget0"))
    told.subjects.update(subjects.subjects(books, style, plan=plan, micro_of=micro))
    desk = _Desk(told=told, books=books, make=subjects.Makers(books, style), rng=rng)
    told.lists.update(_lists(desk))
    return desk


def _sections(desk: _Desk, plan: list[dict[str, Any]]) -> Iterable[Section]:
    for row in plan:
        body = tuple(paragraph for name in row.get("say", ()) for paragraph in _block(desk, name))
        title = fill(desk.told, row["title"]).text
        yield Section(title=title, body=body, inner=tuple(_sections(desk, row.get("inner", []))))


def _lists(desk: _Desk) -> dict[str, Said]:
    """Return the lists within sentences; a document leaves zero items out of them or not, once for all."""
    told, make, rng = desk.told, desk.make, desk.rng
    zeros = rng.random() < 0.6  # noqa: PLR2004  most write out what is zero
    stop = plain(told, "；")
    with_amounts = rng.random() < 0.5  # noqa: PLR2004  half

    def rows(of: Iterable[Subject], phrase: str) -> Said:
        return listed([say(told, phrase, x) for x in of if zeros or x.now], stop)

    def names(of: Iterable[Subject], *, amounts: bool) -> Said:
        phrase = "{x.title}{x.now}" if amounts else "{x.title}"
        return listed([fill(told, phrase, x) for x in of], "、")

    staff, office = subjects.economic(make, staff=True), subjects.economic(make, staff=False)
    return {
        "sources": rows(subjects.sources(make), "source"),
        "uses": rows(subjects.uses(make), "use"),
        "classes": listed([say(told, "class", x) for x in subjects.classes(make)], stop),
        "staff_list": names(staff, amounts=with_amounts),
        "office_list": names(office, amounts=with_amounts),
        "staff_some": names(staff[:_SOME], amounts=True),
        "office_some": names(office[:_SOME], amounts=True),
        "fund_items": joined(say(told, "fund_item", x) for x in subjects.fund_items(make)),
        "vehicle_list": listed([fill(told, "{x.title}{x.count}辆", x) for x in subjects.vehicles(make)], "、"),
    }


def _block(desk: _Desk, name: str) -> list[Said]:
    special = _BLOCKS.get(name)
    return special(desk) if special is not None else [say(desk.told, name)]


def _totals(desk: _Desk) -> list[Said]:
    traits = desk.books.traits
    said = [say(desk.told, "totals")]
    said += [say(desk.told, trait) for trait in ("scope_change", "restated") if trait in traits]
    return [joined(said)]


def _totals_more(desk: _Desk) -> list[Said]:
    shown = desk.books.opening() or desk.books.closing()
    return [fill(desk.told, desk.told.phrases["totals_parted"][-1])] if shown else []


def _balances(desk: _Desk) -> list[Said]:
    return [say(desk.told, "balances")] if desk.books.opening() or desk.books.closing() else []


def _appropriation_more(desk: _Desk) -> list[Said]:
    return [say(desk.told, "appropriation_parted")] if desk.rng.random() < 0.6 else []  # noqa: PLR2004  most


def _budget_overall(desk: _Desk) -> list[Said]:
    return [say(desk.told, "gpb_adjusted" if "adjusted" in desk.books.traits else "budget_overall")]


def _items(desk: _Desk) -> list[Said]:
    return [say(desk.told, "item", x, number=str(n)) for n, x in enumerate(subjects.items(desk.make), 1)]


def _basic(desk: _Desk) -> list[Said]:
    return [say(desk.told, "basic_partial" if "partial" in desk.books.traits else "basic")]


def _fund(desk: _Desk) -> list[Said]:
    moved = any(entry.fund == "fund" for entry in desk.books.entries)
    return [say(desk.told, "fund" if moved else "fund_none")]


def _three_shares(desk: _Desk) -> list[Said]:
    return [say(desk.told, "three_shares")] if desk.books.spent.total else []


def _running(desk: _Desk) -> list[Said]:
    return [say(desk.told, "running" if desk.books.runs else "running_none")]


def _procurement(desk: _Desk) -> list[Said]:
    bought = desk.books.procurement
    return [say(desk.told, "procurement" if bought["goods"] + bought["services"] else "procurement_none")]


def _assets(desk: _Desk) -> list[Said]:
    return [say(desk.told, "assets" if desk.books.counts["vehicles"] else "assets_none")]


def _performance(desk: _Desk) -> list[Said]:
    if not desk.books.projects:
        return [say(desk.told, "performance_none")]
    return [say(desk.told, "performance"), *(say(desk.told, "project", x) for x in subjects.projects(desk.make))]


_BLOCKS: Final[dict[str, Callable[[_Desk], list[Said]]]] = {
    "totals": _totals,
    "totals_more": _totals_more,
    "balances": _balances,
    "appropriation_more": _appropriation_more,
    "budget_overall": _budget_overall,
    "items": _items,
    "basic": _basic,
    "fund": _fund,
    "soe": lambda desk: [say(desk.told, "soe_none")],
    "three_shares": _three_shares,
    "running": _running,
    "procurement": _procurement,
    "assets": _assets,
    "performance": _performance,
}

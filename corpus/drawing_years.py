"""Draws several years of one body, each year's closing balances and totals the next one's opening and prior."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Final

from corpus.bodies import department
from corpus.drawing import draw
from corpus.drawing_sides import prior_totals
from corpus.ledger import ThreePublic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.ledger import Books, Entry, Fund

_FUNDS: Final[tuple[Fund, ...]] = ("gpb", "fund", "other")


def draw_years(seed: int | str, *, years: int = 2) -> tuple[Books, ...]:
    """Return books of adjacent years, the earliest first."""
    rng = Random(f"years {seed}")  # noqa: S311  no secret is drawn
    found = [draw(seed)]
    for _ in range(years - 1):
        found.append(earlier(found[-1], rng))
        # What the later year says of running costs is what the earlier one spent.
        found[-2] = replace(found[-2], prior={**found[-2].prior, "running": found[-1].office})
    return tuple(reversed(found))


def draw_department(seed: int | str, *, units: int = 3) -> tuple[Books, tuple[Books, ...]]:
    """Return the books of a department and of its units, all of one year; the first unit bears its name."""
    first = draw(f"{seed} 0")
    drawn = [replace(draw(f"{seed} {number}"), year=first.year) for number in range(units)]
    listed = tuple(replace(one, kind="单位", traits=frozenset()) for one in drawn)
    own = (replace(listed[0], name=f"{first.name}(本级)"), *listed[1:])
    whole = department(first.name, own)
    before = [one.before for one in own if one.before is not None]
    costs = {part: sum(getattr(one, part) for one in before) for part in ("abroad", "buy", "run", "reception")}
    return replace(whole, before=ThreePublic(**costs), duties=first.duties, runs=any(one.runs for one in own)), own


def earlier(books: Books, rng: Random) -> Books:
    """Return the books of the year before: the totals are those that the later year was compared with."""
    entries = tuple(entry for fund in _FUNDS for entry in _scaled(books, fund))
    basic = sum(entry.basic for entry in entries if entry.fund == "gpb")
    spent = books.before or books.spent
    economic = _economic(books, basic, spent)
    made = replace(
        books,
        year=books.year - 1,
        entries=tuple(sorted(entries, key=lambda entry: (entry.code, entry.fund, entry.source))),
        economic=economic,
        budget=spent,
        spent=spent,
        before=spent,
        counts=_counts(books.counts, spent),
        projects=(),
        prior={},
        traits=frozenset(),
    )
    prior = prior_totals(rng, entries) | {"three_public": spent.total, "running": made.office}
    projects = tuple((entry.use, entry.project, entry.project) for entry in entries if _evaluated(entry))
    return replace(made, prior=prior, projects=projects)


def parted(whole: int, shares: Sequence[int]) -> list[int]:
    """Return a whole in parts as large beside each other as the shares; the parts add up to it."""
    total = sum(shares)
    ends = [whole * sum(shares[: number + 1]) // total if total else 0 for number in range(len(shares))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _economic(books: Books, basic: int, spent: ThreePublic) -> dict[str, tuple[str, int]]:
    """Return basic spending by economic account; what 三公 cost in all is the most that basic spending paid of it."""
    most = {"30217": spent.reception, "30231": spent.run}
    codes = [code for code in books.economic if code not in most]
    paid = {code: min(most[code], books.economic[code][1]) for code in most if code in books.economic}
    amounts = parted(basic - sum(paid.values()), [books.economic[code][1] for code in codes])
    paid |= dict(zip(codes, amounts, strict=True))
    return {code: (books.economic[code][0], fen) for code, fen in sorted(paid.items()) if fen}


def _evaluated(entry: Entry) -> bool:
    return entry.fund == "gpb" and entry.project > 0


def _scaled(books: Books, fund: Fund) -> list[Entry]:
    """Return the entries of one fund so that they add up to what it spent, and had, the year before."""
    own = [entry for entry in books.entries if entry.fund == fund]
    whole = _spent_before(books, fund)
    spent = parted(whole, [entry.spent for entry in own])
    opening = parted(_opened_before(books, fund, whole), spent)
    made = []
    for entry, now, opened in zip(own, spent, opening, strict=True):
        basic = now * entry.basic // entry.spent if entry.spent else 0
        made.append(
            replace(
                entry, basic=basic, project=now - basic, opening=opened, closing=entry.opening, budget=_same(entry, now)
            )
        )
    return [entry for entry in made if entry.spent or entry.opening or entry.closing]


def _same(entry: Entry, fen: int) -> int:
    return fen if entry.fund == "gpb" else 0


def _spent_before(books: Books, fund: Fund) -> int:
    prior = books.prior
    return {"gpb": prior["gpb"], "fund": prior["fund"]}.get(fund, prior["spending"] - prior["gpb"] - prior["fund"])


def _opened_before(books: Books, fund: Fund, spent: int) -> int:
    prior = books.prior
    other = prior["income"] - prior["gpb_income"] - prior["fund_income"]
    income = {"gpb": prior["gpb_income"], "fund": prior["fund_income"]}.get(fund, other)
    return spent + books.opening(fund) - income


def _counts(counts: Mapping[str, int], spent: ThreePublic) -> dict[str, int]:
    made = dict(counts)
    if not spent.reception:
        made |= {"groups": 0, "persons": 0}
    elif not made["persons"]:
        made |= {"groups": 1, "persons": max(1, spent.reception // 8_500)}
    made |= {"bought": 1 if spent.buy else 0}
    trips = 1 if spent.abroad else 0
    return made | {"abroad_groups": trips, "abroad_persons": trips}

"""Draws what stands beside the accounts: budgets of 三公, last year, counts, purchases, evaluated projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.drawing_accounts import YUAN, around
from corpus.ledger import VEHICLES, ThreePublic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from corpus.drawing import Body
    from corpus.drawing_accounts import Accounts
    from corpus.ledger import Entry

TRAITS: Final[Mapping[str, float]] = {"scope_change": 0.14, "restated": 0.13, "adjusted": 0.25, "partial": 0.3}
"""What a writer may tell beyond the figures, and in how many disclosures."""
_NEW: Final = {"run": 0.06, "reception": 0.18}
"""How many had no such cost last year."""
_NOTHING_PLANNED: Final = 0.8
"""How many plan nothing where nothing is spent."""
_A_GUEST: Final = 85 * YUAN
_PARTS: Final = ("abroad", "buy", "run", "reception")


class Sides(NamedTuple):
    """All of it."""

    budget: ThreePublic
    before: ThreePublic
    prior: Mapping[str, int]
    counts: Mapping[str, int]
    procurement: Mapping[str, int]
    projects: tuple[tuple[str, int, int], ...]
    traits: frozenset[str]


def draw(rng: Random, body: Body, accounts: Accounts) -> Sides:
    """Return what belongs to the accounts of a body."""
    spent = accounts.three_public
    before = ThreePublic(**{part: _last(rng, getattr(spent, part), part) for part in _PARTS})
    office = sum(fen for code, (_, fen) in accounts.economic.items() if code[:3] in {"302", "310"})
    prior = prior_totals(rng, accounts.entries) | {"three_public": before.total, "running": around(rng, office, 0.15)}
    return Sides(
        budget=ThreePublic(**{part: _planned(rng, getattr(spent, part)) for part in _PARTS}),
        before=before,
        prior=prior,
        counts=_counts(rng, body, accounts),
        procurement=_procurement(rng, office, accounts.entries),
        projects=_projects(rng, accounts),
        traits=frozenset(trait for trait, often in TRAITS.items() if rng.random() < often),
    )


def _last(rng: Random, fen: int, part: str) -> int:
    """Return last year's cost; purchases and trips hardly ever happen twice running."""
    if part in {"buy", "abroad"}:
        return 0 if fen or rng.random() < 0.93 else around(rng, 150_000 * YUAN, 0.3)  # noqa: PLR2004  few
    if rng.random() < _NEW[part]:
        return 0
    return around(rng, fen / rng.uniform(0.6, 1.5), 0.1)


def _planned(rng: Random, fen: int) -> int:
    if not fen:
        return 0 if rng.random() < _NOTHING_PLANNED else around(rng, 20_000 * YUAN, 0.4) // (100 * YUAN) * 100 * YUAN
    if rng.random() < 0.25:  # noqa: PLR2004  planned and spent alike
        return fen
    return round(fen / rng.uniform(0.5, 0.99)) // (100 * YUAN) * 100 * YUAN + 100 * YUAN


def prior_totals(rng: Random, entries: Sequence[Entry]) -> dict[str, int]:
    """Return last year's totals: its closing balance is this year's opening one."""
    spent = {
        fund: _spent_before(rng, sum(entry.spent for entry in entries if entry.fund == fund))
        for fund in ("gpb", "fund", "other")
    }
    opening = {fund: sum(entry.opening for entry in entries if entry.fund == fund) for fund in spent}
    before = {fund: round(min(opening[fund] * rng.uniform(0, 1.2), spent[fund])) for fund in spent}
    income = {fund: spent[fund] + opening[fund] - before[fund] for fund in spent}
    return {
        "total": sum(spent.values()) + sum(opening.values()),
        "fiscal": spent["gpb"] + spent["fund"] + opening["gpb"] + opening["fund"],
        "gpb": spent["gpb"],
        "spending": sum(spent.values()),
        "income": sum(income.values()),
        "fund": spent["fund"],
        "gpb_income": income["gpb"],
        "fund_income": income["fund"],
    }


def _spent_before(rng: Random, fen: int) -> int:
    if not fen:
        return 0
    if rng.random() < 0.02:  # noqa: PLR2004  to the very 分 as last year
        return fen
    return round(fen / (1 + max(-0.6, rng.gauss(0.04, 0.17))))


def _counts(rng: Random, body: Body, accounts: Accounts) -> dict[str, int]:
    spent = accounts.three_public
    persons = max(1, round(spent.reception / _A_GUEST / rng.uniform(0.8, 1.4))) if spent.reception else 0
    trips = 1 + (rng.random() < 0.2) if spent.abroad else 0  # noqa: PLR2004  seldom two
    vehicles = dict.fromkeys(VEHICLES, 0)
    more = rng.choice((0, 0, 0, 1, 2))
    for _ in range(accounts.kept + more):
        vehicles[rng.choice(list(VEHICLES)[1:])] += 1
    staff = accounts.heads
    return vehicles | {
        "vehicles": accounts.kept + more,
        "kept": accounts.kept,
        "bought": 1 if spent.buy else 0,
        "groups": max(1, round(persons / rng.uniform(5, 11))) if persons else 0,
        "persons": persons,
        "abroad_groups": trips,
        "abroad_persons": trips * rng.choice((1, 2, 3)),
        "equipment": rng.choice((0, 0, 0, 0, 1, 2, 5)) * (3 if body.work["id"] == "hospital" else 1),
        "quota": staff + rng.choice((0, 1, 2, 4, 7)),
        "staff": staff,
        "retired": round(staff * rng.uniform(0.1, 0.6)),
    }


def _procurement(rng: Random, office: int, entries: Sequence[Entry]) -> dict[str, int]:
    if rng.random() < 0.14:  # noqa: PLR2004  nothing bought
        return dict.fromkeys(("goods", "works", "services", "sme", "micro"), 0)
    room = office + sum(entry.project for entry in entries)
    goods = around(rng, room * 0.08, 0.6)
    works = around(rng, room * 0.15, 0.6) if rng.random() < 0.35 else 0  # noqa: PLR2004  a third builds
    services = around(rng, room * 0.1, 0.6) if rng.random() < 0.85 else 0  # noqa: PLR2004  most
    whole = goods + works + services
    if whole > room * 0.8:
        goods, works, services = (round(part * 0.7 * room / whole) for part in (goods, works, services))
        whole = goods + works + services
    sme = whole if rng.random() < 0.3 else round(whole * rng.uniform(0.2, 0.98))  # noqa: PLR2004  all to small ones
    micro = sme if rng.random() < 0.25 else round(sme * rng.uniform(0.1, 0.95))  # noqa: PLR2004  all to the smallest
    return {"goods": goods, "works": works, "services": services, "sme": sme, "micro": micro}


def _projects(rng: Random, accounts: Accounts) -> tuple[tuple[str, int, int], ...]:
    """Return the evaluated projects: all of them, or those that are not small."""
    rows = []
    for entry in accounts.entries:
        if entry.project and entry.fund == "gpb":
            ended = rng.random() < 0.3  # noqa: PLR2004  spent to the last 分
            rows.append((accounts.tasks[entry.code], entry.project if ended else _whole(rng, entry), entry.project))
    if len(rows) > 1 and rng.random() < 0.3:  # noqa: PLR2004  some leave small ones out
        rows.remove(min(rows, key=lambda row: row[2]))
    return tuple(rows)


def _whole(rng: Random, entry: Entry) -> int:
    step = 100 * YUAN
    return (round(entry.project / rng.uniform(0.6, 0.995)) // step + 1) * step

"""Facts that fit a pick of a rule's spec."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.binding.index import narrated, standing
from rules.seats import Pick

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractor.fact import Fact
    from rules.binding.index import Index

BUDGETS: Final = ("budget", "budgetFY", "budget0")


def near(measure: str) -> tuple[str, ...]:
    """Return the measures that may stand for one, the best first: a budget that is not said which may be either.

    九、三公: the total says 全年预算, an item under it only 预算.
    """
    if measure == "budget":
        return BUDGETS
    return (measure, "budget") if measure in BUDGETS else (measure,)


def found(index: Index, pick: Pick, measure: str | None = None) -> list[Fact]:
    """Return the facts that fit, in reading order; ``measure`` stands in where the pick names none."""
    measures = pick.measures or ((measure,) if measure else ())
    if not pick.whole:
        facts = [
            fact
            for name in measures
            for indicator in pick.indicators
            for fact in index.by_indicator.get((indicator, name), ())
            if fits(fact, pick)
        ]
    elif len(measures) == len(pick.indicators) == 1:
        facts = index.wholes.get((pick.indicators[0], measures[0]), [])
    else:
        facts = [
            fact
            for name in measures
            for indicator in pick.indicators
            for fact in index.wholes.get((indicator, name), ())
        ]
    return _by_role(facts, pick.roles) if facts else []


def fits(fact: Fact, pick: Pick) -> bool:
    """Tell whether a fact has the pick's account, base and scope."""
    account = fact.subject.account
    if (pick.account == "none" and account) or (pick.account in {"some", "leaf", "top"} and not account):
        return False
    if pick.account == "top" and "/" in account:
        return False
    if pick.name and pick.name != account:
        return False
    return (not pick.bases or fact.base in pick.bases) and (pick.scope is None or fact.scope == pick.scope)


def _by_role(facts: list[Fact], roles: tuple[str, ...]) -> list[Fact]:
    """Return the facts of the first listed role that has any; ``*`` is any place of the narrative."""
    if not roles:
        return narrated(facts)
    for role in roles:
        inside = narrated(facts) if role == "*" else [fact for fact in facts if fact.role == role]
        if inside:
            return inside
    return []


def one(index: Index, pick: Pick, measure: str | None = None) -> Fact | None:
    """Return the one fact for a seat: what most statements of it say, in the best section."""
    key = (pick.key, measure)
    if key not in index.ones:
        index.ones[key] = _one(index, pick, measure)
    return index.ones[key]


def _one(index: Index, pick: Pick, measure: str | None) -> Fact | None:
    for name in (None,) if measure is None or pick.measures else near(measure):
        facts = found(index, pick, name)
        if facts:
            return standing(facts)
    return None


def each_account(facts: Iterable[Fact], *, leaf: bool) -> list[Fact]:
    """Return the first fact of every account; with ``leaf`` only of those with no account below them."""
    firsts: dict[str, Fact] = {}
    for fact in facts:
        firsts.setdefault(fact.subject.account, fact)
    if not leaf:
        return list(firsts.values())
    above = {account[:at] for account in firsts for at, letter in enumerate(account) if letter == "/"}
    return [fact for account, fact in firsts.items() if account not in above]


def plain(indicator: str) -> Pick:
    """Return the pick for an indicator as a whole."""
    return Pick(indicators=(indicator,))


def leaves(role: str) -> Pick:
    """Return the pick for the deepest functional accounts of a section."""
    return Pick(indicators=("gpb.exp",), account="leaf", roles=(role,))


def tops(role: str) -> Pick:
    """Return the pick for the 类 of a section."""
    return Pick(indicators=("gpb.exp",), account="top", roles=(role,))


def many(index: Index, picks: tuple[Pick, ...], measure: str | None) -> list[Fact]:
    """Return the facts for the seats of one name: one for each plain pick, one for each account of the others."""
    facts: list[Fact] = []
    for pick in picks:
        if pick.account in {"some", "leaf", "top"}:
            names = pick.measures or (near(measure)[:1] if measure else ())
            for name in names:
                facts.extend(each_account(found(index, pick, name), leaf=pick.account == "leaf"))
        else:
            fact = one(index, pick, measure)
            if fact is not None:
                facts.append(fact)
    return facts


def whole_final(index: Index, indicator: str) -> Fact | None:
    """Return the actual figure of an indicator without an account, as most statements have it."""
    return standing(narrated(index.wholes.get((indicator, "final"), ())))

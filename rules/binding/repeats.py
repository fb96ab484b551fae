"""Ties between repeated statements of one thing: each is set beside the one that stands for most of them.

With a star around the majority, one wrong repeat among n fails in exactly one tie, and no repair of another figure
settles it; between two that differ either may be wrong, and the tie says so.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rules.binding.index import APART, standing
from rules.finding import Seat
from rules.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact
    from rules.binding.index import Index
    from rules.rule import Rule
    from rules.seats import Plan

TWOFOLD = frozenset({"sg.reception_foreign", "sg.foreign_groups", "sg.foreign_persons"})
"""Names that two things share: 外事接待 is part of 国内公务接待, 国(境)外公务接待 stands beside it."""

Key = tuple[object, ...]


def bind(index: Index, rule: Rule, plan: Plan) -> Iterator[Relation]:
    """Yield the ties inside the narrative, or (with a role in the seat ``other``) from the narrative to that place."""
    apart = tuple(role for pick in plan.seats.get("other", ()) for role in pick.roles)
    for facts in _groups(index):
        yield from _to_others(rule, facts, apart) if apart else _star(rule, facts)


def _groups(index: Index) -> Iterator[list[Fact]]:
    """Yield the statements of one thing: subject, measure, base and scope; most things are said once."""
    for stated in index.by_subject.values():
        if len(stated) > 1 and not _nameless(stated[0]):
            groups: dict[Key, list[Fact]] = defaultdict(list)
            for fact in stated:
                if not fact.figure.word:
                    groups[fact.base, fact.fund, fact.part, fact.scope].append(fact)
            yield from (group for group in groups.values() if len(group) > 1)


def _nameless(fact: Fact) -> bool:
    """Tell whether a fact's subject is too vague to be met twice: a project without a name, foreign guests."""
    indicator = fact.subject.indicator
    nameless = indicator in {"perf.item", "asset.vehicle", "staff.group"} and not fact.subject.account
    return nameless or indicator in TWOFOLD


def _star(rule: Rule, facts: list[Fact]) -> Iterator[Relation]:
    told = [fact for fact in facts if fact.role not in APART]
    centre = standing(told)
    if centre is None:
        return
    for fact in told:
        if fact.figure.id != centre.figure.id:
            yield Relation(rule=rule, seats=(Seat(name="one", fact=centre), Seat(name="other", fact=fact)))


def _to_others(rule: Rule, facts: list[Fact], apart: tuple[str, ...]) -> Iterator[Relation]:
    centre = standing(fact for fact in facts if fact.role not in APART)
    if centre is None:
        return
    for fact in facts:
        if fact.role in apart:
            yield Relation(rule=rule, seats=(Seat(name="one", fact=centre), Seat(name="other", fact=fact)))

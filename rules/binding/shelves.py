"""The facts of one disclosure of a Collection, by what they are of: what other disclosures are held against."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.binding.cells import plain
from rules.binding.index import same_number, standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractor.fact import Fact
    from rules.collection.member import Member
    from rules.seats import Pick

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Facts by indicator, account, measure and fund, in reading order."""

    facts: Sequence[Fact]
    by_key: Mapping[Key, Sequence[Fact]]

    def value(self, pick: Pick, *, indicator: str | None = None, account: str = "") -> Fact | None:
        """Return what the disclosure says of a pick, its narrative first; None where it contradicts itself.

        ``indicator`` stands in where the pick names none.
        """
        for measure in pick.measures or ("final",):
            for name in pick.indicators or ((indicator,) if indicator else ()):
                facts = self.by_key.get((name, plain(account), measure, pick.fund), ())
                for here in (_told(facts), _seated(facts)):
                    found = _agreed(here)
                    if found is not None:
                        return found
        return None

    def certain(self, pick: Pick) -> Fact | None:
        """Return the same, None where narrative and tables say different things: one of them was of something else."""
        found = self.value(pick)
        if found is None or found.cell is not None:
            return found
        key = (found.subject.indicator, plain(found.subject.account), found.measure, pick.fund)
        seated = _agreed(_seated(self.by_key[key]))
        return found if seated is None or seated.interval.meets(found.interval) else None

    def states(self, indicator: str) -> bool:
        """Tell whether an amount above zero is stated for an indicator."""
        facts = self.by_key.get((indicator, "", "final", ""), ())
        return any(not fact.quantity.is_zero for fact in facts)


def shelf(member: Member) -> Shelf:
    """Put the facts of a member in order."""
    found: dict[Key, list[Fact]] = defaultdict(list)
    for fact in member.facts:
        if not fact.scope and not fact.part and fact.figure.quantity is not None:
            own = fact.subject.indicator.startswith(("gpb.", "fund.", "soe."))
            fund = "" if own else fact.fund
            found[fact.subject.indicator, plain(fact.subject.account), fact.measure, fund].append(fact)
    return Shelf(facts=member.facts, by_key=found)


def _told(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.cell is None]


def _seated(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.cell is not None]


def _agreed(facts: Sequence[Fact]) -> Fact | None:
    """Return the fact that more than half of several say; a number is no better for being printed first."""
    best = standing(facts)
    if best is None:
        return None
    votes = sum(1 for fact in facts if same_number(fact, best))
    return best if 2 * votes > len(facts) else None

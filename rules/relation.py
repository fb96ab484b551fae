"""A bound relation: a rule and the facts in its seats, and what a relation kind must offer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from extractor.making import quick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.fact import Fact
    from extractor.quantity import Interval
    from rules.finding import Outcome, Seat, Verdict
    from rules.rule import Rule


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One rule over the facts in its seats; several seats may bear one name (the parts of a sum)."""

    rule: Rule
    seats: tuple[Seat, ...]

    def sitting(self, name: str) -> tuple[Fact, ...]:
        """Return the facts in the seats of that name, in reading order."""
        return tuple(seat.fact for seat in self.seats if seat.name == name)

    def with_facts(self, facts: Mapping[int, Fact]) -> Relation:
        """Return the relation with other facts in the numbered seats (what a repair would make of it)."""
        seats = tuple(
            replace(seat, fact=facts[number]) if number in facts else seat for number, seat in enumerate(self.seats)
        )
        return replace(self, seats=seats)


class Kind(Protocol):
    """What a module of ``rules/kinds`` offers. Kinds are pure: they know no document and no report."""

    NEEDS: tuple[str, ...]
    """The names of the seats; a name that ends in ``*`` may seat several facts, one in ``?`` may stay empty."""

    def outcome(self, relation: Relation) -> Outcome:
        """Judge without words: the fast path that diagnosis calls for every candidate."""

    def judge(self, relation: Relation) -> Verdict:
        """Judge with formula, stated value and the interval the other seats allow."""

    def allowed(self, relation: Relation, seat: int) -> Interval | None:
        """Return the values (元, %, things, signed) the numbered seat may take given the others; None for any value."""

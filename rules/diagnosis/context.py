"""What a document as a whole says about its figures: how it prints them, and which numbers it repeats."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rules.diagnosis.stale import families, telling
from rules.repair import styles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractor.anchor import Anchor
    from extractor.fact import Fact, Subject
    from extractor.quantity import Kind
    from rules.repair import Style


@dataclass(frozen=True, kw_only=True)
class Context:
    """What the whole document says about its figures."""

    facts: Sequence[Fact]
    styles: Mapping[Kind, Style]
    repeated: frozenset[tuple[str, str]]
    """The digits and units that are printed more than once."""

    @cached_property
    def subjects(self) -> Mapping[Subject, Sequence[Fact]]:
        """The facts of each subject."""
        return families(self.facts)


def context(facts: Sequence[Fact]) -> Context:
    """Return the context of a document from its facts with a quantity."""
    first: dict[tuple[str, str], Anchor] = {}
    repeated = set()
    for fact in facts:
        quantity, anchor = fact.quantity, fact.figure.anchor
        number = quantity.digits, quantity.unit
        if number not in repeated:
            known = first.setdefault(number, anchor)
            if known is not anchor and known != anchor:
                repeated.add(number)
    return Context(
        facts=facts,
        styles=styles(fact.quantity for fact in facts if not fact.figure.word),
        repeated=frozenset(number for number in repeated if telling(number[0])),
    )

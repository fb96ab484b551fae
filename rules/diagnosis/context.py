"""What a document as a whole says about its figures: how it prints them, and which numbers it repeats."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rules.diagnosis.stale import TELLING, families
from rules.repair import styles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractor.fact import Fact, Subject
    from extractor.quantity import Kind
    from rules.repair import Style


@dataclass(frozen=True, kw_only=True)
class Context:
    """What the whole document says about its figures."""

    facts: Sequence[Fact]
    styles: Mapping[Kind, Style]
    repeated: frozenset[str]
    """The ids of figures whose number is printed elsewhere too."""

    @cached_property
    def subjects(self) -> Mapping[Subject, Sequence[Fact]]:
        """The facts of each subject."""
        return families(self.facts)


def context(facts: Sequence[Fact]) -> Context:
    """Return the context of a document from its facts with a quantity."""
    printed: dict[tuple[str, str], set[str]] = {}
    for fact in facts:
        quantity = fact.quantity
        if len(quantity.digits.replace(".", "").strip("0")) >= TELLING:
            printed.setdefault((quantity.digits, quantity.unit), set()).add(fact.figure.id)
    return Context(
        facts=facts,
        styles=styles(fact.quantity for fact in facts if not fact.figure.word),
        repeated=frozenset(name for names in printed.values() if len(names) > 1 for name in names),
    )

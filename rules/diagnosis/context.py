"""What a document as a whole says about its figures: how it prints them, and which numbers it repeats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.diagnosis.stale import TELLING, families
from rules.repair import styles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from extractor.fact import Fact, Subject
    from extractor.quantity import Kind
    from rules.repair import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the whole document says about its figures."""

    styles: Mapping[Kind, Style]
    subjects: Mapping[Subject, Sequence[Fact]]
    repeated: frozenset[str]
    """The ids of figures whose number is printed elsewhere too."""


def context(facts: Sequence[Fact]) -> Context:
    """Return the context of a document from its facts with a quantity."""
    printed: dict[tuple[str, Decimal], set[str]] = {}
    for fact in facts:
        quantity = fact.quantity
        if len(quantity.digits.replace(".", "").strip("0")) >= TELLING:
            printed.setdefault((quantity.kind, quantity.value), set()).add(fact.figure.id)
    return Context(
        styles=styles(fact.quantity for fact in facts if not fact.figure.word),
        subjects=families(facts),
        repeated=frozenset(name for names in printed.values() if len(names) > 1 for name in names),
    )

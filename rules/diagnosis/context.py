"""What a document as a whole says about its figures: how it prints them, and which numbers it repeats."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    """Those of the narrative: what a percentage may have been computed on."""
    styles: Mapping[Kind, Style]
    """How the narrative prints each kind of number, or the tables where it prints none of that kind."""
    cell_styles: Mapping[Kind, Style]
    """The same for the cells of tables, whose unit stands elsewhere and is no slip of a single cell."""
    repeated: frozenset[tuple[str, str]]
    """The digits and units that are printed more than once."""

    @cached_property
    def subjects(self) -> Mapping[Subject, Sequence[Fact]]:
        """The facts of each subject."""
        return families(self.facts)

    def style(self, fact: Fact) -> Style:
        """Return how numbers of a fact's kind are printed where it stands."""
        return (self.styles if fact.cell is None else self.cell_styles)[fact.quantity.kind]


def context(facts: Sequence[Fact]) -> Context:
    """Return the context of a disclosure from its facts with a quantity."""
    first: dict[tuple[str, str], Anchor] = {}
    repeated = set()
    for fact in facts:
        quantity, anchor = fact.quantity, fact.figure.anchor
        number = quantity.digits, quantity.unit
        if number not in repeated:
            known = first.setdefault(number, anchor)
            if known is not anchor and known != anchor:
                repeated.add(number)
    told = [fact for fact in facts if fact.cell is None]
    cells = styles(fact.quantity for fact in facts if fact.cell is not None)
    cells = {kind: replace(style, units=()) for kind, style in cells.items()}
    return Context(
        facts=told,
        styles={**cells, **styles(fact.quantity for fact in told if not fact.figure.word)},
        cell_styles=cells,
        repeated=frozenset(number for number in repeated if telling(number[0])),
    )

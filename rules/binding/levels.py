"""Relations between a department and its units: its totals are theirs added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.finding import Seat
from rules.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rules.binding.shelves import Shelf
    from rules.rule import Rule
    from rules.seats import Plan

INNER: Final = ("rev.superior", "rev.affiliate", "exp.to_superior", "exp.to_affiliate")
"""What bodies of one department may pay each other: it is left out when their accounts are joined."""

TOUCHED: Final = ("total.", "rev.current", "exp.current", "balance.")
"""Totals that hold such payments."""


def bind(rule: Rule, plan: Plan, department: Shelf, units: Sequence[Shelf], *, complete: bool) -> Iterator[Relation]:
    """Yield the rule's relations, each over other figures; of some units alone the sum may only not be larger."""
    seen: set[tuple[str, ...]] = set()
    inner = any(unit.states(name) for unit in units for name in INNER)
    for case in plan.cases:
        whole = department.value(case.seats["whole"][0])
        parts = [found for unit in units if (found := unit.value(case.seats["part"][0])) is not None]
        if whole is None or not parts or (inner and whole.subject.indicator.startswith(TOUCHED)):
            continue
        name = "part" if complete and len(parts) == len(units) else "some"
        seats = (Seat(name="whole", fact=whole), *(Seat(name=name, fact=part) for part in parts))
        figures = tuple(seat.fact.figure.id for seat in seats)
        if figures not in seen:
            seen.add(figures)
            yield Relation(rule=rule, seats=seats)

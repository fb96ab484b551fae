"""What a disclosure says of an expense: nothing, zero or an amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.fact import Fact
    from rules.scene import Scene


def finals(scene: Scene, indicator: str) -> tuple[Fact, ...]:
    """Return the final amounts of this year that the section on the three public expenses states."""
    return tuple(
        fact
        for fact in scene.told.get(indicator, ())
        if fact.measure == "final"
        and (fact.role or "").startswith("three_public")
        and fact.year == scene.extraction.disclosure.year
        and fact.figure.quantity is not None
    )


def is_positive(scene: Scene, indicator: str) -> bool:
    """Tell whether an amount above zero is stated."""
    return any(not fact.quantity.is_zero for fact in finals(scene, indicator))


def zero_fact(scene: Scene, indicator: str) -> Fact | None:
    """Return a fact that says zero, where every statement does."""
    facts = finals(scene, indicator)
    return facts[0] if facts and all(fact.quantity.is_zero for fact in facts) else None

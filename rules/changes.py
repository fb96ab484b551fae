"""The change a sentence states before it gives its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from extractor.fact import Fact, Reason
    from rules.scene import Hit, Scene

CHANGES = frozenset({"delta", "rate"})


def change_before(scene: Scene, hit: Hit) -> Fact | None:
    """Return the last change in the sentence before a place, None where there is none or it is zero."""
    start = max(scene.text.rfind(mark, 0, hit.start) for mark in "。\n")
    low, high = scene.folded.offset(start + 1), scene.folded.offset(hit.start)
    found = [
        fact for fact in scene.changes if low <= fact.figure.span.start < high and fact.figure.quantity is not None
    ]
    return None if not found or found[-1].quantity.is_zero or found[-1].direction == 0 else found[-1]


def rate_of(reason: Reason) -> Decimal | None:
    """Return the largest growth rate a reason explains, in percent."""
    rates = [
        fact.quantity.value.copy_abs()
        for fact in reason.explains
        if fact.measure == "rate" and fact.figure.quantity is not None
    ]
    return max(rates, default=None)


def printed(fact: Fact) -> str:
    """Return a change as its sentence prints it, with the verb."""
    verb = {1: "增加", -1: "减少"}.get(fact.direction or 0, "")
    return f"{verb}{fact.figure.printed}"

"""What one guest or one car costs, where it is out of every likely range."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rules.finding import Note
from rules.scene import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.fact import Fact
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("pairs",)
"""A name, the indicators of amount and count, and the least and most 元 one of them costs."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each amount that makes one person or car improbably cheap or dear."""
    pairs = rule.spec["pairs"]
    if not isinstance(pairs, dict):
        return
    for name, pair in pairs.items():
        amount = _only([fact for fact in scene.told.get(pair["amount"], ()) if fact.measure == "final"])
        counts = _counts(scene.told.get(pair["count"], ()))
        if amount is None or not counts:
            continue
        low, high = amount.interval.low, amount.interval.high
        if high < int(pair["low"]) * min(counts) or low > int(pair["high"]) * max(counts):
            each = round(amount.quantity.value / max(counts))
            made = finding(scene, rule, [scene.hit(amount.figure.span)], name=name, each=each, number=max(counts))
            yield replace(made, notes=tuple(_notes(scene.told[pair["count"]])))


def _only(facts: Sequence[Fact]) -> Fact | None:
    """Return the fact where all that are stated have one value above zero."""
    known = [fact for fact in facts if fact.figure.quantity is not None and not fact.figure.word]
    values = {fact.quantity.value for fact in known}
    return known[0] if len(values) == 1 and not known[0].quantity.is_zero else None


def _counts(facts: Sequence[Fact]) -> list[int]:
    known = [int(fact.quantity.value) for fact in facts if fact.measure == "count" and fact.figure.quantity is not None]
    return known if all(known) else []


def _notes(facts: Sequence[Fact]) -> Iterator[Note]:
    return (Note(message="数量", anchor=fact.figure.anchor) for fact in facts if fact.measure == "count")

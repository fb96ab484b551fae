"""Contributions for staff by function and by economic kind, where all of them are basic spending."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rules.scene import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.fact import Fact
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

SLIP: Final = 10
"""What is so many times the other is a slip of the unit or the point, which relations find."""

KEYS: Final = ("pairs", "far")
"""The 项 and the economic 款 that should be about equal; how far apart in percent is worth asking."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding with all pairs that are far apart."""
    pairs, far = rule.spec["pairs"], Decimal(str(rule.spec["far"]))
    if not isinstance(pairs, dict):
        return
    items = _amounts(scene.told.get("gpb.exp", ()), tuple(pairs))
    kinds = _amounts(scene.told.get("gpb.econ", ()), tuple(pairs.values())) if items else {}
    found = [
        (item, kinds[kind])
        for name, kind in pairs.items()
        if (item := items.get(name)) is not None and kind in kinds and _apart(item, kinds[kind]) > far
    ]
    if found:
        told = "、".join(
            f"{fact.subject.account.rpartition('/')[2]}{fact.figure.printed}(经济分类{other.figure.printed})"
            for fact, other in found
        )
        hits = [scene.hit(fact.figure.span) for fact, _ in found]
        yield finding(scene, rule, hits, note="这一项也相差较大", told=told)


def _amounts(facts: Sequence[Fact], names: tuple[str, ...]) -> dict[str, Fact]:
    """Return the final amounts above zero by the last name of their account."""
    return {
        fact.subject.account.rpartition("/")[2]: fact
        for fact in reversed(facts)
        if fact.measure == "final"
        and fact.subject.account.endswith(names)
        and fact.figure.quantity is not None
        and not fact.quantity.is_zero
    }


def _apart(one: Fact, other: Fact) -> Decimal:
    high, low = max(one.quantity.value, other.quantity.value), min(one.quantity.value, other.quantity.value)
    return (high - low) / high * 100 if high < low * SLIP else Decimal(0)

"""Expenses that the list of basic spending names although they did not occur."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.scene import Hit, finding
from rules.stated import finals, zero_fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("names",)
"""The keys its spec must have."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each name in the list whose expense is zero in the section on three public expenses."""
    names = rule.spec["names"]
    if not isinstance(names, dict):
        return
    for name, indicators in names.items():
        hits = [hit for area in scene.within("basic") for hit in _listed(scene, name, area.title, area.end)]
        fact = zero_of(scene, indicators) if hits else None
        if fact is not None:
            yield finding(scene, rule, hits[:1], zero=f"{fact.figure.printed}")


def zero_of(scene: Scene, indicators: list[str]) -> Fact | None:
    """Return the zero of the first indicator that is stated at all."""
    stated = next((indicator for indicator in indicators if finals(scene, indicator)), None)
    return zero_fact(scene, stated) if stated else None


def _listed(scene: Scene, name: str, start: int, end: int) -> list[Hit]:
    """Return where a name stands in a list as an item without an amount of its own."""
    at = scene.text.find(name, start, end)
    if at < 0:
        return []
    after = scene.text[at + len(name) : at + len(name) + 2]
    before = scene.text[at - 1 : at]
    in_list = before in "、,:包括" and (after[:1] in "、,;。和及等" or not after.strip())
    return [Hit(at, at + len(name))] if in_list else []

"""One sentence given as the reason of several items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.scene import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("least",)
"""How many items must share a reason."""

MARKS: Final = "。;,"
SHORT: Final = 6
"""A reason of fewer characters is said again by chance."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for each wording that explains so many items, with all its places."""
    least = int(str(rule.spec["least"]))
    groups: dict[str, dict[str, int]] = {}
    for number, (reason, _, told) in enumerate(scene.reasons):
        accounts = {fact.subject.account for fact in reason.explains if fact.direction not in {0, None}} - {""}
        text = "".join(told.split()).rstrip(MARKS)
        if accounts and len(text) >= SHORT:
            groups.setdefault(text, {}).setdefault(accounts.pop(), number)
    for text, places in groups.items():
        if len(places) >= least:
            hits = [scene.reasons[number].hit for number in places.values()]
            yield finding(scene, rule, hits, note="同样的原因", quote=text)

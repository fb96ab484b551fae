"""Projects whose evaluation is told of, against their number and against all spending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.scene import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("fault",)
"""``number``: more projects are listed than were evaluated; ``amount``: one costs more than all projects."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding with the rule's fault."""
    items = [fact for fact in scene.told.get("perf.item", ()) if fact.measure == "final" and fact.figure.quantity]
    seek = _number if rule.spec["fault"] == "number" else _amount
    yield from seek(scene, rule, items)


def _number(scene: Scene, rule: Rule, items: list[Fact]) -> Iterator[Finding]:
    stated = [fact for fact in scene.told.get("perf.projects", ()) if fact.figure.quantity is not None]
    names = {fact.subject.account for fact in items} - {""}
    if stated and len(names) > max(fact.quantity.value for fact in stated):
        hit = scene.hit(stated[0].figure.span)
        yield finding(scene, rule, [hit], stated=stated[0].figure.printed, listed=len(names))


def _amount(scene: Scene, rule: Rule, items: list[Fact]) -> Iterator[Finding]:
    totals = [
        fact
        for fact in scene.told.get("exp.project", ())
        if fact.measure == "final" and fact.figure.quantity is not None and not fact.subject.account
    ]
    if not items or len({fact.quantity.value for fact in totals}) != 1 or totals[0].quantity.is_zero:
        return
    for fact in items:
        if totals[0].interval.below(fact.interval):
            hit = scene.hit(fact.figure.span)
            yield finding(scene, rule, [hit], amount=fact.figure.printed, total=totals[0].figure.printed)

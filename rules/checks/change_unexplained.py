"""Sections that state a change and give no reason for it anywhere."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rules.scene import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.fact import Fact
    from rules.finding import Finding
    from rules.rule import Rule, Severity
    from rules.scene import Scene

KEYS: Final = ("sections", "large")
"""Roles of sections with the indicators whose change is to be explained; the rate in percent that makes it grave."""

# 原因是… · 主要是… · 因…调整 · …所致          near miss: 与2022年度相比,增加40.00万元
SAID: Final = re.compile(
    r"原因|由于|因(?!公)|所致|导致|主要[是为系]|使得|系[^统列]|同上|详见|如前|见前|一是|新成立|成立|划转|口径"
)


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each section with a change and no reason."""
    sections = rule.spec["sections"]
    if not isinstance(sections, dict):
        return
    large = Decimal(str(rule.spec["large"]))
    for role, indicators in sections.items():
        found = _changes(scene, role, indicators)
        if found and not any(SAID.search(scene.text, area.title, area.end) for area in scene.within(role)):
            grave = any(_rate(fact) >= large for fact in found)
            severity: Severity | None = None if grave and not scene.fallback else "info"
            yield finding(scene, rule, [scene.hit(found[0].figure.span)], severity=severity)


def _changes(scene: Scene, role: str, indicators: Sequence[str]) -> list[Fact]:
    """Return the changes on last year that sections of a role state of their own indicators, the first one first."""
    facts = [
        fact
        for indicator in indicators
        for fact in scene.told.get(indicator, ())
        if fact.role == role
        and fact.measure in {"delta", "rate"}
        and fact.base == "prior"
        and not fact.subject.account
        and fact.direction in {1, -1}
        and fact.figure.quantity is not None
        and not fact.quantity.is_zero
    ]
    return sorted(facts, key=lambda fact: fact.figure.span.start)


def _rate(fact: Fact) -> Decimal:
    return abs(fact.quantity.value) if fact.measure == "rate" else Decimal(0)

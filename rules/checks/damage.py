"""One kind of extraction damage as one finding with its count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.damage import damage_of
from rules.patterns import SHOWN
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding where damage of the rule's kind stands at least ``least`` times."""
    spans = damage_of(scene.document.text, str(rule.spec["kind"]))
    if not spans or len(spans) < int(str(rule.spec.get("least", 1))):
        return
    at = scene.folded.from_source
    hits = [Hit(at(span.start), max(at(span.end - 1), at(span.start)) + 1) for span in spans[:SHOWN]]
    yield finding(scene, rule, hits, note="同样的痕迹", count=len(spans))

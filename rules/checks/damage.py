"""One kind of extraction damage as one finding with its count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extractor.anchor import Anchor
from rules.damage import damage_of
from rules.finding import Finding, Note
from rules.patterns import SHOWN
from rules.scene import Hit, identity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = (
    "kind",
    "least",
)
"""The keys its spec must have."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding where damage of the rule"s kind stands at least ``least`` times."""
    spans = damage_of(scene.document.text, str(rule.spec["kind"]))
    if not spans or len(spans) < int(str(rule.spec.get("least", 1))):
        return
    anchors = [Anchor(source=scene.document.source.id, span=span) for span in spans[:SHOWN]]
    at = scene.folded.from_source
    yield Finding(
        rule=rule,
        severity=rule.severity,
        message=rule.message.format(count=len(spans), quote=scene.document.quote(spans[0])),
        anchor=anchors[0],
        notes=tuple(Note(message="同样的痕迹", anchor=place) for place in anchors[1:]),
        identity=identity(scene, rule, Hit(at(spans[0].start), at(spans[0].end))),
    )

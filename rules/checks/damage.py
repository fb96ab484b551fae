"""One kind of extraction damage as one finding with its count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.damage import damage_of
from rules.finding import Finding, Note
from rules.patterns import SHOWN
from rules.scene import Hit, identity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.anchor import Span
    from extractor.document import Document
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = (
    "kind",
    "least",
)
"""The keys its spec must have."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding where damage of the rule's kind stands at least ``least`` times."""
    kind = str(rule.spec["kind"])
    spans = [span for span in damage_of(scene.document.text, kind) if _stands(scene.document, kind, span)]
    if not spans or len(spans) < int(str(rule.spec.get("least", 1))):
        return
    anchors = [scene.document.anchor(span) for span in spans[:SHOWN]]
    at = scene.folded.from_source
    yield Finding(
        rule=rule,
        severity=rule.severity,
        message=rule.message.format(count=len(spans), quote=scene.document.quote(spans[0])),
        anchor=anchors[0],
        notes=tuple(Note(message="同样的痕迹", anchor=place) for place in anchors[1:]),
        identity=identity(scene, rule, Hit(at(spans[0].start), at(spans[0].end))),
    )


def _stands(document: Document, kind: str, span: Span) -> bool:
    """Tell whether a trace is one where it stands.

    A line of digits is a date on the cover, an account code in a table; a line that stops at the margin goes on below.
    """
    if kind == "dates" and document.quote(span).isdigit():
        return span.end <= min((part.title.start for part in document.sections if part.role != "cover"), default=0)
    if kind == "ends":
        return any(block.span.end == span.end for block in document.blocks)
    return True

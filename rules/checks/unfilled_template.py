"""A template that nobody filled in, published as if it were the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.layout.telling import assess_all
from rules.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.rule import Rule
    from rules.scene import Scene


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding on the disclosure as a whole."""
    found = assess_all(scene.extraction) if scene.leads else None
    if found is None or found.nature != "unfilled_template":
        return
    disclosure = scene.extraction.disclosure
    key = disclosure.body.key or scene.document.source.sha256
    yield Finding(
        rule=rule,
        severity=rule.severity,
        message=rule.message.format(why=";".join(found.reasons)),
        anchor=None,
        identity=(rule.id, key, str(disclosure.year)),
    )

"""Accounts in the glossary that belong to another kind of body and stand nowhere else in the disclosure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("accounts",)
"""The keys its spec must have."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each such account; the spec maps accounts to words in the names of their users."""
    name = scene.extraction.disclosure.body.name
    accounts = rule.spec["accounts"]
    if not name or not isinstance(accounts, dict):
        return
    for account, users in accounts.items():
        hits = _places(scene, account)
        in_glossary = [hit for hit in hits if "part_glossary" in scene.roles(hit.start)]
        if hits and len(in_glossary) == len(hits) and not any(word in name for word in users):
            yield finding(scene, rule, in_glossary[:1], severity="info" if scene.fallback else None)


def _places(scene: Scene, word: str) -> list[Hit]:
    hits, at = [], scene.text.find(word)
    while at >= 0:
        hits.append(Hit(at, at + len(word)))
        at = scene.text.find(word, at + len(word))
    return hits

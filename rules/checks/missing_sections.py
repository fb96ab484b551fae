"""Sections that a disclosure owes and of which it has neither the heading nor a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rules.rule import Rule
    from rules.scene import Scene

SET_ASIDE = frozenset({"toc", "cover", "part_glossary"})
"""Places where a section may be named without being there."""

KEYS: Final = (
    "sections",
    "least",
)
"""The keys its spec must have."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding with all missing sections, where enough others show that this is a whole disclosure."""
    sections = rule.spec["sections"]
    if not isinstance(sections, dict) or not scene.leads:
        return
    scenes = (scene, *scene.others)
    present = {area.role for one in scenes for area in one.areas}
    missing = tuple(
        name
        for name, due in sections.items()
        if due["role"] not in present and not any(said(one, due) for one in scenes)
    )
    if missing and len(present & {due["role"] for due in sections.values()}) >= int(str(rule.spec["least"])):
        disclosure = scene.extraction.disclosure
        key = disclosure.body.key or scene.document.source.sha256
        yield Finding(
            rule=rule,
            severity="info" if scene.fallback else rule.severity,
            message=rule.message.format(missing="、".join(missing)),
            anchor=None,
            identity=(rule.id, key, str(disclosure.year), *missing),
        )


def said(scene: Scene, due: Mapping[str, list[str]]) -> bool:
    """Tell whether a word of the section stands outside the contents and the glossary."""
    for word in due["words"]:
        at = scene.text.find(word)
        while at >= 0:
            if not SET_ASIDE & set(scene.roles(at)):
                return True
            at = scene.text.find(word, at + 1)
    return False

"""Sections that lack a statement due in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.checks.three_public_counts import title
from rules.scene import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rules.finding import Finding
    from rules.rule import Rule, Severity
    from rules.scene import Area, Scene

KEYS: Final = ("role", "when", "since", "due", "unless", "tables")
"""The roles of the sections; the indicators one of which must be above zero there, none for always; the year it has
been due since; what is due, each with the words that show it; words that show it is not due; tables that tell it."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each role whose sections together lack something."""
    due, roles = rule.spec["due"], rule.spec["role"]
    year = scene.extraction.disclosure.year or 0
    tables = rule.spec["tables"]
    if not isinstance(due, dict) or not isinstance(roles, list) or not isinstance(tables, list):
        return
    if year < int(str(rule.spec["since"])) or any(scene.cells.by_role.get(table) for table in tables):
        return
    for role in roles:
        areas = list(scene.within(role))
        text = "".join(scene.text[area.title : area.end] for area in areas)
        missing = _missing(text, due)
        if missing and text.strip() and _is_due(scene, rule, areas, text):
            severity: Severity | None = "info" if scene.fallback else None
            yield finding(scene, rule, [title(scene, areas[0])], severity=severity, missing="、".join(missing))


def _missing(text: str, due: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what no word of its own shows."""
    return [name for name, words in due.items() if not any(word in text for word in words)]


def _is_due(scene: Scene, rule: Rule, areas: Sequence[Area], text: str) -> bool:
    when, unless = rule.spec["when"], rule.spec["unless"]
    if isinstance(unless, list) and any(word in text for word in unless):
        return False
    if not isinstance(when, list) or not when:
        return True
    return any(
        fact.measure in {"final", "count"}
        and fact.figure.quantity is not None
        and not fact.quantity.is_zero
        and any(area.title <= scene.folded.from_source(fact.figure.span.start) < area.end for area in areas)
        for indicator in when
        for fact in scene.told.get(indicator, ())
    )

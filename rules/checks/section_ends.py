"""Sections whose last sentence ends in a comma or semicolon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.patterns import SHOWN
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

OPEN: Final = ",;、"
SET_ASIDE: Final = frozenset({"toc", "cover", "part_tables"})


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each such end."""
    text, found = scene.text, []
    for area in scene.areas:
        end = area.end
        while end > area.title and text[end - 1].isspace():
            end -= 1
        if end <= area.title or text[end - 1] not in OPEN or area.role in SET_ASIDE:
            continue
        if not scene.in_table(Hit(end - 1, end)):
            found.append(Hit(_clause(text, area.title, end - 1), end))
    for hit in sorted(set(found))[:SHOWN]:
        yield finding(scene, rule, [hit])


def _clause(text: str, start: int, end: int) -> int:
    """Return where the last clause before a place begins."""
    return max(start, *(text.rfind(mark, start, end) + 1 for mark in "\n,;。"))

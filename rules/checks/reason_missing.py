"""Openers of a reason that no reason follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.changes import change_before, printed
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

# 主要原因是无。 · 主要原因:。        near miss: 主要原因是无房职工增加 · 主要原因:⏎一是…
EMPTY: Final = re.compile(
    r"原因(?:是|为|:|如下)+(?:(?:无|没有|/|-+|—+)(?=[。;\n]|$)|(?=[。;]))(?!\n*(?:\(?[一二三四五1][)是.、]|因|由))"
)


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each empty reason after a change that is not zero."""
    for match in EMPTY.finditer(scene.text):
        main = scene.text.startswith("主要", match.start() - 2)
        hit = Hit(match.start() - 2 * main, match.end())
        change = change_before(scene, hit)
        if change is not None and not scene.in_table(hit):
            yield finding(scene, rule, [hit], change=printed(change))

"""Numbers whose points and commas make no number: 1.268.35, 12,68.35."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

# 12,68.35万元 · 1,26.835万元 · 1.268.35万元        near miss: 1,268.35万元, 2023.12.31, 增加12,36.5万元 (a list)
ODD: Final = (re.compile(r",(?:\d{1,2}|\d{4,})\.\d"), re.compile(r"\.\d{3}[.,]\d"))
"""What shows such a number; it begins with its mark, so that looking for it costs next to nothing."""

NUMBER: Final = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})*,(?:\d{1,2}|\d{4,})\.\d{1,4}|\d{1,6}\.\d{3}\.\d{1,2}|\d{1,3}\.\d{3},\d{1,2})(?=万元|亿元|元)"
)
BEFORE: Final = 16


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each such amount."""
    text, end = scene.text, 0
    for at in sorted(match.start() for odd in ODD for match in odd.finditer(text)):
        match = NUMBER.search(text, max(end, at - BEFORE), at + BEFORE) if at >= end else None
        if match is None or match.start() > at:
            continue
        end = match.end()
        hit = Hit(match.start(), end)
        if not scene.in_table(hit):
            yield finding(scene, rule, [hit])

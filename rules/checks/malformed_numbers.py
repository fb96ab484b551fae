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

# 12,68.35万元 · 1,26.835万元 · 1.268.35万元        near miss: 1,268.35万元, 2023.12.31, 收入12,36万元 (a list)
NUMBER: Final = re.compile(
    r"(?<![\d.,])(?P<quote>(?:\d{1,3}(?:,\d{3})*,(?:\d{1,2}|\d{4,})\.\d{1,4}|\d{1,6}\.\d{3}\.\d{1,2}|\d{1,3}\.\d{3},\d{1,2}))(?=万元|亿元|元)"
)


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each such amount."""
    text = scene.text
    for match in NUMBER.finditer(text):
        hit = Hit(match.start(), match.end())
        if not scene.in_table(hit):
            yield finding(scene, rule, [hit])

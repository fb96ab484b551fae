"""Attachments that are titles with nothing under them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.patterns import SHOWN
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

# 1.馆藏数字化项目自评表⏎2.库房改造项目自评表⏎        near miss: 1.自评表见附件,另行公开
NUMBERED: Final = r"(?:附件)?(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、):])?"
TITLE: Final = re.compile(
    rf"^[ \t]*{NUMBERED}[^。;,\n]{{2,50}}(?:自评表|评价表|评价报告|自评报告)[ \t]*$",
    re.MULTILINE,
)
WORDS: Final = ("自评表", "评价表", "评价报告", "自评报告")
LEAST: Final = 2


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding with the titles in the attachments that another title or the end follows at once."""
    if scene.others:
        return
    for area in scene.within("part_attachments"):
        if sum(scene.text.count(word, area.title, area.end) for word in WORDS) < LEAST:
            continue
        found = list(TITLE.finditer(scene.text, area.title, area.end))
        ends = [*(match.start() for match in found[1:]), area.end]
        empty = [Hit(*m.span()) for m, end in zip(found, ends, strict=True) if not scene.text[m.end() : end].strip()]
        if len(empty) >= LEAST:
            yield finding(scene, rule, empty[:SHOWN], note="这个附件也没有内容", number=len(empty))

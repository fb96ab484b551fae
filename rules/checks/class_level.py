"""Items of expenditure that are listed by 类 alone where 项 is due."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Area, Scene

# 1.一般公共服务支出(类)。年初预算为… · 2.住房保障支出()。…    near miss: 1.教育支出(类)普通教育(款)小学教育(项)。
ITEM: Final = re.compile(
    r"^(?:\(?[\d一二三四五六七八九十]{1,3}[).、]\)?)?(?P<name>[\u4e00-\u9fff]{2,16}支出\(类?\))"
    r"(?=[。:,]?(?:\d{4}年度?)?(?:年初|全年)?(?:预算|支出|决算))",
    re.MULTILINE,
)
DEEPER: Final = re.compile(r"\((?:款|项)\)|\(\)[\u4e00-\u9fff、]{2,30}\(\)")
LEAST: Final = 2


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for a section of items none of which goes below 类."""
    for area in scene.within("gpb_items"):
        hits = items(scene, area)
        if len(hits) >= LEAST:
            yield finding(scene, rule, hits, severity="info" if scene.fallback else None, note="也只列到类")


def items(scene: Scene, area: Area) -> list[Hit]:
    """Return the names of the items of a section, none where one of them has a 款 or 项."""
    if DEEPER.search(scene.text, area.title, area.end):
        return []
    return [Hit(*match.span("name")) for match in ITEM.finditer(scene.text, area.title, area.end)]

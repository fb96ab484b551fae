"""The number of subordinate units a department states, and those it lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.numerals import NUMBER, whole
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

# 决算由…本级决算和2个下属单位决算组成            near miss: 本级和下属单位
STATED: Final = re.compile(
    rf"本级(?:部门)?(?:决算)?(?:和|及|、|以及)(?P<count>{NUMBER})个(?:下属|所属|二级)[^。\n]{{0,8}}单位"
)
# 纳入…2023年度部门决算编制范围的二级预算单位包括:⏎1.…⏎2.…
OPENED: Final = re.compile(r"(?:编制范围|汇编范围|决算单位|预算单位)[^。;\n]{0,24}(?:包括|如下|有|为|:):?\n")
ROW: Final = re.compile(
    r"(?P<before>\(?)(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?P<after>[.、)])(?P<name>[^\n]{2,40})"
)
SECOND: Final = re.compile(r"[^\d]2[.、]")


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where more or fewer units are listed than are stated."""
    for area in scene.within("organization", "part_overview"):
        stated = STATED.search(scene.text, area.title, area.end)
        opened = OPENED.search(scene.text, stated.end(), area.end) if stated else None
        if stated is None or opened is None:
            continue
        count, listed = whole(stated["count"]), _listed(scene, opened.end(), area.end)
        if count is not None and listed and listed not in {count, count + 1}:
            hit = Hit(stated.start("count"), stated.end())
            yield finding(scene, rule, [hit], stated=count, listed=listed)
            return


def _listed(scene: Scene, start: int, end: int) -> int:
    """Return how many numbered lines of one style follow, none where two may stand on one line."""
    style, count = None, 0
    for line in scene.text[start:end].split("\n"):
        if not line.strip():
            continue
        match = ROW.fullmatch(line.strip())
        if match is None or (style and style != (match["before"], match["after"], match["number"].isdigit())):
            break
        if whole(match["number"]) != count + 1:
            break
        style, count = (match["before"], match["after"], match["number"].isdigit()), count + 1
        if SECOND.search(match["name"]):
            return 0
    return count

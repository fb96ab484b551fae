"""Headings that name another year than the account's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

# 第三部分 2022年度部门决算情况说明      near miss: 2023年度与2022年度比较情况, 2022年建设项目决算审计
YEAR: Final = re.compile(
    r"(?<!\d)(?P<year>20\d\d)年度(?:[\u4e00-\u9fff]{0,20})(?:部门|单位)?决算(?:表|情况|公开|说明|$)"
)
OTHER: Final = re.compile(r"[与和比较至-]20\d\d|预算(?!财政|支出)|上年|自评|项目")
MOST: Final = 2
"""More headings than this with another year tell that the account's year was misread, not that they are stale."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each heading with a wrong year, where most headings with a year have the right one."""
    year = scene.extraction.disclosure.year
    named = [found for found in _headings(scene) if found]
    wrong = [match for match in named if match["year"] != str(year)]
    if year is None or len(wrong) > MOST or len(wrong) >= len(named) - len(wrong):
        return
    for match in wrong:
        hit = Hit(match.start("year"), match.end("year") + 2)
        yield finding(scene, rule, [hit], written=match["year"], year=year)


def _headings(scene: Scene) -> Iterator[re.Match[str] | None]:
    at = scene.folded.from_source
    for section in scene.document.all_sections:
        if "年" not in scene.document.quote(section.title):
            continue
        start, end = at(section.title.start), at(section.title.end)
        if not OTHER.search(scene.text, start, end):
            yield YEAR.search(scene.text, start, end)

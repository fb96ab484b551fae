"""Awards to small and medium enterprises, from reserved and from other projects, beside all procurement."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rules.finding import Note
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extractor.fact import Figure
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Area, Scene

AMOUNT: Final = r"[^。;\d]{0,24}金额(?:为)?(?P<amount>\d[\d,.]*)(?:万元|元)"

# 2023年度政府采购支出总额80.00万元 · 政府采购金额(以合同签订为准)为80.00万元    near miss: 预留政府采购项目预算金额
TOTAL: Final = re.compile(
    r"(?<!预留)(?:本年)?政府采购(?:支出|合同)?(?:总额|总金额|金额|支出)(?:\([^()\d]{0,16}\))?(?:合计|共计|为|共)?"
    r"(?P<amount>\d[\d,.]*)(?:万元|元)"
)

# 在面向中小企业预留政府采购项目中,由中小企业供应商中标或成交的,采购金额60.00万元    near miss: 预留政府采购项目预算金额
RESERVED: Final = re.compile(r"面向中小企业预留[^。;\d]{0,24}(?:中标|成交)" + AMOUNT)

# 在其他政府采购项目中,由中小企业供应商中标或成交的,采购金额10.00万元
OTHER: Final = re.compile(r"其他(?:政府)?采购项目[^。;\d]{0,24}中小企业[^。;\d]{0,12}(?:中标|成交)" + AMOUNT)


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where the two kinds of awards together exceed what was procured."""
    figures = {one.span.start: one for one in scene.extraction.figures if one.anchor.source == scene.document.source.id}
    for area in scene.within("procurement"):
        found = [_figure(scene, regex, area, figures) for regex in (TOTAL, RESERVED, OTHER)]
        read = [(one, one.quantity.interval) for one in found if one is not None and one.quantity is not None]
        if len(read) < len(found):
            continue
        (total, limit), (reserved, first), (other, second) = read
        if limit.below(first + second):
            start = scene.folded.from_source(other.span.start)
            hit = Hit(start, scene.folded.from_source(other.span.end - 1) + 1)
            made = finding(scene, rule, [hit], one=reserved.printed, other=other.printed, total=total.printed)
            places = (("预留项目的成交金额", reserved), ("政府采购总额", total))
            yield replace(made, notes=tuple(Note(message=message, anchor=one.anchor) for message, one in places))


def _figure(scene: Scene, regex: re.Pattern[str], area: Area, figures: Mapping[int, Figure]) -> Figure | None:
    match = regex.search(scene.text, area.title, area.end)
    if match is None:
        return None
    return figures.get(scene.folded.to_source(match.start("amount"), match.end("amount")).start)

"""Sentences that speak of another year where the year of the account is due."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Area, Scene

# 2022年度收、支总计均为…与2022年度相比         near miss: 2023年度收、支总计…与2022年度相比
LEAD: Final = re.compile(
    r"^[ \t]*(?:[\u4e00-\u9fff()]{0,30}?)(?P<quote>(?P<year>20\d\d)年度?)(?:本年|部门|单位|本部门|本单位)?"
    r"(?:收、支|收支|收入支出|收入|支出|财政拨款|一般公共预算|三公|机关运行|政府采购)[^,。;\n]{0,24}?"
    r"(?:总计|合计|支出|总额|经费)[^,。;\n\d]{0,10}?\d[\d,.]*(?:万元|元|亿元)",
    re.MULTILINE,
)
# 截至2022年12月31日,…共有车辆                  near miss: 截至2022年底已完成
END: Final = re.compile(r"截[至止](?:到)?(?P<quote>(?P<year>20\d\d)年)12月31日")
# 2023年度…与2023年度相比                       near miss: 与2023年度预算相比
AGAINST: Final = re.compile(r"[与比较](?P<quote>(?P<year>20\d\d)年度?)(?:决算数?)?(?:相比|相较|增加|减少|增长|下降)")

SECTIONS: Final = ("totals", "income", "expenditure", "appropriation", "gpb_overall", "gpb", "three_public_overall",
                   "org_running", "procurement")  # fmt: skip
ENDED: Final = ("three_public", "assets")


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each year that cannot be the one meant."""
    year = scene.extraction.disclosure.year
    if year is None:
        return
    for area in scene.within(*SECTIONS):
        if area.role != "gpb":
            yield from _leads(scene, rule, area, year)
        if area.role not in {"gpb", "procurement", "income", "expenditure"}:
            yield from _wrong(scene, rule, area, AGAINST, {year}, year - 1)
    for area in scene.within(*ENDED):
        yield from _wrong(scene, rule, area, END, {year - 1, year - 2}, year)


def _leads(scene: Scene, rule: Rule, area: Area, year: int) -> Iterator[Finding]:
    """Yield the first year of a section that no paragraph of it begins with the year due."""
    found = list(LEAD.finditer(scene.text, area.title, area.end))
    if found and all(match["year"] != str(year) for match in found):
        if f"{year}年" in scene.text[area.title : area.end]:
            return
        match = found[0]
        yield finding(scene, rule, [Hit(*match.span("quote"))], written=match["year"], year=year)


def _wrong(
    scene: Scene, rule: Rule, area: Area, regex: re.Pattern[str], wrong: set[int], right: int
) -> Iterator[Finding]:
    for match in regex.finditer(scene.text, area.title, area.end):
        if int(match["year"]) in wrong:
            yield finding(scene, rule, [Hit(*match.span("quote"))], written=match["year"], year=right)

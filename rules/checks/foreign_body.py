"""Names of other bodies where the template asks for the body's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

END: Final = r"(?:局|委员会|委|办公室|办|中心|院|馆|所|站|校|学|厅|部|会|社|大队|支队|总队|队|政府|街道|镇|乡|处)"
NAME: Final = rf"(?P<name>[\u4e00-\u9fff]{{3,24}}?{END})"
# 2023年度青禾市档案馆政府采购支出总额 · 截至2023年12月31日,青禾市档案馆共有车辆
BEFORE: Final = re.compile(rf"(?:年度|日,){NAME}(?:本级)?$")
SLOTS: Final = {"procurement": ("政府采购支出", "政府采购金额"), "assets": ("共有车辆",)}
"""What follows the name, by the role of the section."""

# 青禾市档案馆2023年度收、支总计                    near miss: 与2022年度相比,收、支总计
LEAD: Final = re.compile(rf"\s*{NAME}(?=20\d\d年度(?:收入支出|收、支|收支|财政拨款|一般公共预算|本年收入|三公))")
LEADS: Final = ("totals", "appropriation", "gpb", "gpb_overall", "three_public")
LONG: Final = 40
OWN: Final = re.compile(r"我|本|各|全|机关|所属|部门|单位")
PLACE: Final = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:省|自治区|市|州|盟|县|区|旗|街道|镇|乡)")
GENERIC: Final = re.compile(rf"中共|人民|政府|委员会|管理|事务|服务|办公|{END}$")
TWICE: Final = 2


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each name in such a place that has nothing in common with the body's."""
    name = scene.extraction.disclosure.body.name
    if not name:
        return
    for hit in _slots(scene):
        written = scene.quote(hit)
        if OWN.search(written) or written in name or not _is_foreign(written, name):
            continue
        if not any(scene.text.find(written, a.start, a.end) >= 0 for a in scene.within("part_overview", "cover")):
            yield finding(scene, rule, [hit], body=name)


def _slots(scene: Scene) -> Iterator[Hit]:
    """Yield the names of bodies where only the body's own is due."""
    text = scene.text
    for area in scene.within(*LEADS):
        match = LEAD.match(text, area.title, min(area.end, area.title + 2 * LONG))
        if match is not None:
            yield Hit(*match.span("name"))
    for role, words in SLOTS.items():
        for area in scene.within(role):
            for word in words:
                at = text.find(word, area.title, area.end)
                match = BEFORE.search(text, max(area.title, at - LONG), at) if at >= 0 else None
                if match is not None:
                    yield Hit(*match.span("name"))


def _is_foreign(written: str, name: str) -> bool:
    """Tell whether a name shares no two letters with the body's beside places and words of every body."""
    core, own = _core(written), _core(name)
    if len(core) < TWICE or len(own) < TWICE:
        return False
    return not set(core) & set(own)


def _core(name: str) -> str:
    return GENERIC.sub("", PLACE.sub("", name)) or GENERIC.sub("", name)

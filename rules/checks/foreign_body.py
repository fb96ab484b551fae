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
# 2023年度青禾市档案馆政府采购支出总额 · 截至2023年12月31日,青禾市档案馆共有车辆 · 青禾市档案馆2023年度收、支总计
SLOT: Final = re.compile(
    rf"(?<=年度){NAME}(?=政府采购(?:支出|金额))|(?<=31日,){NAME.replace('name', 'owner')}(?=(?:本级)?共有车辆)"
    rf"|(?m:^){NAME.replace('name', 'lead')}(?=20\d\d年度(?:收入支出|收、支|收支|财政拨款|一般公共预算|本年收入|三公))"
)
OWN: Final = re.compile(r"我|本|各|全|机关|所属|部门|单位")
PLACE: Final = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:省|自治区|市|州|盟|县|区|旗|街道|镇|乡)")
GENERIC: Final = re.compile(rf"中共|人民|政府|委员会|管理|事务|服务|办公|{END}$")
TWICE: Final = 2


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each name in such a place that has nothing in common with the body's."""
    name = scene.extraction.disclosure.body.name
    if not name or ("共有车辆" not in scene.text and "政府采购" not in scene.text):
        return
    overview = "".join(scene.text[area.start : area.end] for area in scene.within("part_overview", "cover"))
    for area in scene.within("totals", "appropriation", "gpb", "three_public", "procurement", "assets"):
        for match in SLOT.finditer(scene.text, area.title, area.end):
            group = str(match.lastgroup)
            written = match[group]
            if _is_foreign(written, name) and written not in overview and not OWN.search(written):
                yield finding(scene, rule, [Hit(*match.span(group))], body=name)


def _is_foreign(written: str, name: str) -> bool:
    """Tell whether a name shares no two letters with the body's beside places and words of every body."""
    core, own = _core(written), _core(name)
    if len(core) < TWICE or len(own) < TWICE:
        return False
    return not set(core) & set(own)


def _core(name: str) -> str:
    return GENERIC.sub("", PLACE.sub("", name)) or GENERIC.sub("", name)

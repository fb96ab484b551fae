"""Numbers of things beside the parts or the names that follow them."""

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

KEYS: Final = ("what",)
"""``parts``: the parts in brackets; ``names``: the names that are listed; ``grades``: the grades of projects."""

UNIT: Final = "个|名|人次|人|辆|家|所|台|套|项|处|批次|批|件"
# 40个(市直33个,县市区7个)                      near miss: 5人(不包括陪同人员), 2台(套)
HEAD: Final = re.compile(rf"(?<![\d.,])(?P<count>{NUMBER})(?P<unit>{UNIT})$")
PART: Final = rf"[\u4e00-\u9fff]{{1,12}}?(?:{NUMBER})(?:{UNIT})?"
PARTS: Final = re.compile(rf"(?P<partly>其中:?,?)?{PART}(?:[,、;和]{PART})+")
NUMBERS: Final = re.compile(
    rf"[\u4e00-\u9fff](?P<count>\d{{1,5}}|(?<=[\u4e00-\u9fff]){NUMBER})(?:{UNIT})?(?=[,、;和]|$)"
)
OVERLAP: Final = re.compile(r"党员|女|男|研究生|本科|硕士|博士|高级|中级|学历|职称|岁|年|月|第")
LONG: Final = 80

# 内设3个科室,分别为:综合科、数据科、运行科。      near miss: 内设综合科等3个科室
NAMES: Final = re.compile(
    rf"(?:内设|下设|设有|设)(?:机构)?(?P<count>{NUMBER})个(?:内设|职能)?(?:科室|处室|股室|机构|部门|科|处|室|股)"
    r"[^。;:\n]{0,6}?(?:分别(?:是|为)|包括|即|:):?(?P<list>[^。;:\n]{4,200})(?=[。;]|$)",
    re.MULTILINE,
)
BRACKETS: Final = re.compile(r"\([^()]*\)")
JOINED: Final = re.compile("[、,]")
AND: Final = re.compile("[和及与]")

# 绩效自评的2024年度项目4个 … 绩效评级为"优"的项目4个;绩效评级为"良"的项目0个
RATED: Final = re.compile(r"绩效自评[^。;]{0,16}?项目(?P<count>\d{1,4})个")
GRADE: Final = re.compile(r'(?P<grade>优|良|中|差|不合格|合格)"?的?项目(?P<count>\d{1,4})个')
GRADES: Final = 3


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each number that is not that of what follows it."""
    seek = {"parts": _parts, "names": _names, "grades": _grades}[str(rule.spec["what"])]
    for hit, stated, counted in seek(scene):
        yield finding(scene, rule, [hit], stated=stated, counted=counted)


def _parts(scene: Scene) -> Iterator[tuple[Hit, int, int]]:
    text, at = scene.text, scene.text.find("(")
    while at >= 0:
        if text[at - 1] in "个名人辆家所台套项处次批件":
            yield from _in_brackets(scene, at)
        at = text.find("(", at + 1)


def _in_brackets(scene: Scene, at: int) -> Iterator[tuple[Hit, int, int]]:
    text = scene.text
    head, end = HEAD.search(text, max(0, at - 8), at), text.find(")", at, at + LONG)
    inside = PARTS.fullmatch(text, at + 1, end) if head and end > 0 else None
    if head is None or inside is None or OVERLAP.search(inside[0]):
        return
    stated = whole(head["count"])
    numbers = [whole(match["count"]) for match in NUMBERS.finditer(inside[0])]
    if (
        stated is None
        or None in numbers
        or len(numbers) != 1 + len(re.findall("[,、;和]", inside[0].removesuffix(",")))
    ):
        return
    total = sum(number for number in numbers if number is not None)
    if total > stated or (total < stated and inside["partly"] is None):
        yield Hit(head.start(), end + 1), stated, total


def _names(scene: Scene) -> Iterator[tuple[Hit, int, int]]:
    for area in scene.within("duties", "organization", "staffing", "part_overview"):
        if area.role == "part_overview" and tuple(scene.within("duties", "organization", "staffing")):
            continue
        for match in NAMES.finditer(scene.text, area.title, area.end):
            stated, listed = whole(match["count"]), BRACKETS.sub("", match["list"])
            names = [name for name in JOINED.split(listed) if name.strip()]
            if stated is None or "等" in listed or len(names) <= 1:
                continue
            if not len(names) <= stated <= len(names) + len(AND.findall(listed)):
                yield Hit(match.start("count"), match.end("count") + 1), stated, len(names)


def _grades(scene: Scene) -> Iterator[tuple[Hit, int, int]]:
    for area in scene.within("performance"):
        if scene.text.find("评级", area.title, area.end) < 0:
            continue
        rated = RATED.search(scene.text, area.title, area.end)
        if rated is None:
            continue
        found = {match["grade"]: match for match in GRADE.finditer(scene.text, rated.end(), area.end)}
        total = sum(int(match["count"]) for match in found.values())
        if len(found) >= GRADES and total != int(rated["count"]):
            last = max(match.end() for match in found.values())
            first = min(match.start() for match in found.values())
            yield Hit(first, last), int(rated["count"]), total
        return

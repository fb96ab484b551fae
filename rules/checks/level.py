"""The level of government the glossary names, against the body's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.patterns import SHOWN, strings
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.document import Body
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

# 指省级财政一般公共预算当年拨付的资金 · 纳入市级财政预决算管理的 · 是指市直部门用财政拨款安排的
# near miss: 中央和省级财政专项资金 (not in the glossary, or not after 指 and 纳入)
WORD: Final = re.compile(
    r"(?:指|由|从|纳入)(?:由|从)?(?:同级|本级)?(?P<level>(?:中央|省|自治区|市|州|盟|县|区|旗)(?:本级|级|直)?)"
    r"(?:各?部门|财政)"
)

# 湖北省青禾市柳溪区档案馆 → 青禾市, 柳溪区     near miss: 湖北省城市管理厅
PLACE: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}?(?:省|自治区))?(?P<city>[\u4e00-\u9fff]{2,6}?(?:市|自治州|盟))?"
    r"(?P<county>(?!城市|市)[\u4e00-\u9fff]{1,5}?(?:区|县|旗))?"
)
ZONE: Final = re.compile(r"开发|高新|经济|新区|园区|景区|度假|林区|保护|社区|库区|矿区|实验|示范|合作|片区")

OWN: Final[dict[str, frozenset[str]]] = {
    "中央": frozenset({"中央"}),
    "省": frozenset({"省", "自治区", "市"}),
    "市": frozenset({"市", "州", "盟"}),
    "县": frozenset({"县", "区", "旗"}),
}
"""Words for a level by the body's own; a municipality of province rank says 市."""

PROPER: Final[dict[str, str]] = {
    "中央": "中央财政", "省": "省级财政", "市": "市级财政", "县": "区级或县级财政",
}  # fmt: skip


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding with all places where the glossary names another level than the body's."""
    body = scene.extraction.disclosure.body
    level, words = own_words(body)
    if level is None or any(word in (body.name or "") for word in strings(rule.spec, "not_for")):
        return
    hits = [
        Hit(match.start("level"), match.end())
        for area in scene.within("part_glossary")
        for match in WORD.finditer(scene.text, area.start, area.end)
        if re.sub("本级|级|直", "", match["level"]) not in words
    ]
    if hits:
        yield finding(
            scene, rule, hits[:SHOWN], note="这里也写作别的级次",
            body=body.name, level=f"{level}级", right=PROPER[level], count=len(hits),
        )  # fmt: skip


def own_words(body: Body) -> tuple[str | None, frozenset[str]]:
    """Return the body's level and the words for it; None where nothing is sure enough to be judged."""
    level, region = body.level.value, body.region.value or ""
    place = PLACE.match(body.name or "")
    named = place is not None and (place["city"] or place["county"])
    if level in {"市", "县", "中央"} or (level == "省" and not named):
        # a county-level city calls its own level 市级
        city = level == "县" and not region.endswith(("区", "县", "旗"))
        return level, OWN[level] | ({"市"} if city else set())
    if place is None or not named or ZONE.search(named):
        return None, frozenset()
    return ("县", OWN["县"]) if place["county"] else ("市", OWN["市"] | OWN["县"])

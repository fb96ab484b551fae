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

RIGHT: Final[dict[str, frozenset[str]]] = {
    "中央": frozenset({"中央"}),
    "省": frozenset({"省", "自治区", "市"}),
    "市": frozenset({"市", "州", "盟"}),
    "县": frozenset({"县", "区", "旗"}),
}
"""Words for a level by the body's own; a municipality of province rank says 市."""

PROPER: Final[dict[str, str]] = {"中央": "中央财政", "省": "省级财政", "市": "市级财政", "县": "区级或县级财政"}


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding with all places where the glossary names another level than the body's."""
    body = scene.extraction.disclosure.body
    allowed = words_for(body, not_for=strings(rule.spec, "not_for"))
    if not allowed:
        return
    hits = [
        Hit(*match.span("level"))
        for area in scene.within("part_glossary")
        for match in WORD.finditer(scene.text, area.start, area.end)
        if match["level"].removesuffix("本级").removesuffix("级").removesuffix("直") not in allowed
    ]
    if hits:
        spans = [Hit(hit.start, _end(scene, hit)) for hit in hits]
        level = body.level.value or ""
        fields = {"body": body.name, "level": f"{level}级", "right": PROPER[level], "count": len(hits)}
        yield finding(scene, rule, spans[:SHOWN], note="这里也写作别的级次", **fields)


def words_for(body: Body, *, not_for: tuple[str, ...]) -> frozenset[str]:
    """Return the words for the body's own level; empty where nothing is sure enough to be judged."""
    level, name, region = body.level.value or "", body.name or "", body.region.value or ""
    if level not in RIGHT or any(word in name for word in not_for):
        return frozenset()
    if level == "县" and not region.endswith(("区", "县", "旗")):
        return RIGHT[level] | {"市"}  # a county-level city calls its own level 市级
    return RIGHT[level]


def _end(scene: Scene, hit: Hit) -> int:
    """Return where the phrase ends: 省级 → 省级财政, 市直 → 市直部门."""
    return hit.end + (3 if scene.text.startswith("各部门", hit.end) else 2)

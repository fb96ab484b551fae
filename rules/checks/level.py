"""The level of government the glossary names, against the body"s own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.forms import form_of
from rules.patterns import SHOWN, strings
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.document import Body
    from extractor.template import Template
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

LEVEL: Final = r"(?:中央|省|自治区|市|州|盟|地区|旗县|区县|林区|城区|县|区|旗)(?:本级|级|直)?"
# 一般公共预算财政拨款收入:指省级财政当年拨付的资金 · “三公”经费:纳入市级财政预决算管理的…,是指市直部门用财政拨款安排的
# near miss: 专项转移支付:指中央财政拨付的资金 · 政府性基金:由省级财政部门批准征收的
WORD: Final = re.compile(
    rf"(?:指|由|从)(?:[^,。;:\n]{{0,8}}?从)?(?P<paid>{LEVEL})(?P<one>财政)[^。;:\n]{{0,24}}(?:拨付|拨款形成|取得)"
    rf"|纳入(?P<kept>{LEVEL})(?P<two>财政)[^。;:\n]{{0,12}}管理|指(?P<of>{LEVEL})(?P<three>各?部门)"
)
ENTRY: Final = re.compile(r"\n[^:\n]{0,12}(?:一般公共预算|政府性基金|国有资本|财政拨款|三公)[^:\n]{0,16}:")
"""The entries of a glossary that speak of the body"s own money, from the line break before."""
NOT_OWN: Final = re.compile(r"转移支付|专项|补助|债券|彩票")

# 湖北省青禾市柳溪区档案馆 → 青禾市, 柳溪区     near miss: 湖北省城市管理厅
PLACE: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}?(?:省|自治区))?(?P<city>[\u4e00-\u9fff]{2,6}?(?:市|自治州|盟|地区))?"
    r"(?P<county>(?!城市|市)[\u4e00-\u9fff]{1,5}?(?:区|县|旗))?"
)
ZONE: Final = re.compile(r"(?:开发|高新|新|园|景|度假|林|保护|社|库|矿|实验|示范|合作|片)区|管委会|管理委员会")
"""Bodies of zones, whose own level is neither that of the city nor that of a district."""

CENTRAL: Final = ("中央",)
COUNTY: Final = frozenset({"区县", "旗县", "城区", "林区"})
"""Words that stand for the level of a county wherever they are used."""
DEGREE: Final = re.compile("本级|级|直")
MOST: Final = 2
"""So many words are proposed instead."""

KEYS: Final = ("not_for",)
"""The keys its spec must have."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding with all places where the glossary names another level than the body"s."""
    body = scene.extraction.disclosure.body
    form = form_of(scene.extraction)
    level, words = own_words(body, form)
    if level is None or any(word in (body.name or "") for word in strings(rule.spec, "not_for")):
        return
    hits = [
        hit
        for area in scene.within("part_glossary")
        for entry in ENTRY.finditer(scene.text, max(area.start - 1, 0), area.end)
        if not NOT_OWN.search(entry[0])
        for hit in foreign(scene, entry.start() + 1, words)
    ]
    if hits:
        yield finding(
            scene, rule, hits[:SHOWN], note="这里也写作别的级次",
            body=body.name, level=f"{level}级", right=proper(body, form, level, words), count=len(hits),
        )  # fmt: skip


def foreign(scene: Scene, at: int, words: frozenset[str]) -> Iterator[Hit]:
    """Yield the words for another level in the glossary entry that begins at a place."""
    for match in WORD.finditer(scene.text, at, scene.line(at).end):
        level = next(name for name in ("paid", "kept", "of") if match[name])
        end = next(match.end(name) for name in ("one", "two", "three") if match[name])
        if DEGREE.sub("", match[level]) not in words:
            yield Hit(match.start(level), end)


def own_words(body: Body, form: Template) -> tuple[str | None, frozenset[str]]:
    """Return the body"s level and the words for it; None where nothing is sure enough to be judged."""
    level, region, name = body.level.value, body.region.value or "", body.name or ""
    place = PLACE.match(name)
    named = place is not None and (place["city"] or place["county"])
    if level == "乡" or ZONE.search(name):
        return None, frozenset()
    if level in {"市", "县", "中央"} or (level == "省" and not named):
        # a county-level city calls its own level 市级
        city = level == "县" and not region.endswith(("区", "县", "旗"))
        return level, _of_county(form, city=city) if level == "县" else words_of(form, level)
    if place is None or not named:
        return None, frozenset()
    if place["county"]:
        return "县", _of_county(form, city=False)
    return "市", words_of(form, "市") | _of_county(form, city=True)


def words_of(form: Template, level: str) -> frozenset[str]:
    """Return the words of a form for a level, 级 and 直 aside: 省级, 省直 → 省."""
    listed = CENTRAL if level == "中央" else form.level_words.get(level, ())
    return frozenset(DEGREE.sub("", word) for word in listed)


def _of_county(form: Template, *, city: bool) -> frozenset[str]:
    """Return the words for a county; forms list 市级 for the sake of county-level cities, which others are not."""
    words = words_of(form, "县") | COUNTY
    return words | {"市"} if city else words - {"市"}


def proper(body: Body, form: Template, level: str, words: frozenset[str]) -> str:
    """Return what the glossary should say: that of a place that ends in 区 区级财政, else 县级或区级财政."""
    listed = (word for word in form.level_words.get(level, ()) if word.endswith("级") and "本" not in word)
    fitting = [word for word in listed if DEGREE.sub("", word) in words]
    own = [word for word in fitting if (body.region.value or "").endswith(DEGREE.sub("", word))]
    proposed = own[-1:] or fitting[:MOST]
    return f"{'或'.join(proposed)}财政" if proposed else f"{level}{'' if level == '中央' else '级'}财政"

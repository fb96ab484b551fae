"""Characters lost on the way from the author's file to the text: no defects of the disclosure (HANDBOOK §7.2)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from extractor.anchor import Span

KINDS: Final[dict[str, re.Pattern[str]]] = {
    # 一般公共服务()支出 · 维修()费 · 通用设备0()          near miss: (类)
    "brackets": re.compile(r"[(（][ \u2002\u3000]*[)）]"),
    # 截至20201231日 · 2021115(封面) · 2020度 · 202年度     near miss: 20201231, 2020年度
    "dates": re.compile(
        r"20(?:(?<![\d.,]20)(?:\d{4,6}日|\d{2}度(?!电)|\d ?年度)|(?<=[\n:：]20)\d{5}(?=[ \t]*$))", re.MULTILINE
    ),
    # 三公”经费 · “三公经费支出                             near miss: “三公”经费, “三公经费”
    "quotes": re.compile(r"三公(?:(?<![“\"「『]三公)[”」』]|(?<=[“「]三公)(?:经费)?(?![^“「\n]{0,12}[”」』\"]))"),
    # …占本年收入0.00%⏎2:收入决算结构                      near miss: a line that ends in 。 or goes on
    "ends": re.compile(
        r"^(?=[^\n]*(?:万元|%))[^\n]{15,}([\u4e00-\u9fff%])"
        r"(?=[ \t]*\n\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.:：]|图))",
        re.MULTILINE,
    ),
}
"""The kinds of damage, each with what it looks like; a group narrows the span."""

TOUCHING: Final = ("brackets", "dates", "quotes")
"""Kinds that may falsify the words and figures they touch; a lost full stop does not."""


@lru_cache(maxsize=64)
def damage_of(text: str, kind: str) -> tuple[Span, ...]:
    """Return where damage of one kind stands in a text."""
    return tuple(Span(*match.span(match.lastindex or 0)) for match in KINDS[kind].finditer(text))


def damaged(text: str) -> tuple[Span, ...]:
    """Return every place whose words or figures may have lost characters, in reading order."""
    return tuple(sorted((span for kind in TOUCHING for span in damage_of(text, kind)), key=lambda s: s.start))

"""Characters lost on the way from the author's file to the text: no defects of the disclosure (HANDBOOK §7.2)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extractor.anchor import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS: Final[dict[str, re.Pattern[str]]] = {
    # 一般公共服务()支出 · 维修()费 · 通用设备0()          near miss: (类)
    "brackets": re.compile(r"[(（][ \u2002\u3000]*[)）]"),
    # 截至20201231日 · 2021115(封面) · 2020度 · 202年度     near miss: 20201231, 2020年度
    "dates": re.compile(
        r"20(?:(?<![\d.,]20)(?:\d{4,6}日|\d{2}度(?!电)|\d ?年度)|(?<=[\n:：]20)\d{5}(?=[ \t]*$))", re.MULTILINE
    ),
    # 三公”经费 · “三公经费支出                             near miss: “三公”经费, “三公经费”
    "quotes": re.compile(r"三公(?:(?<![“\"「『]三公)[”」』]|(?<=[“「]三公)(?:经费)?(?![^“「\n]{0,12}[”」』\"]))"),
}
"""The kinds of damage that an expression tells."""

# …占本年收入0.00%⏎2:收入决算结构                      near miss: a line that ends in 。 or goes on
ITEM: Final = re.compile(r"\n\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.:：]|图)")
STOPPED: Final = re.compile(r"[^\n]{15,}[\u4e00-\u9fff%](?=[ \t]*\n)")

TOUCHING: Final = ("brackets", "dates", "quotes")
"""Kinds that may falsify the words and figures they touch; a lost full stop does not."""


@lru_cache(maxsize=8)
def damage_of(text: str, kind: str) -> tuple[Span, ...]:
    """Return where damage of one kind stands in a text."""
    if kind == "ends":
        return tuple(_ends(text))
    return tuple(Span(*match.span()) for match in KINDS[kind].finditer(text))


def _ends(text: str) -> Iterator[Span]:
    """Yield the last characters of the lines with an amount that lost their full stop before a numbered line."""
    for item in ITEM.finditer(text):
        start, end = text.rfind("\n", 0, item.start()) + 1, item.start()
        stopped = STOPPED.match(text, start)
        if stopped and (text.find("%", start, end) >= 0 or text.find("万元", start, end) >= 0):
            yield Span(stopped.end() - 1, stopped.end())


@lru_cache(maxsize=2)
def damaged(text: str) -> tuple[Span, ...]:
    """Return every place whose words or figures may have lost characters, in reading order."""
    return tuple(sorted((span for kind in TOUCHING for span in damage_of(text, kind)), key=lambda s: s.start))

"""Tells a heading from a sentence: its number, its style and its title, on one line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from extractor.anchor import Span
from extractor.layout.roles import is_known, runs_in
from extractor.titles import core, normal

if TYPE_CHECKING:
    from extractor.document import Block
    from extractor.layout.roles import Titles

Style = Literal["part", "cjk", "paren", "arabic", "dotted", "paren_arabic", "circled", "caption", "none"]

RANKS: Final[dict[Style, int]] = {
    "part": 1, "cjk": 2, "paren": 3, "arabic": 4, "caption": 4,
    "dotted": 5, "paren_arabic": 6, "circled": 7, "none": 8,
}  # fmt: skip
"""How deep a style stands where all of them occur: 第一部分 · 一、 · (一) · 1. · 1.1 · (1) · ①."""

_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_CJK: Final = "一二三四五六七八九十"
_NUMBER: Final = re.compile(
    rf"""
    (?P<part> 第 \s* (?:[{_CJK}]{{1,3}}|\d{{1,2}}) \s* (?:部\s*分|章) ) [\s:：、.．]*
  | (?P<cjk> [{_CJK}]{{1,3}} ) \s* [、.．,，] \s*
  | (?P<paren> [(（] \s* (?:[{_CJK}]{{1,3}}|\s) \s* [)）] | [(（][)）] ) \s* [、.．]? \s*  # (一) · ()
  | (?P<dotted> \d{{1,2}} (?:[.．]\d{{1,2}}){{1,}} ) [.．、\s]+ (?![\d%万亿元])
  | (?P<arabic> \d{{1,2}} ) \s* [“”"']? \s* [.．、] \s* (?!\d)                          # 11“. was seen
  | (?P<paren_arabic> [(（] \s* \d{{1,2}} \s* [)）] ) \s* [、.．]? \s*
  | (?P<circled> [①-⑳] ) [、.．\s]*
  | (?P<caption> 附?表 \s* (?:[{_CJK}]{{1,3}}|\d{{1,2}}) ) \s* [:：、.．\s] \s*
    """,
    re.VERBOSE,
)
_LONGEST: Final = 90
_LONGEST_BARE: Final = 40
# Near miss: 2023年重点工作完成情况 has figures but is no sentence.
_SENTENCE: Final = re.compile(
    r"[;；!?！？]|。.|[:：]\s*[^\s:：]|[,，][^,，]{8,}|\d\s*(?:万元|亿元|元|%|％|个|辆|人次|台)|[为占]\s*\d|均为|本年度?无|截至"
)
_SENTENCE_SIGN: Final = re.compile(r"[;；!?！？。:：,，\d为占均本截]")
"""What one of these begins with; most titles have none of it, and this scan is the faster one."""
_LEADER: Final = re.compile(r"[\s.．·…⋯-]*(?:(?:[.．·…⋯]\s*){3,}|\t+)\s*[-—]?\s*\d{0,3}\s*[-—]?\s*$")
_LED: Final = re.compile(r"\t|[.．·…⋯]\s*[.．·…⋯]|PAGEREF|HYPERLINK|TOC")
_LED_SIGN: Final = re.compile(r"[\t.．·…⋯PHT]")
"""What one of these begins with."""
_FIELD: Final = re.compile(r"\s*(?:PAGEREF|HYPERLINK|TOC)\s+\\?l?\s*\S+(?:\s+\\?h)?(?:\s+\d{1,3})?\s*")
_PAGE: Final = re.compile(r"(?<=[^\d\s第年])\s*\d{1,3}$")
# A numbered line may end in 。 and still be a heading where it names a matter: (一)预算绩效管理工作开展情况。
_MATTER: Final = re.compile(
    r"(?:情况|说明|结果|概况|范围|名词|解释|职责|职能|构成|设置|编制|总体|结构|公开|报告|支出|收入)。$"
)
# 1.总体情况。2023年度… · (一)支出决算情况：2023年… ; the title ends at the first of these signs
_RUN_IN: Final = re.compile(r"[^。:：;；,，\d]{2,40}[。:：\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line that may head a section."""

    style: Style
    number: str
    value: int | None
    """The number's value; None where the line has none or lost it."""
    span: Span
    """Number and title; a title that runs into its paragraph ends before it."""
    title: str
    """The normal title (``extractor.titles``); empty for a numbered sentence."""
    leader: bool = False
    """It carries a page number or a field code, as only a table of contents does."""

    @property
    def rank(self) -> int:
        """How deep its style stands."""
        return RANKS[self.style]

    @property
    def key(self) -> str:
        """What two occurrences of one heading share."""
        return core(self.title)


def heading(text: str, block: Block, *, titles: Titles) -> Heading | None:
    """Return what a block is as a heading, None for a line without a number that is body text.

    A numbered sentence comes back without a title: it heads nothing, but it may end the section before it.
    """
    span = block.span
    match = _NUMBER.match(text, span.start, span.end)
    if match is None:
        return _unnumbered(text, block, titles=titles)
    style: Style = match.lastgroup or "none"  # type: ignore[assignment]  # the groups are named after the styles
    title, leader = _bare(text[match.end() : span.end]) if len(span) <= _LONGEST else ("", False)
    if not title or (not leader and _is_sentence(title, style)):
        return _run_in(text, span, match, style, titles=titles) or _made(match, style, span=span, title="")
    return _made(match, style, span=span, title=title, leader=leader)


def _made(match: re.Match[str], style: Style, *, span: Span, title: str, leader: bool = False) -> Heading:
    number = match.group().strip()
    value = _value(match[style])
    return Heading(style=style, number=number, value=value, span=span, title=normal(title), leader=leader)


def _unnumbered(text: str, block: Block, *, titles: Titles) -> Heading | None:
    """Take a line without a number where the template has its title."""
    if len(block.span) > _LONGEST_BARE:
        return None
    title, leader = _bare(text[block.span.start : block.span.end])
    bare = normal(title)
    if not bare or not is_known(titles, bare):
        return None
    return Heading(style="none", number="", value=None, span=block.span, title=bare, leader=leader)


def _run_in(text: str, span: Span, match: re.Match[str], style: Style, *, titles: Titles) -> Heading | None:
    """Take a known title that stands in one line with its paragraph."""
    title = _RUN_IN.match(text, match.end(), span.end)
    if title is None or not runs_in(titles, normal(title.group())):
        return None
    end = match.end() + len(title.group()[:-1].rstrip())
    return _made(match, style, span=Span(span.start, end), title=text[match.end() : end])


def _bare(printed: str) -> tuple[str, bool]:
    """Return the title without dot leaders, page number and field code, and whether it had any."""
    if _LED_SIGN.search(printed) is None or _LED.search(printed) is None:
        return printed.strip(), False
    title = _FIELD.sub("", printed)
    shorter = _LEADER.sub("", title)
    if shorter != title or title != printed:
        return _PAGE.sub("", shorter).strip(), True
    return title.strip(), False


def _is_sentence(title: str, style: Style) -> bool:
    """Tell whether what follows a number is a sentence rather than a title."""
    if _SENTENCE_SIGN.search(title) is None:
        return False
    if style in ("part", "cjk"):
        return _SENTENCE.search(title) is not None
    return _SENTENCE.search(title) is not None or (title.endswith("。") and not _MATTER.search(title))


@lru_cache(maxsize=1_024)
def _value(number: str) -> int | None:
    """Return the value of the numeral in a printed number.

    >>> _value("第十二部分"), _value("(3)"), _value("()")
    (12, 3, None)
    """
    digits = re.search(rf"\d+|[{_CJK}]+|[①-⑳]", number)
    if digits is None:
        return None
    found = digits.group()
    if found.isdecimal():
        return int(found)
    if "①" <= found <= "⑳":
        return ord(found) - ord("①") + 1
    tens, ten, ones = found.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)

"""Numbers with their units and dates, found in folded text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.numerals import write_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.quantity import Kind


class Number(NamedTuple):
    """A number at folded offsets; ``kind`` is None where the unit is missing or not understood (``why`` says which)."""

    start: int
    end: int
    digits: str
    kind: Kind | None
    unit: str
    negative: bool = False
    approximate: bool = False
    why: str | None = None


class Date(NamedTuple):
    """A year or date; ``year`` is None where only a month or day stands."""

    start: int
    end: int
    year: int | None


_DATE: Final = re.compile(
    r"""
    (?P<year>(?:19|20)\d\d)(?:
        年(?:度|末|底|初|以来|期间)?(?:\d{1,2}月(?:份|底|末|初)?(?:\d{1,2}日)?)?   # 2023年度 · 2023年12月31日
      | 度                                                                  # 2020度: 年 lost in extraction
      | [-/.]\d{1,2}[-/.]\d{1,2}(?:[ ]?\d{1,2}:\d\d(?::\d\d)?)?                # 2024-11-05 09:44
      | [-—~至](?:19|20)\d\d年?                                              # 2016-2020
      | \d{3,4}日? (?![\d.])                                                 # 2021115: 年月日 lost
    )
    | \d{1,2}月(?:份|底|末|初)?(?:\d{1,2}日)? | \d{1,2}日 | \d{1,3}年(?:来|内|期)?
    | \d{3,4}-\d{7,8}                                                       # a telephone number
    | \d{1,2}:\d\d
    """,
    re.VERBOSE,
)
_LABELS: Final = tuple("第〕]×*")
_DATE_MARKS: Final = frozenset("年度月日-/.:—~至")
_LABEL_ENDS: Final = frozenset("号×*GKM〕")
_RUN_TOGETHER: Final = 7
"""Digits of a date whose 年月日 were lost: 2021115, 20201231."""
_COUNTED: Final = (
    r"批次|个批次|个?团组|人次|台\(套\)|台\(件\)|台套|台/套|台、套|套\(台\)|个(?!月)|人(?!民)|名|位|辆|台|套|批(?!准)|项|家|户|件|条|场|次"
    r"|份|处|所|座|平方米|平方公里|㎡|公里|千米|亩|公顷|吨|路|张|篇|期|间|栋|幢|幅|枚|册|种|类|块|株|头|只|架|艘|盏|岁|米|笔|起|例|支|本(?![年单部级期校院局])|期(?!间)|部(?!门|分)"
)
_NUMBER: Final = re.compile(
    r"""
    (?P<digits>\d(?:\d{0,2}(?:,\d{3})+(?!\d)|\d*)(?:\.\d+)?)
    (?:
        \.?(?P<vague>[多余来几])?(?P<scale>万亿|千万|百万|十万|[万亿千百])?(?P<more>[多余])?
        (?: (?P<points>个?百分点) | (?P<money>元(?!素|旦|/))
          | (?P<foreign>美元|欧元|港元|日元|英镑|港币) | (?P<counted>"""
    + _COUNTED
    + r"""))
      | (?P<percent>%+|‰|倍|成(?=以上|左右|多|[,。;)]))
      | (?P<bare_scale>[万亿])(?=[,。;、)\n]|$)
    )?
    """,
    re.VERBOSE,
)
# 三成以上; the digit is looked behind for, so that the scan is for one character
_TENTHS: Final = re.compile(r"成(?<=[一二三四五六七八九]成)(?=以上|左右|多)")
_OF_HUNDRED: Final = re.compile(r"[百千]分之([\d.]+|[零〇一二三四五六七八九十百点]{1,12})")
# 两批次 · 三十五人次 · 十余个; the look behind stands second so that the scan is by first characters
_NUMERAL: Final = re.compile(
    r"[一二两三四五六七八九十](?<![一二两三四五六七八九十百千零〇].)[一二两三四五六七八九十百千零〇]{0,8}"
    r"(?:(?P<vague>[余多])个|(?P<more>[余多])?(?P<unit>批次|个批次|人次|辆|名|台\(套\)|个团组|团组))"
)
_NEAR: Final = re.compile(r"(?:约|近|超|超过|达到?近|将近|接近|大约|逾|多达|至少|不足)$")
_NEAR_ENDS: Final = frozenset("约近超过达到逾少足")
_LATER_STARTS: Final = frozenset("左余多上")
_LATER: Final = re.compile(r"左右|余|多|上下")
_BEYOND: Final = re.compile(r"以[上下内]")
_JOINED: Final = re.compile(r"[,、和及与]")


def lex(text: str) -> tuple[list[Number], list[Date]]:
    """Return the numbers and dates of a folded text in reading order; ordinals and document numbers are neither."""
    numbers: list[Number] = []
    dates: list[Date] = []
    match = _NUMBER.search(text)
    while match:
        match = _NUMBER.search(text, _take(text, match, numbers, dates))
    numbers = [*_inherit(text, numbers)]
    chinese = list(_chinese(text))
    if chinese:
        numbers = sorted([*numbers, *chinese])
    return numbers, dates


def _take(text: str, match: re.Match[str], numbers: list[Number], dates: list[Date]) -> int:
    """Note what begins with the digits found, and return where it ends."""
    start, end = match.span()
    before = text[start - 1] if start else ""
    stop = match.end(1)
    if before != "." and (text[stop : stop + 1] in _DATE_MARKS or stop - start >= _RUN_TOGETHER):
        date = _DATE.match(text, start)
        if date and not (stop - start == _RUN_TOGETHER and _is_code(text, start, date.end())):
            year = date["year"]
            dates.append(Date(start, date.end(), int(year) if year else None))
            return date.end()
    if match["counted"] and text[stop] == ".":  # 2.项目支出12万元: an item's number, no two items
        return stop
    if not _is_label(text, start, end, before):
        numbers.append(_number(text, match, before))
    return end


def _is_code(text: str, start: int, end: int) -> bool:
    """Tell whether seven digits are an account's code, no date: 2010301行政运行 · 行政运行(2010301)."""
    after = text[end : end + 1]
    return (text[start - 1 : start] == "(" and after == ")") or "\u4e00" <= after <= "\u9fff"


def _is_label(text: str, start: int, end: int, before: str) -> bool:
    """Tell whether it is no number of anything: 第19届 · 〔2019〕4号 · 5G · 7×24小时 · (3)."""
    if before.isascii() and before.isalpha():
        return True
    if before in _LABELS or (
        before == "-" and text[start - 2 : start - 1].isascii() and text[start - 2 : start - 1].isalnum()
    ):
        return True
    return text[end : end + 1] in _LABEL_ENDS


def _number(text: str, match: re.Match[str], before: str) -> Number:
    start, end = match.span()
    digits, vague, scale, more = match.group(1, 2, 3, 4)
    after = text[end : end + 1]
    approximate = bool(vague or more) or (after in _LATER_STARTS and _LATER.match(text, end) is not None)
    if before in _NEAR_ENDS:
        approximate = approximate or _NEAR.search(text, max(0, start - 3), start) is not None
    negative = before == "-" and not (start > 1 and text[start - 2].isdigit())
    kind, unit, why = _measure(match, scale or "")
    if (
        after == "以" and kind != "amount" and _BEYOND.match(text, end)
    ):  # 增长5%以上; an amount with 以上 is a threshold
        approximate = True
    if negative and kind:
        start -= 1
    return Number(start, end, digits.replace(",", ""), kind, unit, negative, approximate, why)


def _measure(match: re.Match[str], scale: str) -> tuple[Kind | None, str, str | None]:
    """Return kind and unit by the group that matched last, which is that of the unit where there is one."""
    sort = match.lastgroup
    if sort == "money":
        return "amount", f"{scale}元", None
    if sort == "percent":
        return _ratio(match["percent"])
    if sort == "counted":
        return "count", f"{scale}{match['counted']}", None
    if sort == "bare_scale":
        return "amount", f"{match['bare_scale']}元", None
    if sort == "points":
        return "points", "百分点", None
    return (None, match["foreign"], "外币金额") if sort == "foreign" else (None, "", "缺少单位")


def _ratio(unit: str) -> tuple[Kind, str, str | None]:
    if unit == "倍":
        return "times", "倍", None
    return "percent", "%" if unit.startswith("%") else unit, None


def _inherit(text: str, numbers: list[Number]) -> Iterator[Number]:
    """Give a number without a unit that of the next in its list: ``收、支总计各为4125.49,4143.91万元``."""
    for index, number in enumerate(numbers):
        after = numbers[index + 1] if index + 1 < len(numbers) else None
        if (
            number.kind is None
            and not number.unit
            and after is not None
            and after.kind in ("amount", "percent")
            and after.start == number.end + 1
            and ("." in number.digits or "." in after.digits or len(number.digits) == len(after.digits) > 1)
            and _JOINED.match(text, number.end)
        ):
            yield number._replace(kind=after.kind, unit=after.unit, why=None)
        else:
            yield number


def _chinese(text: str) -> Iterator[Number]:
    """Yield numbers in words: 百分之十二点五 · 三成以上 · 两批次 · 三十五人次."""
    for match in _TENTHS.finditer(text):
        start, end = match.start() - 1, match.end()
        yield Number(start, end, write_out(text[start]) or "", "percent", "成", approximate=True)
    for match in _OF_HUNDRED.finditer(text) if "分之" in text else ():
        digits = match[1] if match[1][0].isdigit() else write_out(match[1])
        if digits:
            yield Number(*match.span(), digits.rstrip("."), "percent", "%" if match[0][0] == "百" else "‰")
    for match in _NUMERAL.finditer(text):
        unit = match["unit"] or "个"
        vague = bool(match["vague"] or match["more"])
        if digits := write_out(match[0].removesuffix(unit).rstrip("余多")):
            yield Number(*match.span(), digits, "count", unit, approximate=vague)


__all__ = ["Date", "Number", "lex"]

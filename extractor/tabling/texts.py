"""What the text of a cell is: a label without its spaces, a number as printed, or nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_QUOTES: Final = str.maketrans("", "", "“”„‟〝〞〟\"'‘’‛「」『』\u200b\ufeff\u00ad")
_SIGNS: Final = frozenset("-−–‐负")
_UNITS: Final = (
    r"亿元|百万元|万元|千元|百元|元|%|‰|倍|个百分点|台\(套\)|台、套|台/套|台套|批次|人次"
    r"|辆|个|人|名|台|套|批|项|次|家|平方米"
)
# 2,940.05 · -3.10 · (1.25) · 12辆 · 85.5%; near miss: 1.因公出国(境)费 · 12-15
_NUMBER: Final = re.compile(
    rf"""
    (?P<open>\()? (?P<sign>[-−–‐+负])? ¥?
    (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)? | \d+(?:\.\d+)? | \.\d+)
    (?P<unit>{_UNITS})? (?P<close>\))?
    """,
    re.VERBOSE,
)
_NOTHING: Final = re.compile(r"[-—–―−‐/\\_*.…、]+|无|空|不适用|N/?A", re.IGNORECASE)
_NOTHING_BEGINS: Final = frozenset("-—–―−‐/\\_*.…、无空不Nn")
_DIGIT: Final = re.compile(r"\d")
_LONGEST: Final = 40
"""No printed number is longer than this; a longer cell is text."""
# 一、 (一) 1. (1) ① 1、 其中: before the name of a row
_NUMBERING: Final = re.compile(
    r"(?:[(]?[一二三四五六七八九十]{1,3}[)]?[、.:]|[(][一二三四五六七八九十\d]{1,3}[)]|\d{1,2}[.、](?!\d)|[(]?\d{1,2}[)]|[*★☆#△▲※]|[-—]+)+"
)
_AMONG: Final = re.compile(r"(?:其中|其 中)[:]?")
_UNIT_IN_LABEL: Final = re.compile(
    r"[(\[【]?(?:单位:|/)?(亿元|百万元|万元|千元|百元|元|%|台\(套\)|台、套|台/套|台套|批次|人次|辆|个|人|台|套|批|次)[)\]】]?$"
)


class Printed(NamedTuple):
    """A number as a cell prints it; ``why`` says what keeps it from being one number."""

    digits: str
    negative: bool
    unit: str
    why: str = ""
    decimals: int = 0


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a cell's text in one width without spaces, line breaks and quotes, as labels are compared."""
    if not text:
        return ""
    return "".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


def is_nothing(text: str) -> bool:
    """Tell whether a plain text stands for no figure: blank, a dash, 无; none of them is a zero."""
    return not text or (text[0] in _NOTHING_BEGINS and _NOTHING.fullmatch(text) is not None)


@lru_cache(maxsize=8192)
def written(text: str) -> tuple[str, Printed | None]:
    """Return a cell's text as ``plain`` and as ``number``, in one look-up."""
    return plain(text), number(text)


def number(text: str) -> Printed | None:
    """Return the one number that a cell's text is; None where it is text, blank or a dash."""
    bare = plain(text)
    if not bare or len(bare) > _LONGEST or not _DIGIT.search(bare):
        return None
    match = _NUMBER.fullmatch(bare)
    if match is None or (match["open"] is None) != (match["close"] is None):
        return None
    digits = match["digits"]
    bracketed = match["open"] is not None
    if bracketed and "." not in digits and "," not in digits:
        return None  # (1) numbers a row
    negative = bracketed or (match["sign"] or "+") in _SIGNS
    why = "" if _whole(text) else "一格里可能有几个数"
    digits = digits.replace(",", "")
    digits = f"0{digits}" if digits.startswith(".") else digits
    return Printed(digits, negative, match["unit"] or "", why, len(digits.partition(".")[2]))


def _whole(text: str) -> bool:
    """Tell whether the stretches a number is printed in are parts of it: ``1,23⏎4.50``; not ``12.30 4.50``."""
    parts = unicodedata.normalize("NFKC", text).split()
    if len(parts) == 1:
        return True
    alone = [part for part in parts if (match := _NUMBER.fullmatch(part)) and match["digits"]]
    if len(alone) < 2:  # noqa: PLR2004 - one number and its sign or unit
        return True
    if len(parts) == 2 and parts[1].startswith(".") and "." not in parts[0]:  # noqa: PLR2004 - 36,081,804 over .64
        return True
    thousands = all(re.fullmatch(r"\d{3}(?:\.\d+)?", part) for part in parts[1:])
    return thousands and "." in parts[-1] and "." not in "".join(parts[:-1]) and len(parts[0]) <= 3  # noqa: PLR2004


@lru_cache(maxsize=4096)
def label(text: str) -> str:
    """Return the name of a row without its numbering and unit: ``(1)公务用车购置费(万元)`` → 公务用车购置费.

    Takes and returns plain text; ``其中:`` goes too.
    """
    numbered = _NUMBERING.match(text)
    if numbered and numbered.end() < len(text):
        text = text[numbered.end() :]
    among = _AMONG.match(text)
    if among and among.end() < len(text):
        return label(text[among.end() :])
    if text.endswith(":") and len(text) > 1:  # 本年支出合计:
        text = text[:-1]
    return text[: -len(found)] if (found := _bracketed_unit(text)) else text


def unit_of(text: str) -> str:
    """Return the unit a plain label ends with: ``公务用车保有量(辆)`` → 辆, ``金额/万元`` → 万元; empty without one."""
    found = _bracketed_unit(text)
    match = _UNIT_IN_LABEL.search(found) if found else None
    return match[1] if match else ""


def _bracketed_unit(text: str) -> str:
    """Return the ending of a label that says its unit, in brackets or after a stroke; a bare ending says none."""
    match = _UNIT_IN_LABEL.search(text)
    if match is None or match.start() == 0 or match[0][0] not in "([【/":
        return ""
    return match[0] if match[0][0] == "/" or match[0][-1] in ")]】" else ""

"""Writes out the numbers that a page's ordered lists show and its text does not hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

_CJK: Final = "零一二三四五六七八九十"
_NONE: Final = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_CHINESE: Final = re.compile(r"cjk-ideographic|simp-chinese|trad-chinese|japanese-informal", re.IGNORECASE)


def marker(item: _Element, counted: dict[_Element, int]) -> str | None:
    """Return ``3. `` or ``三、`` for the third item of an ordered list, None for any other item.

    ``counted`` keeps how many items of each list were met: one walk asks for them in their order.
    """
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return None
    counted[parent] = counted.get(parent, 0) + 1
    style = f"{parent.get('style', '')};{item.get('style', '')}"
    if _NONE.search(style) or "no" in (parent.get("class") or "").split("-"):
        return None
    number = _number(item, parent, counted)
    return f"{_chinese(number)}、" if _CHINESE.search(style) else f"{number}. "


def _number(item: _Element, parent: _Element, counted: dict[_Element, int]) -> int:
    own = item.get("value", "")
    if own.isdecimal():
        return int(own)
    start = parent.get("start", "")
    return (int(start) if start.isdecimal() else 1) + counted[parent] - 1


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens > len(_CJK) - 2:
        return str(number)
    return ("" if tens < 2 else _CJK[tens]) + ("十" if tens else "") + (_CJK[ones] if ones or not tens else "")  # noqa: PLR2004

"""Reads the strings that the cells of an xlsx workbook share, or hold themselves."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from extractor.errors import LimitError
from extractor.sheets.cells import text_of
from extractor.sheets.plainxml import plain

if TYPE_CHECKING:
    from extractor.packages import Package

_MOST: Final = 400_000
_ITEM: Final = re.compile(r"<si(?:\s[^<>]*)?(?:/>|>(?:<t(?:\s[^<>/]*)?>([^<]*)</t></si>|(.*?)</si>))", re.DOTALL)
# A phonetic guide is no part of the text: <rPh sb="0" eb="2"><t>…</t></rPh>
_PHONETIC: Final = re.compile(r"<rPh\b(?:[^<]++|<(?!/?rPh\b))*+</rPh>")
_TEXT: Final = re.compile(r"<t(?:\s[^<>/]*)?>([^<]*)</t>")
# Line ends of other systems are written _x000D_.
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shared(package: Package, part: str, *, limit: int) -> tuple[str, ...]:
    """Return the shared strings as they are shown, none where the workbook has no such part."""
    if part not in package:
        return ()
    text = plain(package.read(part, limit=limit), path=package.path, part=part)
    strings: list[str] = []
    # Beyond the last end of an item no search for one may start, or a broken file would take the square of its size.
    for match in _ITEM.finditer(text, 0, text.rfind("</si>") + 5):
        strings.append(rich(match[1] if match[2] is None else match[2]))
        if len(strings) > _MOST:
            problem = f"工作簿中的文字超过 {_MOST // 10_000} 万条的上限"
            raise LimitError(path=package.path, problem=problem, remedy="请拆分工作簿后再审核")
    return tuple(strings)


def rich(markup: str | None) -> str:
    """Return the text of a string item, in one piece or in runs of different looks."""
    if not markup:
        return ""
    if "<" in markup:
        markup = "".join(_TEXT.findall(_PHONETIC.sub("", markup)))
    if "&" in markup:
        markup = html.unescape(markup)
    if "_x" in markup:
        markup = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), markup)
    return text_of(markup)

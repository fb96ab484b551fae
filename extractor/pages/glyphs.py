"""Replaces characters that only tables of glyphs say (⽀出 for 支出) by those that are meant, one for one."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

_STRANGE: Final = re.compile("[\u2e80-\u2fd5\uf900-\ufad9\ufb00-\ufb06]")
# Radicals that Unicode gives no plain character for, as they stand in simplified text.
_SIMPLIFIED: Final = "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⼾户"


def plain(text: str) -> str:
    """Return the text with radicals and compatibility forms as the characters they stand for; its length stays."""
    return text.translate(_table()) if _STRANGE.search(text) else text


@cache
def _table() -> dict[int, str]:
    codes = [*range(0x2E80, 0x2FD6), *range(0xF900, 0xFADA)]
    table = {code: unicodedata.normalize("NFKC", chr(code)) for code in codes}
    pairs = zip(_SIMPLIFIED[::2], _SIMPLIFIED[1::2], strict=True)
    return {code: char for code, char in table.items() if len(char) == 1} | {ord(one): other for one, other in pairs}

"""Replaces characters that only tables of glyphs say (⽀出 for 支出) by those that are meant, one for one."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

_STRANGE: Final = re.compile("[\u2e80-\u2fd5\uf900-\ufad9\ufb00-\ufb06]")
# Radicals that Unicode gives no plain character for, as they stand in simplified text.
_RADICALS: Final = "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⼾"
_MEANT: Final = "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟户"


def plain(text: str) -> str:
    """Return the text with radicals and compatibility forms as the characters they stand for; its length stays."""
    return text.translate(_table()) if _STRANGE.search(text) else text


@cache
def _table() -> dict[int, str]:
    codes = [*range(0x2E80, 0x2FD6), *range(0xF900, 0xFADA)]
    table = {code: unicodedata.normalize("NFKC", chr(code)) for code in codes}
    meant = {ord(radical): char for radical, char in zip(_RADICALS, _MEANT, strict=True)}
    return {code: char for code, char in table.items() if len(char) == 1} | meant

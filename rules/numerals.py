"""Small whole numbers as sentences print them: 12, 十二, 两."""

from __future__ import annotations

from typing import Final

DIGITS: Final = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
NUMBER: Final = r"(?:\d{1,5}|[零〇一二两三四五六七八九十]{1,3})"


def whole(text: str) -> int | None:
    """Return the number a text prints, None where it is none up to 99 in words."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return DIGITS.get(text)
    high, low = DIGITS.get(tens) if tens else 1, DIGITS.get(ones) if ones else 0
    return None if high is None or low is None else high * 10 + low

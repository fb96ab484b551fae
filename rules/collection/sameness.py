"""Sentences of two years that are the same but for the year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.collection.member import Passage

SHORTEST: Final = 8
"""A shorter reason (人员增加) is said by everybody every year."""
# 2023年度 · 2023年; the year itself is what an author who copies does change
_YEAR: Final = re.compile(r"(?:19|20)\d\d年?度?|上年度?|本年度?|今年|去年")
_BARE: Final = re.compile(r"[\s,，。;；、:：“”\"()（）]")


def bare(text: str) -> str:
    """Return a sentence without years, spaces and marks."""
    return _BARE.sub("", _YEAR.sub("", text))


def repeated(now: Sequence[Passage], before: Sequence[Passage]) -> tuple[list[tuple[Passage, Passage]], int]:
    """Return this year's sentences that were said last year, each with that one, and how many there are in all.

    A sentence that a document says several times counts once.
    """
    old = {bare(passage.text): passage for passage in reversed(before)}
    mine = {bare(passage.text): passage for passage in reversed(now)}
    long = {text: passage for text, passage in reversed(mine.items()) if len(text) >= SHORTEST}
    return [(passage, old[text]) for text, passage in long.items() if text in old], len(long)

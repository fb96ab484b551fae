"""Finds what the pages print around the text: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.pages.content import PageContent
    from extractor.pages.lines import Line

_EDGE: Final = 0.12
"""Of the height of the page: how near to its upper or lower edge such a line stands."""
# 10 · —10— · - 10 - · 第10页 · 第 10 页 共 28 页 · 10/28
_NUMBER: Final = re.compile(
    r"(?P<before>[—–―\-─・·•]*\s*)(?:第\s*)?(?P<number>\d{1,4})(?P<after>\s*(?:页)?(?:\s*[,，/]?\s*共?\s*\d{1,4}\s*页?)?\s*[—–―\-─・·•]*)"
)
_ROMAN: Final = re.compile(r"[—–―\-\s]*[IVXivxⅠ-Ⅻⅰ-ⅻ]{1,5}[—–―\-\s]*")
_DIGITS: Final = re.compile(r"\d+")
# Over the pages of one table these stand at one place, and belong to it.
_TABLE_LINES: Final = re.compile(r"单位|表\s*(?:[(（].{0,8}[)）])?$|续")
_HALF_LINE: Final = 4.0
_FEWEST_PAGES: Final = 3


def furniture(pages: Sequence[PageContent], lines: Sequence[Sequence[Line]]) -> frozenset[int]:
    """Return the ``id`` of every line that belongs to the page rather than to the text."""
    outer = [(page, line) for page, some in zip(pages, lines, strict=True) for line in _outermost(page, some)]
    return frozenset([*_numbers(outer), *_repeated(outer, len(pages))])


def _outermost(page: PageContent, lines: Sequence[Line]) -> list[Line]:
    """Return the first and the last line of a page where they stand near its edge."""
    if not lines:
        return []
    first, last = min(lines, key=lambda line: line.top), max(lines, key=lambda line: line.bottom)
    found = [first] if first.bottom < _EDGE * page.height else []
    return [*found, last] if last.top > (1 - _EDGE) * page.height else found


def _numbers(outer: Sequence[tuple[PageContent, Line]]) -> list[int]:
    """Return the lines that are page numbers: set off by signs, or counting as the pages do."""
    matches = [(page, line, match) for page, line in outer if (match := _NUMBER.fullmatch(line.text.strip()))]
    shifts = Counter(int(match["number"]) - page.number for page, _, match in matches)
    counted = [
        id(line)
        for page, line, match in matches
        if match["before"].strip()
        or match["after"].strip()
        or shifts[int(match["number"]) - page.number] > 1
        or int(match["number"]) == page.number
    ]
    return [*counted, *(id(line) for _, line in outer if _ROMAN.fullmatch(line.text.strip()))]


def _repeated(outer: Sequence[tuple[PageContent, Line]], pages: int) -> list[int]:
    """Return the lines that say the same at the same height of a third of the pages."""
    places: dict[tuple[str, int], list[int]] = {}
    for _, line in outer:
        words = _DIGITS.sub("0", line.text.replace(" ", ""))
        if not _TABLE_LINES.search(words):
            places.setdefault((words, round(line.top / _HALF_LINE)), []).append(id(line))
    enough = max(_FEWEST_PAGES, pages // 3)
    return [line for some in places.values() if len(some) >= enough for line in some]

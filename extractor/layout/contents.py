"""Finds the table of contents among the headings, so that no entry of it passes for a section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.document import Document
    from extractor.layout.headings import Heading

# 目    录 · 目 次 · 目录: ; near miss: 目录清单见附件
_TITLE: Final = re.compile(r"\s*目\s*[录次]\s*[:：]?\s*")
_LONG_LINE: Final = 60
_FEWEST: Final = 3


def title_line(document: Document, headings: Sequence[Heading]) -> int | None:
    """Return the number of the block that says 目录, None where none does before the text begins.

    An attachment may have a table of its own; that one is text of this document.
    """
    last = headings[-1].span.start if headings else 0
    for number, block in enumerate(document.blocks):
        if block.kind == "table" or len(block.span) > _LONG_LINE or block.span.start >= last:
            return None
        if len(block.span) <= 12 and _TITLE.fullmatch(document.quote(block.span)):  # noqa: PLR2004  目, 录 and spaces
            return number
    return None


def entries(document: Document, headings: Sequence[Heading], *, after: int | None) -> tuple[int, int]:
    """Return the range of headings that are entries of the table of contents; empty where there is none.

    ``after`` is the offset of the line that says 目录. The table ends where its first entry comes again, where the
    topmost numbers begin again, or where a line is too long for an entry. Without that line a table is still
    known when its first entry comes again with no text between, or by its dot leaders.
    """
    first = next((i for i, one in enumerate(headings) if after is None or one.span.start >= after), len(headings))
    if first == len(headings):
        return 0, 0
    again = _again(headings, first)
    text = _first_text(document, headings, first)
    if again is not None and (text is None or headings[again].span.start <= text):
        return (first, again) if after is not None or again - first >= _FEWEST else (0, 0)
    led = _led(headings, first)
    if after is not None:
        return first, max(led, _before_text(headings, first, text))
    return (first, led) if led - first >= _FEWEST else (0, 0)


def _again(headings: Sequence[Heading], first: int) -> int | None:
    """Return where the topmost numbering begins again."""
    top = min(one.rank for one in headings[first:])
    start = next(i for i in range(first, len(headings)) if headings[i].rank == top)
    if start - first > _FEWEST:
        start = first
    opening = headings[start]
    for i in range(start + 1, len(headings)):
        one = headings[i]
        if one.rank != opening.rank:
            continue
        if one.value == opening.value and (one.value is not None or one.key == opening.key):
            return i
    return None


def _first_text(document: Document, headings: Sequence[Heading], first: int) -> int | None:
    """Return the offset of the first line behind the first entry that is body text."""
    starts = {one.span.start for one in headings}
    for block in document.blocks:
        if block.span.start <= headings[first].span.start or block.kind == "furniture":
            continue
        if block.kind == "table" or (len(block.span) > _LONG_LINE and block.span.start not in starts):
            return block.span.start
    return None


def _before_text(headings: Sequence[Heading], first: int, text: int | None) -> int:
    """Return the end of the entries before the first text; the chain of headings right above it is its own."""
    if text is None:
        return first
    end = next((i for i in range(first, len(headings)) if headings[i].span.start > text), len(headings))
    end -= 1
    while end > first and headings[end - 1].rank < headings[end].rank:
        end -= 1
    return max(end, first)


def _led(headings: Sequence[Heading], first: int) -> int:
    """Return the end of the run of entries with page numbers."""
    end = first
    for i in range(first, len(headings)):
        if headings[i].leader:
            end = i + 1
        elif i - end > 1:
            break
    return end

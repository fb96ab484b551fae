"""Tells from where lines stand and how they end which of them are one paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extractor.layout.pieces import Piece, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Literal

    from extractor.pages.lines import Line

_INDENT: Final = 1.2
"""Heights of the text by which the first line of a paragraph stands in."""
_SAME: Final = 0.4
_APART: Final = 1.2
"""Heights of free space between two lines that no paragraph has inside, beyond what is usual on the page."""
_CENTRED: Final = 0.7
_SENTENCE_END: Final = frozenset("。!?;:！？；：")
_CLOSING: Final = frozenset(",.;:!?%)]}，。、；：！？％）】》」』”’…")
# 一、收入决算情况 ...... 5 · 二、支出决算表……………12
_LEADER: Final = re.compile(r"(?:[.．…·‥_]\s?){4,}\s*\d{0,4}\s*")
# 第三部分 · 一、 · (二) · 3. · ①; near miss: 3.5万元
_NUMBERED: Final = re.compile(
    r"第[一二三四五六七八九十\d]+部分|[一二三四五六七八九十]{1,3}\s*[、.．]|[(（]\s*[一二三四五六七八九十\d]{1,3}\s*[)）]"
    r"|\d{1,2}\s*[、.．](?!\d)|[①-⑳]|附[件表]"
)
_TOKEN: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,%]*|.", re.DOTALL)


def pieces(items: Iterable[Line | Piece], furniture: frozenset[int]) -> list[Piece]:
    """Return paragraphs, furniture and grids; ``furniture`` are the ``id`` of the lines that belong to the page.

    What belongs to the page and stands inside of a paragraph comes after it.
    """
    done: list[Piece] = []
    paragraph: list[Line] = []
    waiting: list[Piece] = []
    for item in items:
        if isinstance(item, Piece):
            done += [*_ended(paragraph), *waiting, item]
            paragraph, waiting = [], []
        elif id(item) in furniture:
            waiting.append(_piece([item], kind="furniture"))
        elif paragraph and goes_on(paragraph[-1], item):
            paragraph.append(item)
        else:
            done += [*_ended(paragraph), *waiting]
            paragraph, waiting = [item], []
    return [*done, *_ended(paragraph), *waiting]


def _ended(paragraph: Sequence[Line]) -> list[Piece]:
    return [_piece(paragraph, kind="paragraph")] if paragraph else []


def _piece(some: Sequence[Line], *, kind: Literal["paragraph", "furniture"]) -> Piece:
    runs = []
    at = 0
    for line in some:
        box = (line.left, line.top, line.right, line.bottom)
        runs.append(Run(at, at + len(line.text), line.page, box, line.edges, line.confidence))
        at += len(line.text) + 1
    return Piece(text="\n".join(line.text for line in some), kind=kind, runs=tuple(runs))


def goes_on(before: Line, line: Line) -> bool:
    """Tell whether a line goes on with the paragraph of the line before."""
    if abs(before.size - line.size) > _SAME * min(before.size, line.size) or _LEADER.search(before.text):
        return False
    if before.page == line.page and before.column == line.column:
        free = line.top - before.bottom
        if free > max(_APART, 0) * line.size + line.size or free < -_SAME * line.size:
            return False
    elif before.text[-1] in _SENTENCE_END:
        return False
    if _NUMBERED.match(line.text) and before.text[-1] in _SENTENCE_END:
        return False
    if _is_centred(before) and _is_centred(line):
        room = (before.margins.right - before.margins.left) - (before.right - before.left)
        return room < _first_word(line) and not _NUMBERED.match(line.text)
    return _is_full(before, line) and not _is_new(before, line)


def _is_full(before: Line, line: Line) -> bool:
    """Tell whether the first word of the next line would not have found room on this one."""
    return before.margins.right - before.right < _first_word(line) + 0.2 * line.size


def _first_word(line: Line) -> float:
    match = _TOKEN.match(line.text)
    end = match.end() if match else 1
    while end < len(line.text) and line.text[end] in _CLOSING:
        end += 1
    return line.edges[end] - line.left


def _is_new(before: Line, line: Line) -> bool:
    """Tell whether a line stands in as the first one of a paragraph does."""
    if line.left - line.margins.left < _INDENT * line.size:
        return False
    aligned = abs(line.left - before.left) < _SAME * line.size and before.page == line.page
    return not aligned or before.text[-1] in _SENTENCE_END or _NUMBERED.match(line.text) is not None


def _is_centred(line: Line) -> bool:
    left, right = line.margins
    middle = (line.left + line.right) / 2
    return line.left - left > line.size and abs(middle - (left + right) / 2) < _CENTRED * line.size

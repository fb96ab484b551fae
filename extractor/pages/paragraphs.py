"""Tells from where lines stand and how they end which of them are one paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extractor.layout.pieces import Piece, Run
from extractor.pages.lines import LEADER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Literal

    from extractor.pages.lines import Line

_INDENT: Final = 1.2
"""Heights of the text by which the first line of a paragraph stands in."""
_SAME: Final = 0.4
_APART: Final = 2.2
"""Heights of free space between two lines that no paragraph has inside."""
_CENTRED: Final = 0.7
_STRICT, _LOOSE = 0.2, 3.0
"""Heights of the text that a full line may have left at its end, besides the next word."""
_SENTENCE_END: Final = frozenset("。!?;:！？；：")
# 第三部分 · 一、 · (二) · 3. · ① · 说明:; near miss: 3.5万元
_NUMBERED: Final = re.compile(
    r"第[一二三四五六七八九十\d]+部分|[一二三四五六七八九十]{1,3}\s*[、.．]|[(（]\s*[一二三四五六七八九十\d]{1,3}\s*[)）]"
    r"|\d{1,2}\s*[、.．](?!\d)|[①-⑳]|附[件表]|(?:说明|备注|注)\s*[:：]"
)
_BLANK: Final = re.compile(" ")
_CLOSING: Final = r"[,.;:!?%)\]}，。、；：！？％）】》」』”’…]"
# （项）。 · 161.62 · 费、 · (类)2771.20: what programs never part at the end of a line
_WORD: Final = re.compile(
    rf"[(\[{{（【《「『“‘]*(?:[0-9A-Za-z][0-9A-Za-z.,%]*|.)(?:{_CLOSING}*[)%](?=[0-9A-Za-z])[0-9A-Za-z.,%]+)*{_CLOSING}*",
    re.DOTALL,
)


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
    if abs(before.size - line.size) > _SAME * min(before.size, line.size) or not _is_next(before, line):
        return False
    if LEADER.search(before.text) or _is_tabular(before) or _is_tabular(line):
        return False
    numbered = _NUMBERED.match(line.text) is not None
    ends = before.text[-1] in _SENTENCE_END
    if numbered and (ends or _NUMBERED.match(before.text)):
        return False
    # Programs break lines earlier than they must; a sentence that has not ended tells so.
    slack = (_STRICT if numbered or ends else _LOOSE) * line.size
    if _is_centred(before) and _is_centred(line):
        room = (before.margins.right - before.margins.left) - (before.right - before.left)
        return not numbered and room < _first_word(line) + slack
    room = before.margins.right - before.right
    word = _first_word(line)
    return room < word + slack and not _is_new(before, line, strictly_full=room < word + _STRICT * line.size)


def _is_next(before: Line, line: Line) -> bool:
    """Tell whether a line stands where a paragraph goes on: right below, in the next column, on the next page."""
    if before.page == line.page and before.column == line.column:
        free = line.top - before.bottom
        return -_SAME * line.size <= free <= _APART * line.size
    if before.text[-1] in _SENTENCE_END:
        return False
    if before.page == line.page:
        return (before.column, line.column) == (1, 2)
    return line.page == before.page + 1 and (before.column, line.column) in {(0, 0), (2, 1)}


def _is_tabular(line: Line) -> bool:
    """Tell whether words stand apart as in the row of a table: 基本支出      1,200.00      1,180.50."""
    gaps = (match.start() for match in _BLANK.finditer(line.text))
    return sum(line.edges[at + 1] - line.edges[at] > line.size for at in gaps) > 1


def _first_word(line: Line) -> float:
    """Return the width of what cannot be parted at the beginning of a line."""
    match = _WORD.match(line.text)
    return line.edges[match.end() if match else len(line.text)] - line.left


def _is_new(before: Line, line: Line, *, strictly_full: bool) -> bool:
    """Tell whether a line stands in as the first one of a paragraph does, and not with its whole paragraph."""
    if line.left - line.margins.left < _INDENT * line.size:
        return False
    aligned = abs(line.left - before.left) < _SAME * line.size and before.page == line.page
    headed = _NUMBERED.match(before.text) or _NUMBERED.match(line.text)
    return not aligned or not strictly_full or before.text[-1] in _SENTENCE_END or headed is not None


def _is_centred(line: Line) -> bool:
    left, right = line.margins
    middle = (line.left + line.right) / 2
    return line.left - left > line.size and abs(middle - (left + right) / 2) < _CENTRED * line.size

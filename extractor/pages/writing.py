"""Writes inks as text: which stand on one line, where a gap is a space, and how the lines of a cell are one text."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractor.pages.content import Ink

_OVERLAP: Final = 0.5
"""Of the lower of two inks, the share of the height that must stand beside the other on one line."""
_TOUCHING, _WORD_GAP, _NUMBER_GAP, _MIXED_GAP, _WIDE_GAP = 0.12, 0.18, 0.15, 0.4, 0.4
"""Gaps in heights of the text; what is wider than its kind's is a space."""
_WIDE_FROM: Final = "\u2e80"
_IN_NUMBER: Final = frozenset("0123456789.,%-+")
# 12,345, ⏎ 678.90 · 1234. ⏎ 56: one figure printed over two lines of a narrow cell; near miss: 12.34 ⏎ 56.78
_CUT: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})*,(?:\d{1,2})?|\d{1,3}(?:,\d{3})*\.\d?|\d{1,2}|\d{3,}\.\d?)")
_WHOLE: Final = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d\d?%?|-?\d+\.\d\d?%?")


def rows(inks: Iterable[Ink]) -> list[list[Ink]]:
    """Return the inks line by line from above, those of a line from the left."""
    lines: list[list[Ink]] = []
    tallest: list[Ink] = []
    for ink in sorted(inks, key=lambda ink: ink.top + ink.bottom):
        at = _line_of(ink, tallest)
        if at is None:
            lines.append([ink])
            tallest.append(ink)
            continue
        lines[at].append(ink)
        if ink.bottom - ink.top > tallest[at].bottom - tallest[at].top:
            tallest[at] = ink
    for line in lines:
        line.sort(key=lambda ink: ink.left)
    return lines


def _line_of(ink: Ink, tallest: Sequence[Ink]) -> int | None:
    """Return which of the last lines an ink stands on; text in order of its middle can only meet the last few."""
    for at in range(len(tallest) - 1, max(-1, len(tallest) - 3), -1):
        other = tallest[at]
        beside = min(ink.bottom, other.bottom) - max(ink.top, other.top)
        if beside > _OVERLAP * min(ink.bottom - ink.top, other.bottom - other.top):
            return at
    return None


def is_wide(char: str) -> bool:
    """Tell whether a character is as wide as a Chinese one."""
    return char >= _WIDE_FROM or char in "“”‘’…—·"


def is_spaced(before: Ink, after: Ink) -> bool:
    """Tell whether the gap between two inks of one line is a space."""
    gap = after.left - before.right
    size = min(before.bottom - before.top, after.bottom - after.top)
    if gap < _TOUCHING * size:
        return False
    one, other = before.text[-1], after.text[0]
    if one in _IN_NUMBER and other in _IN_NUMBER:
        return gap > _NUMBER_GAP * size
    if is_wide(one) and is_wide(other):
        return gap > _WIDE_GAP * size
    return gap > (_MIXED_GAP if is_wide(one) or is_wide(other) else _WORD_GAP) * size


def written(inks: Sequence[Ink]) -> tuple[str, tuple[float, ...]]:
    """Return the text of a line with the left edges of its characters and the right edge of the last."""
    texts: list[str] = []
    edges: list[float] = []
    before = None
    for ink in inks:
        if before is not None and is_spaced(before, ink):
            texts.append(" ")
            edges.append(before.right)
        texts.append(ink.text)
        edges += edges_of(ink)[:-1]
        before = ink
    edges.append(inks[-1].right)
    return "".join(texts), tuple(edges)


def edges_of(ink: Ink) -> tuple[float, ...]:
    """Return the edges of an ink's characters; where they are not known, as wide as such characters are."""
    if ink.edges:
        return ink.edges
    widths = [2 if is_wide(char) else 1 for char in ink.text]
    step = (ink.right - ink.left) / sum(widths)
    return tuple(ink.left + step * before for before in accumulate(widths, initial=0))


def cell_text(inks: Sequence[Ink], *, left: float, right: float) -> str:
    """Return what stands between two sides as one text: a label over several lines is one label.

    No space is put between Chinese characters, however widely they are spaced.
    """
    if len(inks) == 1:
        return inks[0].text.strip()
    text = ""
    before: list[Ink] = []
    for line in rows(inks):
        words = _cell_line(line)
        if not text:
            text = words
        elif _runs_on(text, words, before, line, width=right - left):
            text += words
        else:
            text = f"{text} {words}"
        before = line
    return text.strip()


def _cell_line(inks: Sequence[Ink]) -> str:
    texts = [inks[0].text]
    for number in range(1, len(inks)):
        before, ink = inks[number - 1], inks[number]
        if is_spaced(before, ink) and not (is_wide(before.text[-1]) and is_wide(ink.text[0])):
            texts.append(" ")
        texts.append(ink.text)
    return "".join(texts)


def _runs_on(text: str, words: str, before: Sequence[Ink], line: Sequence[Ink], *, width: float) -> bool:
    """Tell whether the next line of a cell goes on without a space; figures do only where one was cut by the width."""
    one, other = text[-1], words[0]
    if is_wide(one) or is_wide(other):
        return True
    if one not in _IN_NUMBER or other not in _IN_NUMBER:
        return False
    size = line[0].bottom - line[0].top
    full = width - (before[-1].right - before[0].left) < 2 * size
    last = text.rsplit(" ", 1)[-1]
    if last.isdecimal() and words.isdecimal():  # an account code over two lines: 20805 ⏎ 05
        return full and len(last) + len(words) in {5, 7}
    return full and _CUT.fullmatch(last) is not None and _WHOLE.fullmatch(last + words) is not None

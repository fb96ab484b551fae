"""Text folded for matching: one width, one kind of space and quote, numbers made whole; every offset maps back."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extractor.anchor import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_ZERO_WIDTH: Final = "\u200b"
_WIDTHS: Final[dict[int, str]] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys([0xA0, 0x1680, 0x202F, 0x205F, 0x3000, 0x0D, *range(0x2000, 0x200B)], " "),
    **dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD], _ZERO_WIDTH),
    **dict.fromkeys(map(ord, "“”„‟«»「」『』＂"), '"'),
    **dict.fromkeys(map(ord, "﹪℅％"), "%"),
    **dict.fromkeys(map(ord, "﹣－−‐‑"), "-"),
    **dict.fromkeys(map(ord, "﹒．"), "."),
    **dict.fromkeys(map(ord, "﹐"), ","),
    **dict.fromkeys(map(ord, "﹕∶"), ":"),
    **dict.fromkeys(map(ord, "﹔"), ";"),
    **dict.fromkeys(map(ord, "﹙"), "("),
    **dict.fromkeys(map(ord, "﹚"), ")"),
    0xFF61: "。",
}
"""One character for one, so that offsets stay; everything that goes away is deleted afterwards and remembered."""

_SPECIAL: Final = re.compile(f"[{re.escape(''.join(map(chr, _WIDTHS)))}]")
# Each pattern begins with a literal, which the scanner looks for much faster than for a class of characters.
_SPACES: Final = re.compile("  *")
_SPACES_AND_ZERO_WIDTHS: Final = re.compile(f"[ {_ZERO_WIDTH}]+")
_BREAK: Final = re.compile(r"\n *(?=[元万亿%.\d])")
# 1,268.35万⏎元 · 1,268.35⏎万元 · 57.36⏎% · 1268⏎.35万元 · 1268.⏎35万元
_BROKEN: Final = re.compile(r"[万亿千百]\n元|\d\n(?:[万亿]?元|%)|\d\n\.\d|\d\.\n\d")
_QUOTED: Final = re.compile('三公"*(?:经费"*)?')
_SPACED: Final = re.compile(r" (?<=\d )[\d.,]")
_SPACED_THOUSANDS: Final = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)(?= ?\. ?\d| ?[万亿千元])")
_SPACED_DIGITS: Final = re.compile(r"(?<![\d.])\d(?: [\d.,]){2,}(?= ?(?:[万亿千]? ?元|%))")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back.

    ``positions[i]`` is the folded offset of the i-th deletion, ``shifts[i]`` the number of source characters deleted up
    to and including it, ``ends[i]`` the source offset where it ends.
    """

    source: str
    text: str
    positions: tuple[int, ...]
    shifts: tuple[int, ...]
    ends: tuple[int, ...]

    def offset(self, at: int) -> int:
        """Return the source offset of the folded character at ``at``."""
        index = bisect_right(self.positions, at)
        return at + (self.shifts[index - 1] if index else 0)

    def to_source(self, start: int, end: int) -> Span:
        """Return the source span of a folded one; what was deleted at its edges stays outside."""
        positions = self.positions
        index = bisect_right(positions, start)
        shift = self.shifts[index - 1] if index else 0
        if end <= start:
            return Span(start + shift, start + shift)
        if index == len(positions) or end <= positions[index]:  # nothing was deleted between them
            return Span(start + shift, end + shift)
        return Span(start + shift, self.offset(end - 1) + 1)

    def from_source(self, at: int) -> int:
        """Return the folded offset of a source character; a deleted one maps to the next that is kept."""
        index = bisect_right(self.ends, at)
        folded = at - self.shifts[index - 1] if index else at
        return min(folded, self.positions[index]) if index < len(self.positions) else folded


def fold(text: str, *, soft: Iterable[int] = ()) -> Folded:
    """Fold a text. ``soft`` gives the offsets of line breaks that stand inside a paragraph and join its lines."""
    wide = widen(text)
    cuts = sorted({*_cuts(wide), *((at, at + 1) for at in soft)})
    if not cuts:
        return Folded(text, wide, (), (), ())
    pieces, positions, shifts, ends = [], [], [], []
    at = removed = 0
    for start, end in cuts:
        if start < at:
            continue
        pieces.append(wide[at:start])
        positions.append(start - removed)
        removed += end - start
        shifts.append(removed)
        ends.append(end)
        at = end
    pieces.append(wide[at:])
    return Folded(text, "".join(pieces), tuple(positions), tuple(shifts), tuple(ends))


def widen(text: str) -> str:
    """Unify widths, quotes and spaces, one character for one (a replacement for each kind present beats a table)."""
    for char in set(_SPECIAL.findall(text)):
        text = text.replace(char, _WIDTHS[ord(char)])
    return text


def _cuts(wide: str) -> Iterable[tuple[int, int]]:
    inside = _number_spaces(wide)
    last = len(wide)
    spaces = _SPACES_AND_ZERO_WIDTHS if _ZERO_WIDTH in wide else _SPACES
    for match in spaces.finditer(wide):
        start, end = match.span()
        before = wide[start - 1] if start else "\n"
        after = wide[end] if end < last else "\n"
        if start in inside or _binds(before) or _binds(after) or " " not in match[0]:
            yield start, end
    for match in _BREAK.finditer(wide):
        start, end = _back(wide, match.start(), " "), match.end()
        if _BROKEN.search(f"{wide[max(0, start - 2) : start]}\n{wide[end : end + 2]}"):
            yield start, end
    if '"' in wide:
        for match in _QUOTED.finditer(wide):
            start = _back(wide, match.start(), '"')
            yield from ((at, at + 1) for at in range(start, match.end()) if wide[at] == '"')


def _back(wide: str, at: int, char: str) -> int:
    """Return where the run of this character that ends before an offset begins."""
    while at and wide[at - 1] == char:
        at -= 1
    return at


def _number_spaces(wide: str) -> set[int]:
    """Return the offsets of spaces inside numbers: ``19 596.9亿元``, ``1 3 4 4 . 7 3 万元``."""
    found: set[int] = set()
    at = 0
    for hint in _SPACED.finditer(wide):
        if hint.start() < at:
            continue
        start, at = wide.rfind("\n", 0, hint.start()) + 1, wide.find("\n", hint.end())
        at = at if at >= 0 else len(wide)
        for pattern in (_SPACED_THOUSANDS, _SPACED_DIGITS):
            for match in pattern.finditer(wide, start, at):
                found.update(match.start() + offset for offset, char in enumerate(match[0]) if char == " ")
    return found


def _binds(char: str) -> bool:
    """Tell whether a space beside this character carries nothing: Chinese, punctuation, percent signs, line ends."""
    return char > "\u2e7f" or char in '\n\t,.;:()%"+' or "\u2010" <= char <= "\u203f"

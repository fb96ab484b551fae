"""Makes pages of what OFD draws: characters side by side become inks, all turned as most of the text runs."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from extractor.ofd.objects import drawn
from extractor.pages.content import Ink, PageContent, Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractor.ofd.objects import Drawn, Picture
    from extractor.ofd.parts import Area, Leaf
    from extractor.ofd.texts import Char

_POINTS: Final = 72 / 25.4
_ABOVE, _BELOW = 0.86, 0.14
"""Of the size: what a Chinese character has above and below the line it stands on."""
_GAP, _BACK, _SHIFT = 0.3, 0.5, 0.2
"""Of the size: how far apart, how far back and how much higher or lower the next character of an ink may begin."""
_STAMP: Final = 60
"""Characters; a scanned page may bear a printed page number besides its picture."""
_COVERS: Final = 0.5
_SEEN: Final = 0.05
_TOO_MUCH: Final = 0.3
_GARBAGE: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_RECOGNISED: Final = "本页是扫描图片,文字层是识别出来的,可能有识别错误"


class ReadPage(NamedTuple):
    """A page; ``lack`` says why it has no usable text, ``pictures`` are those on it, the largest first.

    Their boxes are in points, as those of inks are.
    """

    content: PageContent
    lack: Literal["", "missing", "picture", "garbage"] = ""
    slanting: int = 0
    pictures: tuple[Picture, ...] = ()


class _Turn(NamedTuple):
    """A page turned back by quarters, in points from its upper left corner."""

    area: Area
    quarter: int

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.area[2] * _POINTS, self.area[3] * _POINTS
        return (height, width) if self.quarter % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        across, down = x - self.area[0], y - self.area[1]
        if self.quarter == 1:
            across, down = down, self.area[2] - across
        elif self.quarter == 2:  # noqa: PLR2004  half a turn
            across, down = self.area[2] - across, self.area[3] - down
        elif self.quarter:
            across, down = self.area[3] - down, across
        return across * _POINTS, down * _POINTS

    def box(self, box: Sequence[float]) -> tuple[float, float, float, float]:
        (left, top), (right, bottom) = self.point(box[0], box[1]), self.point(box[2], box[3])
        return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def read_page(leaf: Leaf, *, number: int) -> ReadPage:
    """Return what stands on a page, or why nothing does."""
    found = drawn(leaf)
    chars = _shown(found)
    quarters = Counter(char.quarter for char in chars)
    slanting = quarters.pop(None, 0)
    turn = _Turn(leaf.area, next((quarter or 0 for quarter, _ in quarters.most_common(1)), 0))
    inks = tuple(_once(_inks(chars, turn)))
    text = "".join(ink.text for ink in inks)
    covered = sum(_share(picture, leaf.area) for picture in found.pictures)
    lack = _lack(leaf, text, covered)
    faint = bool(chars) and all(char.faint for char in chars) and covered > _COVERS
    content = PageContent(
        number=number,
        width=turn.size[0],
        height=turn.size[1],
        inks=() if lack == "garbage" else inks,
        rulings=tuple(Ruling(*turn.box(line)) for line in found.lines),
        doubt=_RECOGNISED if faint else "",
    )
    largest = sorted(found.pictures, key=lambda picture: -_share(picture, leaf.area))
    pictures = tuple(picture._replace(box=turn.box(picture.box)) for picture in largest)
    return ReadPage(content, lack, slanting, pictures)


def _shown(found: Drawn) -> list[Char]:
    """Return the visible characters; the invisible ones only where they are all there is, over a scanned page."""
    visible = [char for char in found.chars if not char.faint]
    return visible if len(visible) >= _STAMP or not found.pictures else found.chars


def _share(picture: Picture, area: Area) -> float:
    left, top, right, bottom = picture.box
    return max(right - left, 0.0) * max(bottom - top, 0.0) / (area[2] * area[3])


def _lack(leaf: Leaf, text: str, covered: float) -> Literal["", "missing", "picture", "garbage"]:
    if leaf.root is None:
        return "missing"
    if len(_GARBAGE.findall(text)) > _TOO_MUCH * len(text):
        return "garbage"
    scanned = covered > _COVERS and len(text) < _STAMP
    return "picture" if scanned or (not text and covered > _SEEN) else ""


def _inks(chars: Iterable[Char], turn: _Turn) -> Iterator[Ink]:
    """Yield the characters that stand side by side, and those turned against the page as a whole only."""
    own = {quarter: turn._replace(quarter=quarter) for quarter in range(4)}
    stretch: list[tuple[Char, float, float]] = []
    for char in chars:
        if char.quarter is None:
            continue
        across, down = own[char.quarter].point(char.x, char.y)
        if stretch and not _goes_on(stretch[-1], char, across, down):
            yield _ink(stretch, own, turn)
            stretch = []
        stretch.append((char, across, down))
    if stretch:
        yield _ink(stretch, own, turn)


def _goes_on(last: tuple[Char, float, float], char: Char, across: float, down: float) -> bool:
    before, left, line = last
    size = char.size * _POINTS
    gap = across - left - before.width * _POINTS
    beside = before.quarter == char.quarter and abs(line - down) < _SHIFT * size
    # A narrow step is a narrow character: 1.00 in a font that gives a digit less than half its size.
    return beside and across > left and -_BACK * size < gap < _GAP * size


def _ink(stretch: Sequence[tuple[Char, float, float]], own: dict[int, _Turn], turn: _Turn) -> Ink:
    text = "".join(char.text for char, _, _ in stretch)
    last, left, line = stretch[-1]
    size = max(char.size for char, _, _ in stretch) * _POINTS
    edges = (*(across for _, across, _ in stretch), left + last.width * _POINTS)
    box = edges[0], line - _ABOVE * size, edges[-1], line + _BELOW * size
    if last.quarter == turn.quarter:
        return Ink(text, *box, edges)
    back = _back(own[last.quarter or 0], box)
    return Ink(text, *turn.box(back))


def _back(turn: _Turn, box: Sequence[float]) -> tuple[float, float, float, float]:
    """Undo ``_Turn.box``, in millimetres."""
    width, height = turn.size
    undone = _Turn((0.0, 0.0, width / _POINTS, height / _POINTS), -turn.quarter % 4)
    left, top, right, bottom = undone.box([one / _POINTS for one in box])
    x, y = turn.area[0], turn.area[1]
    return left / _POINTS + x, top / _POINTS + y, right / _POINTS + x, bottom / _POINTS + y


def _once(inks: Iterable[Ink]) -> Iterator[Ink]:
    """Leave out what is printed twice at almost one place to look bold."""
    seen: set[tuple[str, int, int]] = set()
    for ink in inks:
        step = max(0.3 * (ink.bottom - ink.top), 1.0)
        column, row = int(ink.left / step), int(ink.top / step)
        if any((ink.text, column + x, row + y) in seen for x in (-1, 0, 1) for y in (-1, 0, 1)):
            continue
        seen.add((ink.text, column, row))
        yield ink

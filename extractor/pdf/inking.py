"""Puts the characters of a PDF page together that are printed side by side, and turns the page as its text runs."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.pages.content import Ink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pypdfium2 import PdfTextPage

    from extractor.pdf.characters import Characters
    from extractor.pdf.frame import Frame

_ABOVE, _BELOW = 0.86, 0.14
"""Of the size of a font: what a Chinese character has above and below the line it stands on."""
_GAP, _BACK, _SHIFT = 0.3, 0.5, 0.2
"""Of the size: how far apart, how far back and how much higher or lower the next character of an ink may begin."""
_SLANT: Final = math.pi / 18
_SPACES: Final = frozenset("\t\n\r \x85\xa0\u2002\u2003\u2009\u200b\u3000\ufeff")
_FULL_TURN: Final = 4


class Style(NamedTuple):
    """How a character is drawn: its size, and its direction in quarter turns (None where it slants)."""

    size: float
    quarter: int | None


class Inked(NamedTuple):
    """The inks of a page, the frame they stand in, and how many characters slant and are left out."""

    inks: tuple[Ink, ...]
    frame: Frame
    slanting: int


class _Stretch(NamedTuple):
    start: int
    end: int
    style: Style


def inked(layer: PdfTextPage, found: Characters, frame: Frame) -> Inked:
    """Return the inks in the frame that most of the text runs in."""
    stretches = _stretches(found, _styles(layer), lambda number: _is_made(layer, number))
    weights = Counter[int | None]()
    for stretch in stretches:
        weights[stretch.style.quarter] += stretch.end - stretch.start
    slanting = weights.pop(None, 0)
    most = weights.most_common(1)
    turned = frame._replace(quarter=(most[0][0] or 0) if most else 0)
    inks = [_upright(found, stretch, turned) for stretch in stretches if stretch.style.quarter == 0]
    if turned.quarter:
        inks = [_retold(ink, frame, turned) for ink in inks]
    aside = [stretch for stretch in stretches if stretch.style.quarter]
    inks += _turned(layer, found.text, aside, turned)
    return Inked(tuple(ink for ink in inks if _is_on_page(ink, turned)), turned, slanting)


def _is_on_page(ink: Ink, frame: Frame) -> bool:
    x, y = (ink.left + ink.right) / 2, (ink.top + ink.bottom) / 2
    return 0 <= x <= frame.width and 0 <= y <= frame.height


def _stretches(found: Characters, style_of: Callable[[int], Style], is_made: Callable[[int], bool]) -> list[_Stretch]:
    """Return the characters that follow each other on one line without a gap, as half-open ranges.

    Spaces are told by their width afterwards, but for those that the file itself has between digits: 208 05 01.
    """
    stretches: list[_Stretch] = []
    text = found.text
    start, last, edge, height = -1, -1, 0.0, 0.0
    # How far the next character may begin from the edge of the last, and above or below it: nowhere before the first.
    back = gap = shift = 0.0
    style = Style(0.0, 0)
    for number, (char, left, right, line) in enumerate(zip(*found, strict=True)):
        if char in _SPACES:
            continue
        beside = back < left - edge < gap and abs(line - height) < shift
        if beside and number - last > 1:
            beside = number - last == 2 and char.isdigit() and text[last].isdigit() and not is_made(last + 1)  # noqa: PLR2004
        if not beside:
            if start >= 0:
                stretches.append(_Stretch(start, last + 1, style))
            start, style, height = number, style_of(number), line
            size = style.size
            back, gap, shift = -_BACK * size, _GAP * size, _SHIFT * size
        edge, last = right, number
    if start >= 0:
        stretches.append(_Stretch(start, last + 1, style))
    return stretches


def _styles(layer: PdfTextPage) -> Callable[[int], Style]:
    """Return what tells the style of a character of the page; it is asked for every ink."""
    from pypdfium2 import raw

    matrix, handle = raw.FS_MATRIX(), layer.raw
    read_matrix, read_size = raw.FPDFText_GetMatrix, raw.FPDFText_GetFontSize

    def style(number: int) -> Style:
        if not read_matrix(handle, number, matrix):
            return Style(1.0, 0)
        size = read_size(handle, number)
        if matrix.b == 0.0 < matrix.a and matrix.c == 0.0:  # upright, as nearly all text
            return Style(size * abs(matrix.d) or 1.0, 0)
        angle = math.atan2(matrix.b, matrix.a)
        quarter = round(angle / (math.pi / 2))
        slants = abs(angle - quarter * math.pi / 2) > _SLANT
        return Style(size * math.hypot(matrix.c, matrix.d) or 1.0, None if slants else quarter % _FULL_TURN)

    return style


def _is_made(layer: PdfTextPage, number: int) -> bool:
    """Tell whether PDFium put a space where the file has none."""
    from pypdfium2 import raw

    return bool(raw.FPDFText_IsGenerated(layer, number))


def _upright(found: Characters, stretch: _Stretch, frame: Frame) -> Ink:
    start, end, (size, _) = stretch
    x, y = frame.left, frame.top
    edges = (*found.lefts[start:end], found.rights[end - 1])
    if x:
        edges = tuple([edge - x for edge in edges])
    line = y - found.lines[start]
    return Ink(found.text[start:end], edges[0], line - _ABOVE * size, edges[-1], line + _BELOW * size, edges)


def _retold(ink: Ink, frame: Frame, turned: Frame) -> Ink:
    """Return an ink that is upright in one frame as it stands in another, where it is not: its whole only."""
    left, bottom = _file_point(frame, ink.left, ink.bottom)
    right, top = _file_point(frame, ink.right, ink.top)
    box = turned.box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    return Ink(ink.text, *box)


def _file_point(frame: Frame, across: float, down: float) -> tuple[float, float]:
    """Undo ``Frame.point``."""
    if frame.quarter == 0:
        return frame.left + across, frame.top - down
    if frame.quarter == 1:
        return frame.left + down, frame.bottom + across
    if frame.quarter == 2:  # noqa: PLR2004  half a turn
        return frame.right - across, frame.bottom + down
    return frame.right - down, frame.top - across


def _turned(layer: PdfTextPage, text: str, aside: Iterable[_Stretch], turned: Frame) -> list[Ink]:
    """Return the inks of text that is drawn turned; where the page is turned with it, they are upright."""
    inks: list[Ink] = []
    for quarter in range(1, _FULL_TURN):
        own = turned._replace(quarter=quarter)
        chars = [
            (number, stretch.style.size)
            for stretch in aside
            if stretch.style.quarter == quarter
            for number in range(stretch.start, stretch.end)
        ]
        made = _from_turned(layer, text, chars, own)
        inks += made if quarter == turned.quarter else [_retold(ink, own, turned) for ink in made]
    return inks


def _from_turned(layer: PdfTextPage, text: str, chars: Sequence[tuple[int, float]], own: Frame) -> list[Ink]:
    """Put turned characters together, each from the box that its drawing fills."""
    inks: list[Ink] = []
    for number, size in chars:
        left, line, right = _place(layer, number, own)
        ink = Ink(text[number], left, line - _ABOVE * size, right, line + _BELOW * size, (left, right))
        last = inks[-1] if inks else None
        beside = last is not None and -_BACK * size < left - last.right < (_GAP + _ABOVE / 8) * size
        if last is not None and beside and abs(last.bottom - ink.bottom) < _SHIFT * size:
            inks[-1] = last._replace(text=last.text + ink.text, right=right, edges=(*last.edges[:-1], left, right))
        else:
            inks.append(ink)
    return inks


def _place(layer: PdfTextPage, number: int, own: Frame) -> tuple[float, float, float]:
    """Return left edge, line and right edge of a turned character in its own frame."""
    from pypdfium2 import raw

    box = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharBox(layer, number, *box)
    raw.FPDFText_GetCharOrigin(layer, number, x, y)
    left, right, bottom, top = (value.value for value in box)
    across, down = own.point(x.value, y.value)
    drawn = own.box(left, bottom, right, top)
    return min(across, drawn[0]), down, max(drawn[2], across)

"""Recognises a picture of a page: its text and rulings in points, as a page with a text layer would give them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from extractor.ocr.engine import Reading, read
from extractor.ocr.lines import lines, strip
from extractor.ocr.mending import is_number, mended, simplified, with_dashes
from extractor.ocr.points import points
from extractor.ocr.rolls import is_roll, unrolled
from extractor.ocr.strokes import strokes
from extractor.ocr.turning import straightened, upright
from extractor.pages.content import Ink, PageContent, Ruling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.ocr.engine import Picture
    from extractor.ocr.lines import Line
    from extractor.ocr.strokes import Mask, Rectangle

DOUBT: Final = "本页由图片识别,可能有误读"
_NOISE: Final = 0.4
"""What is read less surely than this, all its characters taken together, is dirt, a seal or a line across a cell."""
_DASHES: Final = "-—–―－/*√"
_UNSURE: Final = 0.9
"""A number with a less sure character is looked at once more."""
_POINT_LOST: Final = 0.5
"""How sure a number can be at most that has fewer points than its ink."""
_LEAST_SIDE: Final = 16
"""Pixels; no line of text is lower."""
_CLOSER: Final = 0.3
"""White around a strip at the second look, in heights of the line."""


def recognise(picture: Picture, *, number: int, width: float, height: float) -> PageContent:
    """Return what stands on a picture (red, green, blue) of a page so many points wide and high.

    A page that lies on its side comes back turned upright, its width and height with it.
    """
    if min(picture.shape[:2]) < _LEAST_SIDE:
        return PageContent(number=number, width=width, height=height, inks=(), doubt=DOUBT)
    turned = unrolled(picture) if is_roll(picture) else upright(straightened(picture))
    picture = turned.picture
    high, wide = picture.shape[:2]
    if (wide > high) != (width > height) and wide != high:
        width, height = height, width
    found = strokes(picture, inch=72.0 * wide / width)
    across, down = width / wide, height / high
    placed = lines(found, turned.boxes, inch=72.0 * wide / width)
    return PageContent(
        number=number,
        width=width,
        height=height,
        inks=tuple(
            _ink(line.box, reading, across=across, down=down)
            for line, reading in zip(placed, _readings(picture, placed, found.ink), strict=True)
            if _says_something(line, reading)
        ),
        rulings=tuple(
            Ruling(one.left * across, one.top * down, one.right * across, one.bottom * down)
            for one in (*found.level, *found.upright)
        ),
        doubt=DOUBT,
    )


def _readings(picture: Picture, placed: Sequence[Line], ink: Mask) -> list[Reading]:
    """Read all lines; a number that is not read surely is read again from a wider strip, the surer reading counts."""
    first = read([strip(picture, line) for line in placed])
    readings = [_settled(line, one) for line, one in zip(placed, first, strict=True)]
    unsure = [i for i, one in enumerate(readings) if _doubtful(placed[i], one, ink)]
    again = read([strip(picture, placed[i], margin=_CLOSER) for i in unsure])
    for i, second in zip(unsure, again, strict=True):
        readings[i] = _surer(placed[i], readings[i], _settled(placed[i], second), ink)
    inside = sum(line.within is not None for line in placed)  # those of cells come first
    return [*with_dashes(readings[:inside]), *readings[inside:]]


def _surer(line: Line, first: Reading, second: Reading, ink: Mask) -> Reading:
    """Return the better of two readings; where the ink shows a point that neither has, it says that it is unsure."""
    best = max((first, second), key=lambda one: (not _lacks_point(line, one, ink), is_number(one.text), _lowest(one)))
    if _lacks_point(line, best, ink):
        return best._replace(sure=tuple(min(sure, _POINT_LOST) for sure in best.sure))
    return best


def _lowest(reading: Reading) -> float:
    return min(reading.sure, default=0.0)


def _lacks_point(line: Line, reading: Reading, ink: Mask) -> bool:
    """Tell whether a number in a cell has fewer points and commas than its ink: 222 where 2.22 is printed."""
    if line.within is None or not is_number(reading.text):
        return False
    return points(ink, line.box) > reading.text.count(".") + reading.text.count(",")


def _says_something(line: Line, reading: Reading) -> bool:
    """Tell whether a strip held text: a mark alone in a cell is dirt, unless it is a dash, and so is a vague letter."""
    text = reading.text
    if not text or sum(reading.sure) < _NOISE * len(reading.sure):
        return False
    if line.within is None:
        return True
    vague = len(text) == 1 and text.isascii() and text.isalpha() and reading.sure[0] < _UNSURE
    return not vague and any(letter.isalnum() or letter in _DASHES for letter in text)


def _settled(line: Line, reading: Reading) -> Reading:
    plain = simplified(reading)
    if line.dash and plain.text not in {*_DASHES, "一"}:
        return Reading("—", (_UNSURE,), (0.5,))
    return mended(plain) if line.within else plain


def _doubtful(line: Line, reading: Reading, ink: Mask) -> bool:
    digits = any(letter.isdigit() for letter in reading.text)
    return digits and (_confidence(reading) < _UNSURE or _lacks_point(line, reading, ink))


def _confidence(reading: Reading) -> float:
    """Return how sure the least sure digit or mark of a number is; for a line without digits, how sure its mean is."""
    marked = [
        sure for letter, sure in zip(reading.text, reading.sure, strict=True) if letter.isdigit() or letter in ".,-%"
    ]
    return min(marked) if marked else sum(reading.sure) / len(reading.sure)


def _ink(box: Rectangle, reading: Reading, *, across: float, down: float) -> Ink:
    left, right = box.left * across, box.right * across
    return Ink(
        text=reading.text,
        left=left,
        top=box.top * down,
        right=right,
        bottom=box.bottom * down,
        edges=_edges(left, right, reading.middles),
        confidence=round(_confidence(reading), 4),
    )


def _edges(left: float, right: float, middles: Sequence[float]) -> tuple[float, ...]:
    """Return the edges between characters halfway between their middles."""
    between = [left + (right - left) * (a + b) / 2 for a, b in pairwise(middles)]
    return (left, *between, right)

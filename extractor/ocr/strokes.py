"""Ink and rulings of a level picture: what is dark, which long strokes it holds, and the cells between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extractor.ocr.engine import Picture

    Mask = NDArray[np.uint8]

_CONTRAST: Final = 12
"""Levels of grey by which ink is darker than the paper around it."""
_LEVEL_INCH: Final = 0.36
"""A level stroke is longer than the widest character of a table, 一, in a body of 22 points."""
_UPRIGHT_INCH: Final = 0.17
"""An upright stroke may be as short as one row of small print."""
_THICK_INCH: Final = 0.04
_LONG_INCH: Final = 1.0
"""What is longer needs no other stroke to meet it."""
_TOUCHED: Final = 0.1
"""How much of the side of a ruling may be touched by ink."""
_ROUNDS: Final = 3
"""A stroke of a character that met only strokes of characters falls when those have fallen."""
_GAP_INCH: Final = 0.02
"""A printed or scanned stroke may be broken by this much."""


class Rectangle(NamedTuple):
    """Left, top, right, bottom in pixels, right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int


class Strokes(NamedTuple):
    """The dark pixels of a page without its rulings, the rulings, and the cells they enclose."""

    ink: Mask
    level: tuple[Rectangle, ...]
    upright: tuple[Rectangle, ...]
    cells: tuple[Rectangle, ...]


def strokes(picture: Picture, *, inch: float) -> Strokes:
    """Return ink, rulings and cells of a level page; ``inch`` is how many pixels an inch of it has."""
    import cv2

    dark = _dark(picture, inch=inch)
    level = _strokes(dark, length=round(_LEVEL_INCH * inch), inch=inch)
    upright = [_flipped(one) for one in _strokes(dark.T.copy(), length=round(_UPRIGHT_INCH * inch), inch=inch)]
    for _ in range(_ROUNDS):
        level = _met(level, upright, inch=inch)
        upright = _met(upright, level, inch=inch)
    upright = _lined(dark, upright, level, inch=inch)
    drawn = _drawn(dark.shape, [*level, *upright], margin=round(0.01 * inch))
    ink = cv2.bitwise_and(dark, cv2.bitwise_not(drawn)).astype("uint8", copy=False)
    reach = round(2 * _GAP_INCH * inch)
    return Strokes(ink, tuple(level), tuple(upright), _cells(dark.shape, level, upright, reach=reach, inch=inch))


def _dark(picture: Picture, *, inch: float) -> Mask:
    """Return 255 where a pixel is darker than the paper around it: shaded headers and grey paper are no ink."""
    import cv2

    gray = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (3, 3), 0)  # the grain of the paper
    around = round(0.2 * inch) | 1
    kind = cv2.THRESH_BINARY_INV
    dark = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, kind, max(3, around), _CONTRAST)
    return dark.astype("uint8", copy=False)


def _strokes(dark: Mask, *, length: int, inch: float) -> list[Rectangle]:
    """Return the long thin level runs of ink."""
    import cv2
    import numpy as np

    gap = max(2, round(_GAP_INCH * inch))
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    # A stroke that sinks by a pixel on its way stands in two rows: each is read as thick as both.
    thick = cv2.dilate(joined, np.ones((2, 1), np.uint8))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for left, top, wide, high, area in boxes[1:count].tolist():
        # The mean thickness is what counts: a slant that is left over makes the box higher than the stroke.
        if area <= _THICK_INCH * inch * wide and high <= 3 * _THICK_INCH * inch:
            found.append(Rectangle(left, top, left + wide, top + high))
    return found


def _flipped(one: Rectangle) -> Rectangle:
    return Rectangle(one.top, one.left, one.bottom, one.right)


def _met(these: list[Rectangle], others: list[Rectangle], *, inch: float) -> list[Rectangle]:
    """Return the strokes that are long or meet a stroke of the other direction: the rest are parts of characters."""
    import numpy as np

    if not others:
        return [one for one in these if _length(one) >= _LONG_INCH * inch]
    reach = max(1.0, 0.01 * inch)
    boxes = np.array(others)
    kept = []
    for one in these:
        meets = (
            (boxes[:, 0] <= one.right + reach)
            & (boxes[:, 2] >= one.left - reach)
            & (boxes[:, 1] <= one.bottom + reach)
            & (boxes[:, 3] >= one.top - reach)
        )
        if _length(one) >= _LONG_INCH * inch or int(meets.sum()) > 1:
            kept.append(one)
    return kept


def _lined(dark: Mask, upright: list[Rectangle], level: list[Rectangle], *, inch: float) -> list[Rectangle]:
    """Return the upright strokes that are long, pass through a level one, go on in another row, or stand free.

    In small print the stem of 本 may reach from ruling to ruling; unlike a ruling, other strokes touch it.
    """
    import numpy as np

    middles = np.array([(one.left + one.right) / 2 for one in upright])
    near = 0.015 * inch
    kept = []
    for one in upright:
        aligned = int((np.abs(middles - (one.left + one.right) / 2) <= near).sum()) > 1
        through = any(
            other.left <= one.right
            and one.left <= other.right
            and one.top + near < other.top
            and other.bottom < one.bottom - near
            for other in level
        )
        if _length(one) >= _LONG_INCH * inch or aligned or through or _stands_free(dark, one, inch=inch):
            kept.append(one)
    return kept


def _stands_free(dark: Mask, one: Rectangle, *, inch: float) -> bool:
    """Tell whether hardly any ink touches the sides of an upright stroke between its ends."""
    aside, ends = max(2, round(0.015 * inch)), round(0.02 * inch)
    rows = slice(one.top + ends, max(one.top + ends + 1, one.bottom - ends))
    sides = (dark[rows, max(0, one.left - aside)], dark[rows, min(dark.shape[1] - 1, one.right + aside - 1)])
    return all(float((side > 0).mean()) < _TOUCHED for side in sides)


def _length(one: Rectangle) -> int:
    return max(one.right - one.left, one.bottom - one.top)


def _drawn(shape: tuple[int, ...], rulings: list[Rectangle], *, margin: int) -> Mask:
    import numpy as np

    mask = np.zeros(shape[:2], np.uint8)
    for one in rulings:
        mask[max(0, one.top - margin) : one.bottom + margin, max(0, one.left - margin) : one.right + margin] = 255
    return mask


def _sides(level: list[Rectangle], *, near: int) -> list[Rectangle]:
    """Return the sides of tables that are printed without them: level strokes that begin and end together."""
    groups: list[list[Rectangle]] = []
    for one in sorted(level, key=lambda one: (one.left, one.right)):
        last = groups[-1][-1] if groups else None
        if last and one.left - last.left <= near and abs(one.right - last.right) <= near:
            groups[-1].append(one)
        else:
            groups.append([one])
    sides = []
    for group in groups:
        top, bottom = min(one.top for one in group), max(one.bottom for one in group)
        left, right = min(one.left for one in group), max(one.right for one in group)
        if len(group) > 1:
            sides += [Rectangle(left, top, left + 1, bottom), Rectangle(right - 1, top, right, bottom)]
    return sides


def _cells(
    shape: tuple[int, ...], level: list[Rectangle], upright: list[Rectangle], *, reach: int, inch: float
) -> tuple[Rectangle, ...]:
    """Return the rectangles that rulings enclose, merged cells as one: what is left white when only they are drawn."""
    import cv2
    import numpy as np

    if not level or not upright:
        return ()
    upright = [*upright, *_sides(level, near=2 * reach)]
    longer = [Rectangle(one.left - reach, one.top, one.right + reach, one.bottom) for one in level]
    longer += [Rectangle(one.left, one.top - reach, one.right, one.bottom + reach) for one in upright]
    white = cv2.bitwise_not(_drawn(shape, longer, margin=0)).astype(np.uint8, copy=False)
    count, _, boxes, _ = cv2.connectedComponentsWithStats(white, connectivity=4)
    found = []
    high, wide = shape[:2]
    for left, top, across, down, area in boxes[1:count].tolist():
        inside = left > 0 and top > 0 and left + across < wide and top + down < high
        # A cell is a rectangle; what surrounds a table, or lies between tables, is not.
        if inside and area >= 0.8 * across * down and min(across, down) >= 0.06 * inch:
            found.append(Rectangle(left, top, left + across, top + down))
    return tuple(sorted(found, key=lambda one: (one.top, one.left)))

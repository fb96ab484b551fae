"""Counts the points and commas of a printed number by its ink alone: a second witness beside the recognition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from extractor.ocr.strokes import Mask, Rectangle

_SMALL: Final = 0.45
"""In heights of the digits: what is lower is no digit."""
_FOOT: Final = 0.6
"""How far down the middle of a mark stands, where the dash of a range stands higher."""
_DUST: Final = 3
"""Pixels; less is no mark."""


def points(ink: Mask, box: Rectangle) -> int:
    """Return how many small marks stand at the foot of a line, each alone between two digits."""
    import cv2

    here = ink[box.top : box.bottom, box.left : box.right]
    count, _, parts, _ = cv2.connectedComponentsWithStats(here, connectivity=8)
    boxes = [tuple(int(value) for value in part) for part in parts[1:count]]
    low = _SMALL * max((down for _, _, _, down, _ in boxes), default=0)
    large = [(left, left + across) for left, _, across, down, _ in boxes if down > low]
    found = 0
    for left, top, across, down, area in boxes:
        if down > low or across > low or area < _DUST or top + down / 2 < _FOOT * here.shape[0]:
            continue
        middle = left + across / 2
        alone = not any(start <= middle <= end for start, end in large)
        between = any(end < middle for _, end in large) and any(start > middle for start, _ in large)
        found += alone and between
    return found

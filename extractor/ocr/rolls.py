"""Finds the text of a roll, the picture of a whole web page, stretch by stretch: whole it would be shrunk too far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extractor.ocr.engine import detect
from extractor.ocr.turning import Turned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.ocr.engine import Picture

_ROLL: Final = 2.2
"""How many times higher than wide a picture is that no longer is a page."""
_STRETCH: Final = 1.4
_REACH: Final = 0.2
"""Heights of a stretch, and of the zone about its end in which the emptiest row is looked for, in widths."""


def is_roll(picture: Picture) -> bool:
    """Tell whether a picture is much higher than a page."""
    high, wide = picture.shape[:2]
    return bool(high > _ROLL * wide)


def unrolled(picture: Picture) -> Turned:
    """Return a roll with the corners of the text found in its stretches; it came from a screen, so it is not askew."""
    import numpy as np

    boxes = [box + np.array([0.0, top]) for top, bottom in _stretches(picture) for box in detect(picture[top:bottom])]
    return Turned(picture, tuple(boxes))


def _stretches(picture: Picture) -> Iterator[tuple[int, int]]:
    """Yield the rows from one cut to the next; a cut goes between two lines, where rows differ least in themselves."""
    high, wide = picture.shape[:2]
    top = 0
    while high - top > _ROLL * wide:
        start, end = top + round((_STRETCH - _REACH) * wide), top + round((_STRETCH + _REACH) * wide)
        ink = picture[start:end].std(axis=1).sum(axis=1)
        bottom = start + int(ink.argmin())
        yield top, bottom
        top = bottom
    yield top, high

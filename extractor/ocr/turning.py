"""Turns a picture upright: a page laid on its side or its head, and the small slant of a scanner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.ocr.engine import detect, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from extractor.ocr.engine import Picture

_SIDE: Final = 900
"""Pixels of the longer side at which the slant is looked for."""
_WIDEST: Final = 5.0
"""Degrees; a page that lies more askew than this was not scanned but photographed."""
_LEAST: Final = 0.03
"""Degrees; less moves the end of a line by less than a pixel."""
_SAMPLE: Final = 6
_THINNEST: Final = 3
_CLEAR: Final = 0.85
"""What lies the right way up is read at least this surely, all characters taken together."""


class Turned(NamedTuple):
    """A picture that reads from left to right, and the corners of the text that was found in it."""

    picture: Picture
    boxes: tuple[NDArray[np.float64], ...]


def straightened(picture: Picture) -> Picture:
    """Return the picture with its lines level."""
    import cv2

    angle = slant(picture)
    if abs(angle) < _LEAST:
        return picture
    high, wide = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    white = (255.0, 255.0, 255.0)
    turned = cv2.warpAffine(picture, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=white)
    return turned.astype("uint8", copy=False)


def slant(picture: Picture) -> float:
    """Return the degrees by which lines and rulings sink to the right: at the right angle their rows are sharpest."""
    import cv2
    import numpy as np

    high, wide = picture.shape[:2]
    scale = min(1.0, _SIDE / max(high, wide))
    gray = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    reduced = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = np.subtract(255.0, reduced, dtype=np.float32)
    best = 0.0
    for reach, step in ((_WIDEST, 0.5), (0.4, 0.1), (0.08, 0.02)):
        count = round(reach / step)
        tried = [best + step * i for i in range(-count, count + 1)]
        # Of equals the smallest turn is taken: an empty page stays as it is.
        best = max(tried, key=lambda angle: (_sharpness(small, angle), -abs(angle)))
    return best


def _sharpness(gray: NDArray[np.float32], angle: float) -> float:
    """Return how much the sums of rows and of columns differ from their neighbours once the page is turned."""
    import cv2
    import numpy as np

    high, wide = gray.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    turned = cv2.warpAffine(gray, matrix, (wide, high), flags=cv2.INTER_LINEAR)
    rows, columns = turned.sum(axis=1), turned.sum(axis=0)
    return float((np.diff(rows) ** 2).sum() / wide + (np.diff(columns) ** 2).sum() / high)


def upright(picture: Picture) -> Turned:
    """Return the picture the way up at which its text is read most surely.

    A page that lies well costs a few strips; the other ways up are tried only where those read badly.
    """
    import numpy as np

    boxes = detect(picture)
    if not boxes or _sureness(picture, boxes) >= _CLEAR:
        return Turned(picture, tuple(boxes))
    ways = [np.ascontiguousarray(np.rot90(picture, quarters)) for quarters in range(4)]
    sure = [_sureness(way, _turned(boxes, picture.shape, quarters)) for quarters, way in enumerate(ways)]
    best = sure.index(max(sure))
    # Text that lies on its side is found less exactly, so it is looked for again.
    return Turned(ways[best], tuple(detect(ways[best]) if best else boxes))


def _turned(boxes: Sequence[NDArray[np.float64]], shape: tuple[int, ...], quarters: int) -> list[NDArray[np.float64]]:
    """Turn boxes as the picture was turned, a quarter to the left at a time."""
    import numpy as np

    turned = list(boxes)
    high, wide = shape[:2]
    for _ in range(quarters):
        turned = [np.stack([box[:, 1], wide - box[:, 0]], axis=1) for box in turned]
        high, wide = wide, high
    return turned


def _sureness(picture: Picture, boxes: Sequence[NDArray[np.float64]]) -> float:
    """Return how surely the longest few stretches of text are read; one that is not read at all counts as nothing."""
    longest = sorted(boxes, key=lambda box: -float((box.max(axis=0) - box.min(axis=0)).max()))[:_SAMPLE]
    strips = []
    for box in longest:
        left, top = box.min(axis=0).astype(int).clip(min=0)
        right, bottom = box.max(axis=0).astype(int)
        if min(right - left, bottom - top) >= _THINNEST:
            strips.append(picture[top:bottom, left:right])
    sure = [sum(reading.sure) / len(reading.sure) if reading.sure else 0.0 for reading in read(strips)]
    return sum(sure) / len(sure) if sure else 0.0

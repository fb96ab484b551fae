"""Where the lines of text of a page stand: found by their ink inside cells, by the engine elsewhere."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.ocr.strokes import Rectangle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from extractor.ocr.engine import Picture
    from extractor.ocr.strokes import Mask, Strokes

_ONE_LINE: Final = 1.3
"""Bands of ink that together are at most this many lines high are parts of one: the strokes of 二, the dots of 总."""
_TWO_LINES: Final = 1.6
_SPECK: Final = 0.2
"""In heights of a line: what is smaller both ways is dust or a point."""
_DASH: Final = 0.1
_FLAT: Final = 1.6
_CENTRAL: Final = 0.4
"""How far from the middle of its cell a dash stands at most; a stroke elsewhere may be a rest of a ruling."""
_NEXT: Final = 0.35
"""The white between a character and the next one of its word, in heights of the line."""
_FURTHEST: Final = 1.5
_MARGIN: Final = 0.15
"""White around a line, in heights of it, as the engine's own boxes leave."""


class Line(NamedTuple):
    """One line of text; ``within`` is the cell it stands in, None outside of cells; ``dash`` where it is one stroke."""

    box: Rectangle
    within: Rectangle | None
    dash: bool = False


def lines(found: Strokes, boxes: Sequence[NDArray[np.float64]], *, inch: float) -> list[Line]:
    """Return the lines of a page, those of cells first."""
    texts = [_box(corners) for corners in boxes]
    usual = median([one.bottom - one.top for one in texts]) if texts else 0.2 * inch
    ink = _dusted(found.ink, high=usual)
    inside = [
        line
        for cell, high in zip(found.cells, _heights(found.cells, texts, usual=usual), strict=True)
        for line in _in_cell(ink, cell, high=high)
    ]
    return [
        *inside,
        *_outside([_reached(ink, text, room) for text, room in zip(texts, _rooms(texts), strict=True)], found),
    ]


def strip(picture: Picture, line: Line, *, margin: float = _MARGIN) -> Picture:
    """Cut a line out of the page, with white around it and no part of a ruling."""
    import cv2
    import numpy as np

    left, top, right, bottom = line.box
    pad = max(2, round(margin * (bottom - top)))
    high, wide = picture.shape[:2]
    edge = line.within or Rectangle(0, 0, wide, high)
    cut = picture[
        max(top - pad, edge.top) : min(bottom + pad, edge.bottom),
        max(left - pad, edge.left) : min(right + pad, edge.right),
    ]
    # What the cell is too narrow for is filled with the colour of its own paper.
    lacks = [max(0, value) for value in (edge.top - top + pad, bottom + pad - edge.bottom, edge.left - left + pad)]
    lacks.append(max(0, right + pad - edge.right))
    paper = [int(value) for value in _paper(cut)]
    padded = cv2.copyMakeBorder(cut, lacks[0], lacks[1], lacks[2], lacks[3], cv2.BORDER_CONSTANT, value=paper)
    return padded.astype(np.uint8, copy=False)


def _paper(cut: Picture) -> NDArray[np.float64]:
    import numpy as np

    return np.percentile(cut.reshape(-1, 3), 80, axis=0)


def _box(corners: NDArray[np.float64]) -> Rectangle:
    left, top = corners.min(axis=0).round().astype(int).tolist()
    right, bottom = corners.max(axis=0).round().astype(int).tolist()
    return Rectangle(max(0, left), max(0, top), right, bottom)


def _dusted(ink: Mask, *, high: float) -> Mask:
    """Return the ink without what is too small to be a character: dust, and points, whose neighbours show the line.

    A dash is small too, but flat, which dust is not: the minus of -85,374.84 stays.
    """
    import cv2
    import numpy as np

    _, labels, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    across, down = boxes[:, cv2.CC_STAT_WIDTH], boxes[:, cv2.CC_STAT_HEIGHT]
    keep = np.maximum(across, down) >= _SPECK * high
    keep |= (across >= _DASH * high) & (across >= _FLAT * down)
    keep[0] = False
    dusted: Mask = keep[labels].astype(np.uint8)
    return dusted


def _heights(cells: Sequence[Rectangle], texts: Sequence[Rectangle], *, usual: float) -> Iterator[float]:
    """Yield how high one line is in each cell: as high as the text the engine found there."""
    import numpy as np

    boxes = np.array(texts, dtype=np.float64).reshape(-1, 4)
    across, down = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    high = boxes[:, 3] - boxes[:, 1]
    for cell in cells:
        here = (across > cell.left) & (across < cell.right) & (down > cell.top) & (down < cell.bottom)
        yield float(np.median(high[here])) if here.any() else usual


def _in_cell(ink: Mask, cell: Rectangle, *, high: float) -> Iterator[Line]:
    """Yield the lines in a cell, from the top."""
    import numpy as np

    here = ink[cell.top : cell.bottom, cell.left : cell.right]
    for top, bottom in _bands(here.sum(axis=1), high=high):
        columns = np.flatnonzero(here[top:bottom].max(axis=0))
        left, right = int(columns[0]), int(columns[-1]) + 1
        if max(bottom - top, right - left) < _DASH * high:
            continue
        # A lone dash is cut out as high as a line, or it would be blown up to a bar.
        lacks = max(0, round(0.5 * high) - (bottom - top)) // 2
        above, below = max(0, top - lacks), min(cell.bottom - cell.top, bottom + lacks)
        box = Rectangle(cell.left + left, cell.top + above, cell.left + right, cell.top + below)
        flat = right - left >= max(_SPECK * high, _FLAT * (bottom - top)) and bottom - top <= _SPECK * high
        central = abs(top + bottom - (cell.bottom - cell.top)) <= _CENTRAL * (cell.bottom - cell.top)
        yield Line(box, cell, dash=flat and central)


def _bands(rows: NDArray[np.int64], *, high: float) -> Iterator[tuple[int, int]]:
    """Yield the stretches of rows that hold one line each."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([0], (rows > 0).astype(np.int8), [0]))))
    joined: list[tuple[int, int]] = []
    for top, bottom in edges.reshape(-1, 2).tolist():
        if joined and bottom - joined[-1][0] <= _ONE_LINE * high:
            joined[-1] = (joined[-1][0], bottom)
        else:
            joined.append((top, bottom))
    for top, bottom in joined:
        if bottom - top <= _TWO_LINES * high:
            yield top, bottom
        else:
            yield from _parted(rows, top, bottom, high=high)


def _parted(rows: NDArray[np.int64], top: int, bottom: int, *, high: float) -> Iterator[tuple[int, int]]:
    """Part lines that touch each other where there is least ink."""
    count = max(2, round((bottom - top) / high))
    reach = max(1, round(0.25 * high))
    start = top
    for i in range(1, count):
        middle = top + (bottom - top) * i // count
        lowest = max(start + 1, middle - reach)
        cut = lowest + int(rows[lowest : middle + reach].argmin())
        yield start, cut
        start = cut
    yield start, bottom


def _rooms(texts: Sequence[Rectangle]) -> Iterator[tuple[int, int]]:
    """Yield how far each box could be stretched to either side before it meets another one on its line."""
    import numpy as np

    boxes = np.array(texts, dtype=np.int64).reshape(-1, 4)
    for text in texts:
        middle = (text.left + text.right) / 2
        level = np.minimum(boxes[:, 3], text.bottom) - np.maximum(boxes[:, 1], text.top) > (text.bottom - text.top) / 4
        before = boxes[level & (boxes[:, 0] + boxes[:, 2] < 2 * middle)]
        behind = boxes[level & (boxes[:, 0] + boxes[:, 2] > 2 * middle)]
        yield int(before[:, 2].max(initial=0)), int(behind[:, 0].min(initial=2**31))


def _reached(ink: Mask, text: Rectangle, room: tuple[int, int]) -> Rectangle:
    """Stretch a box over the characters at its ends that were overlooked: the 一 of 一般公共预算财政拨款支出决算表."""
    import numpy as np

    high = text.bottom - text.top
    band = ink[text.top + high // 4 : max(text.top + high // 4 + 1, text.bottom - high // 4)]
    reach = _NEXT * high
    start = max(0, min(text.left, room[0]), round(text.left - _FURTHEST * high))
    end = min(max(text.right, room[1]), round(text.right + _FURTHEST * high))
    columns = start + np.flatnonzero(band[:, start:end].any(axis=0))
    left, right = text.left, text.right
    for column in columns[columns < left][::-1].tolist():
        if left - column > reach:
            break
        left = column
    for column in columns[columns >= right].tolist():
        if column - right > reach:
            break
        right = column + 1
    return Rectangle(left, text.top, right, text.bottom)


def _outside(texts: Sequence[Rectangle], found: Strokes) -> Iterator[Line]:
    """Yield the engine's boxes that stand in no cell, cut at the upright rulings that pass through them."""
    import numpy as np

    cells = np.array(found.cells, dtype=np.int64).reshape(-1, 4)
    for text in texts:
        if _shared(text, cells) > 0.5:  # noqa: PLR2004 - the greater part of it stands in cells
            continue
        cuts = sorted(
            {
                (one.left, one.right)
                for one in found.upright
                if text.left + 3 < one.left and one.right < text.right - 3
                if min(one.bottom, text.bottom) - max(one.top, text.top) > 0.6 * (text.bottom - text.top)
            }
        )
        starts = [text.left, *(right for _, right in cuts)]
        ends = [*(left for left, _ in cuts), text.right]
        for left, right in zip(starts, ends, strict=True):
            if right - left > 3:  # noqa: PLR2004 - pixels; less holds no character
                yield Line(Rectangle(left, text.top, right, text.bottom), None)


def _shared(text: Rectangle, cells: NDArray[np.int64]) -> float:
    """Return how much of a box lies in cells."""
    import numpy as np

    across = np.minimum(cells[:, 2], text.right) - np.maximum(cells[:, 0], text.left)
    down = np.minimum(cells[:, 3], text.bottom) - np.maximum(cells[:, 1], text.top)
    area = float((across.clip(min=0) * down.clip(min=0)).sum())
    return area / max(1, (text.right - text.left) * (text.bottom - text.top))

"""Reads the paths of an OFD page: straight strokes and thin filled areas, in millimetres of the page."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from extractor.ofd import matrix as planes
from extractor.ofd.parts import child, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from extractor.ofd.matrix import Matrix

Box = tuple[float, float, float, float]
_Points = list[tuple[float, float]]

_LINE_WIDTH: Final = 0.353
_THIN: Final = 1.06
"""Millimetres, three points; what is thicker is an area, not a line."""
_STRAIGHT: Final = 0.05
_MOST: Final = 100_000
"""Words of a path; what has more is a drawing."""
# M 0 0 L 180 0 · M0 0L180 0 · S 0 0 L 3 4 C
_WORD: Final = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TAKES: Final = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_CURVES: Final = frozenset("QBA")


def lines(element: _Element, outer: Matrix) -> Iterator[Box]:
    """Yield the rectangles that the level and upright lines of a path cover."""
    data = child(element, "AbbreviatedData")
    matrix = planes.of(element, outer)
    width = next(iter(numbers(element.get("LineWidth"))), _LINE_WIDTH) * math.hypot(matrix[0], matrix[1]) / 2
    stroked = element.get("Stroke") != "false"
    filled = element.get("Fill") == "true"
    for points in _stretches(data.text or "" if data is not None else ""):
        placed = [planes.moved(x, y, matrix) for x, y in points]
        box = _around(placed)
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN and (filled or stroked):
            yield _widened(box, width if stroked else 0.0)
        elif stroked:
            sides = (_around(pair) for pair in pairwise(placed))
            yield from (_widened(side, width) for side in sides if _is_straight(side))


def _is_straight(side: Box) -> bool:
    return min(side[2] - side[0], side[3] - side[1]) <= _STRAIGHT < max(side[2] - side[0], side[3] - side[1])


def _widened(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _around(points: _Points | tuple[tuple[float, float], ...]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _stretches(data: str) -> Iterator[_Points]:
    """Yield the straight stretches of a path, closed ones with their first point at the end."""
    points: _Points = []
    first: tuple[float, float] | None = None
    for letter, values in _commands(data):
        if letter in "SM" or letter in _CURVES:
            if len(points) > 1:
                yield points
            points = [(values[-2], values[-1])]
            first = points[0] if letter in "SM" else None
        elif letter == "L":
            points.append((values[0], values[1]))
        elif first is not None and points:
            points.append(first)
    if len(points) > 1:
        yield points


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Yield the commands with their numbers, as far as they are such."""
    words = [match[0] for match, _ in zip(_WORD.finditer(data), range(_MOST), strict=False)]
    at = 0
    while at < len(words):
        letter = words[at].upper()
        count = _TAKES.get(letter)
        if count is None or at + count >= len(words):
            return
        values = numbers(" ".join(words[at + 1 : at + 1 + count]))
        if len(values) != count:
            return
        yield letter, values
        at += 1 + count

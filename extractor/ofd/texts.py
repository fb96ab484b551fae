"""Reads the text objects of an OFD page: every character at its place, in millimetres of the page."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.ofd import matrix as planes
from extractor.ofd.parts import children, numbers
from extractor.pages.glyphs import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from extractor.ofd.matrix import Matrix

_SLANT: Final = math.pi / 18
_FULL_TURN: Final = 4
_QUARTER: Final = 90.0
_NARROW: Final = 0.5
"""Of the size: the width of a digit, where nothing says it."""
_CLOSE, _LOOSE, _LOOSER, _EVEN = 0.5, 1.15, 1.4, 0.05
"""Of the size or of the guessed width: what a step may be that is the width of its character."""
_MOST: Final = 1e5


class Char(NamedTuple):
    """A character where it begins on the line it stands on; ``quarter`` turns clockwise, None where it slants."""

    text: str
    x: float
    y: float
    size: float
    width: float
    quarter: int | None
    faint: bool
    """Drawn invisibly, as programs do that lay recognised text over a picture."""


def chars(element: _Element, outer: Matrix) -> Iterator[Char]:
    """Yield the characters of a text object in the order they are written."""
    matrix = planes.of(element, outer)
    size = next(iter(numbers(element.get("Size"))), 0.0)
    stretch = next(iter(numbers(element.get("HScale"))), 1.0)
    turn = _degrees(element.get("CharDirection"))
    reading = _degrees(element.get("ReadDirection")) / _QUARTER
    a, b, c, d, _, _ = matrix
    quarter = _quarter(math.atan2(b, a) + math.radians(turn))
    height, across = size * math.hypot(c, d), math.hypot(a, b)
    faint = element.get("Alpha") == "0" or element.get("Visible") == "false"
    x = y = 0.0
    for code in children(element, "TextCode"):
        x, y = (next(iter(numbers(code.get(name))), old) for name, old in (("X", x), ("Y", y)))
        text, across_by, down_by = _steps(code)
        for number, char in enumerate(text):
            wide = size * stretch * _share(char)
            if not char.isspace():
                place = planes.moved(x, y, matrix)
                width = _width(across_by, number, guessed=wide, size=size * stretch)
                yield Char(char, *place, height, width * across, quarter, faint)
            x += _step(across_by, number, default=wide * (reading in {0, 2}) * (1 - reading))
            y += _step(down_by, number, default=size * (reading in {1, 3}) * (2 - reading))


def _degrees(text: str | None) -> float:
    value = next(iter(numbers(text)), 0.0)
    return value % 360 if value % _QUARTER == 0 else 0.0


def _quarter(angle: float) -> int | None:
    quarter = round(angle / (math.pi / 2))
    return None if abs(angle - quarter * math.pi / 2) > _SLANT else quarter % _FULL_TURN


def _share(char: str) -> float:
    return 1.0 if unicodedata.east_asian_width(char) in "WF" else _NARROW


def _width(steps: Sequence[float] | None, number: int, *, guessed: float, size: float) -> float:
    """Return how wide a character is: its step, unless that leaves more room than the steps beside it do.

    Digits may stand as far apart as Chinese characters do; the two figures of 12.00 13.00 may be parted by a step.
    """
    step = steps[number] if steps and number < len(steps) else 0.0
    if not steps or not guessed * _CLOSE < step <= size * _LOOSE:
        return guessed
    if step <= guessed * _LOOSER:
        return step
    beside = (*steps[max(0, number - 1) : number], *steps[number + 1 : number + 2])
    return step if any(abs(step - one) <= _EVEN * size for one in beside) else guessed


def _step(steps: Sequence[float] | None, number: int, *, default: float) -> float:
    """Return how far the next character stands; where only the other direction is written, not at all."""
    if steps is None:
        return default
    return steps[number] if number < len(steps) else 0.0


def _steps(code: _Element) -> tuple[str, list[float] | None, list[float] | None]:
    """Return the text and its steps; line breaks around the text come from writers that indent."""
    text = code.text or ""
    across, down = (deltas(code.get(name), most=len(text)) for name in ("DeltaX", "DeltaY"))
    if text != text.strip("\r\n\t ") and max(len(across), len(down)) < len(text) - 1:
        text = text.strip("\r\n\t ")
    text = plain(text)
    if not across and not down:
        return text, None, None
    return text, _filled(across, text), _filled(down, text)


def _filled(steps: list[float], text: str) -> list[float]:
    """Go on with the last step where a list is too short, rather than pile up what is left."""
    short = len(text) - 1 - len(steps)
    return steps + [steps[-1]] * short if steps and short > 0 else steps


def deltas(text: str | None, *, most: int) -> list[float]:
    """Return the steps of ``3.5 g 4 3.2 7``, where ``g 4 3.2`` is four times 3.2; no more than there are characters."""
    words = iter((text or "").split())
    steps: list[float] = []
    try:
        for word in words:
            count, value = (int(next(words)), float(next(words))) if word == "g" else (1, float(word))
            if not abs(value) < _MOST:
                return []
            steps += [value] * max(0, min(count, most - len(steps)))
            if len(steps) >= most:
                break
    except (ValueError, StopIteration):
        return []
    return steps

"""Transformations of the plane, as OFD writes them: ``a b c d e f``, downwards is positive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extractor.ofd.parts import numbers

if TYPE_CHECKING:
    from lxml.etree import _Element

Matrix = tuple[float, float, float, float, float, float]

PLAIN: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_NUMBERS: Final = 6


def moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """Return where a point comes to stand."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def joined(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies the inner one, then the outer one."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def of(element: _Element, outer: Matrix) -> Matrix:
    """Return what turns the coordinates inside of an object into those of the page."""
    own = numbers(element.get("CTM"))
    a, b, c, d, e, f = own if len(own) == _NUMBERS else PLAIN
    left, top = (*numbers(element.get("Boundary")), 0.0, 0.0)[:2]
    return joined((a, b, c, d, e + left, f + top), outer)

"""The frame a page is read in: turned so that most of its text runs from left to right, measured from above."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from extractor.anchor import Box


class Frame(NamedTuple):
    """A page's rectangle as the file counts (upwards), and by how many quarter turns its text is drawn."""

    left: float
    bottom: float
    right: float
    top: float
    quarter: int = 0
    """0 text runs to the right, 1 upwards, 2 to the left, 3 downwards, as the file counts."""

    @property
    def width(self) -> float:
        """The width of the page as it is read."""
        return self.top - self.bottom if self.quarter % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """The height of the page as it is read."""
        return self.right - self.left if self.quarter % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the file stands from the upper left corner."""
        if self.quarter == 0:
            return x - self.left, self.top - y
        if self.quarter == 1:
            return y - self.bottom, x - self.left
        if self.quarter == 2:  # noqa: PLR2004  half a turn
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a rectangle of the file as left, top, right, bottom."""
        a, b = self.point(left, bottom), self.point(right, top)
        return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])

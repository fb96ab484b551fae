"""Finds pages set in two columns, and gives their inks column by column."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.pages.writing import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.pages.content import Ink

_GAP: Final = 1.0
"""Heights of the text between two columns."""
_FEWEST_ROWS: Final = 6
_LEAST_WORDS: Final = 8
"""Characters that a line of a column has on the average."""
_MIDDLE: Final = (0.3, 0.7)
"""Shares of the page's width between which the columns part."""


class Block(NamedTuple):
    """Inks that are read one below the other; ``column`` is 0 for the whole width, 1 and 2 for the halves."""

    column: int
    inks: list[Ink]


def blocks(inks: Sequence[Ink], *, width: float) -> list[Block]:
    """Return the inks in blocks in reading order."""
    lines = rows(inks)
    gutter = _gutter(lines, width=width)
    if gutter is None:
        return [Block(0, list(inks))]
    parted = [number for number, line in enumerate(lines) if _parts(line, gutter)]
    first, last = parted[0], parted[-1] + 1
    while first and not _crosses(lines[first - 1], gutter) and not _is_centred(lines[first - 1], gutter):
        first -= 1
    while last < len(lines) and not _crosses(lines[last], gutter) and not _is_centred(lines[last], gutter):
        last += 1
    inside = [ink for line in lines[first:last] for ink in line]
    return [
        block
        for block in (
            Block(0, [ink for line in lines[:first] for ink in line]),
            Block(1, [ink for ink in inside if ink.right <= gutter]),
            Block(2, [ink for ink in inside if ink.right > gutter]),
            Block(0, [ink for line in lines[last:] for ink in line]),
        )
        if block.inks
    ]


def _gutter(lines: Sequence[Sequence[Ink]], *, width: float) -> float | None:
    """Return where the page parts, None where its lines run over its whole width."""
    events: list[tuple[float, int]] = []
    for line in lines:
        for one, other in pairwise(line):
            left, right = max(one.right, _MIDDLE[0] * width), min(other.left, _MIDDLE[1] * width)
            if other.left - one.right > _GAP * (one.bottom - one.top) and left < right:
                events += [(left, 1), (right, -1)]
    events.sort()
    open_gaps = most = 0
    gutter = None
    for (place, step), (following, _) in pairwise(events):
        open_gaps += step
        if open_gaps > most:
            most, gutter = open_gaps, (place + following) / 2
    if gutter is None or most < _FEWEST_ROWS:
        return None
    return gutter if _holds(lines, gutter) else None


def _holds(lines: Sequence[Sequence[Ink]], gutter: float) -> bool:
    """Tell whether both sides are running text, with nothing across between their first and last line."""
    parted = [number for number, line in enumerate(lines) if _parts(line, gutter)]
    between = lines[parted[0] : parted[-1] + 1]
    if any(_crosses(line, gutter) for line in between):
        return False
    sides = [
        [sum(len(ink.text) for ink in line if (ink.right <= gutter) is left) for line in between]
        for left in (True, False)
    ]
    return all(sum(side) >= _LEAST_WORDS * sum(map(bool, side)) for side in sides)


def _parts(line: Sequence[Ink], gutter: float) -> bool:
    """Tell whether a line has words on both sides and none across."""
    return line[0].right <= gutter < line[-1].left and not _crosses(line, gutter)


def _crosses(line: Sequence[Ink], gutter: float) -> bool:
    return any(ink.left < gutter < ink.right for ink in line)


def _is_centred(line: Sequence[Ink], gutter: float) -> bool:
    """Tell whether a short line stands in the middle: — 3 —."""
    return abs((line[0].left + line[-1].right) / 2 - gutter) < 2 * (line[0].bottom - line[0].top)

"""Puts the rulings of a page together: bits of a line to one line, doubled lines to one, crossing lines to groups."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractor.pages.content import Ruling

TOUCH: Final = 3.0
"""Points by which two lines may miss each other and still meet; doubled lines stand closer than this."""
_GAP: Final = 4.5
"""Points between the dashes of one line."""
_MOST: Final = 4_000
"""Lines of one direction on a page; what has more is a drawing."""


class Stroke(NamedTuple):
    """A line at ``at`` across its direction, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


class Group(NamedTuple):
    """Level and upright lines that meet one another."""

    levels: tuple[Stroke, ...]
    uprights: tuple[Stroke, ...]


def strokes(rulings: Iterable[Ruling]) -> Group:
    """Return the level and the upright lines of a page, each sorted by its place."""
    levels, uprights = [], []
    for left, top, right, bottom in rulings:
        if right - left >= bottom - top:
            levels.append(Stroke((top + bottom) / 2, left, right))
        else:
            uprights.append(Stroke((left + right) / 2, top, bottom))
    return Group(tuple(_merged(levels)), tuple(_merged(uprights)))


def _merged(bits: list[Stroke]) -> list[Stroke]:
    """Join the bits that lie on one line; lines that lie closer than ``TOUCH`` are one doubled line."""
    merged: list[Stroke] = []
    bits.sort()
    begin = 0
    for end in range(1, len(bits) + 1):
        if end == len(bits) or bits[end].at - bits[end - 1].at > TOUCH or bits[end].at - bits[begin].at > 2 * TOUCH:
            merged += _joined(sorted(bits[begin:end], key=lambda bit: bit.start))
            begin = end
    return merged if len(merged) <= _MOST else []


def _joined(bits: Sequence[Stroke]) -> list[Stroke]:
    """Join bits of about the same place, given by their starts, into lines without gaps."""
    joined: list[Stroke] = []
    for bit in bits:
        if joined and bit.start - joined[-1].end <= _GAP:
            at, start, end = joined[-1]
            # The longer line says where it runs.
            place = at if end - start >= bit.end - bit.start else bit.at
            joined[-1] = Stroke(place, start, max(end, bit.end))
        else:
            joined.append(bit)
    return joined


def groups(page: Group) -> list[Group]:
    """Return the lines that hang together by meeting one another; a line that meets none is in no group."""
    levels, uprights = page.levels, sorted(page.uprights)
    places = [line.at for line in uprights]
    parent = list(range(len(levels) + len(uprights)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for number, level in enumerate(levels):
        for other in range(bisect_left(places, level.start - TOUCH), bisect_right(places, level.end + TOUCH)):
            if uprights[other].start - TOUCH <= level.at <= uprights[other].end + TOUCH:
                parent[root(number)] = root(len(levels) + other)
    members: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for node in range(len(parent)):
        first = node < len(levels)
        line = levels[node] if first else uprights[node - len(levels)]
        members.setdefault(root(node), ([], []))[0 if first else 1].append(line)
    return [Group(tuple(sorted(a)), tuple(sorted(b))) for a, b in members.values() if a and b]

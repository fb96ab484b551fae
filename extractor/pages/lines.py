"""Puts the inks outside of tables into printed lines and says between which margins each line stands."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.pages.grids import confidence
from extractor.pages.writing import is_wide, rows, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractor.pages.content import Ink

_FAR: Final = 3.0
"""Heights of the text; what stands farther apart on one line is no one line: 编制单位:…        金额单位:…"""
_LONG: Final = 12
"""Characters; shorter lines say nothing about the margins."""
# 一、收入决算情况 ...... 5 · 二、支出决算表……………12
LEADER: Final = re.compile(r"(?:[.．…·‥_]\s?){4,}\s*\d{0,4}\s*")
_SAME: Final = 0.3
_INDENT: Final = (1.5, 2.6)
"""Heights of the text by which the first line of a paragraph stands in."""
_FEWEST: Final = 3


class Margins(NamedTuple):
    """Where the lines of a column begin and end."""

    left: float
    right: float


class Line(NamedTuple):
    """A printed line; ``edges`` as in ``Ink``, ``size`` is the height of most of its text."""

    page: int
    text: str
    edges: tuple[float, ...]
    left: float
    top: float
    right: float
    bottom: float
    size: float
    confidence: float | None = None
    margins: Margins = Margins(0, 0)
    column: int = 0


def lines(inks: Iterable[Ink], *, page: int, column: int = 0) -> list[Line]:
    """Return the printed lines from above; two notes at both ends of a line are two lines."""
    found = []
    for row in rows(inks):
        found += [_line(part, page=page, column=column) for part in _parts(row)]
    return found


def _parts(row: Sequence[Ink]) -> Iterator[Sequence[Ink]]:
    """Cut a line at gaps that no sentence has, but neither a spaced title nor the page number of a contents line."""
    begin = 0
    for at in range(1, len(row)):
        size = row[at].bottom - row[at].top
        if row[at].left - row[at - 1].right > _FAR * size and _is_note(row[begin:at]) and _is_note(row[at:]):
            yield row[begin:at]
            begin = at
    yield row[begin:]


def _is_note(inks: Sequence[Ink]) -> bool:
    """Tell whether these are words: 目        录 is one title, 一、概况        3 one line of the contents."""
    return len(inks[0].text) > 1 and sum(is_wide(char) for ink in inks for char in ink.text) > 2  # noqa: PLR2004


def _line(inks: Sequence[Ink], *, page: int, column: int) -> Line:
    text, edges = written(inks)
    longest = max(inks, key=lambda ink: len(ink.text))
    return Line(
        page=page,
        text=text,
        edges=edges,
        left=inks[0].left,
        top=min(ink.top for ink in inks),
        right=inks[-1].right,
        bottom=max(ink.bottom for ink in inks),
        size=longest.bottom - longest.top,
        confidence=confidence(inks),
        column=column,
    )


def with_margins(pages: Sequence[Sequence[Line]], *, widths: Sequence[float]) -> list[list[Line]]:
    """Return the lines with their margins: their column's where it is full of text, else those of pages as wide."""
    alike: dict[int, list[Line]] = {}
    for page, width in zip(pages, widths, strict=True):
        alike.setdefault(round(width), []).extend(line for line in page if not line.column)
    general = {width: _margins(some) for width, some in alike.items()}
    return [_placed(page, general[round(width)], width=width) for page, width in zip(pages, widths, strict=True)]


def _placed(page: Sequence[Line], general: Margins | None, *, width: float) -> list[Line]:
    columns: dict[int, list[Line]] = {}
    for line in page:
        columns.setdefault(line.column, []).append(line)
    found = {column: _margins_of(some, None if column else general, width=width) for column, some in columns.items()}
    return [line._replace(margins=found[line.column]) for line in page]


def _margins_of(some: Sequence[Line], general: Margins | None, *, width: float) -> Margins:
    own = _margins(some)
    if own is not None and (general is None or _is_filled(some, own)):
        return own
    if general is not None:
        return general
    # Too few lines to tell: the page is taken to leave as much free at its right as at its left.
    left, right = min(line.left for line in some), max(line.right for line in some)
    return Margins(left, right if some[0].column else max(right, width - left))


def _is_filled(some: Sequence[Line], own: Margins) -> bool:
    """Tell whether lines end at the margin because text was broken there; those of a contents page end anywhere."""
    long = _long(some)
    full = sum(own.right - line.right < line.size and not LEADER.search(line.text) for line in long)
    return full > _FEWEST and 5 * full >= 2 * len(long)


def _long(some: Iterable[Line]) -> list[Line]:
    return [line for line in some if len(line.text) >= _LONG]


def _margins(some: Sequence[Line]) -> Margins | None:
    """Return where several long lines begin and end, None where there are too few of them."""
    long = _long(some)
    if len(long) < _FEWEST:
        return None
    slack = _SAME * sorted(line.size for line in long)[len(long) // 2]
    left = min([_outermost(sorted(line.left for line in long), slack), *_wrapped(some)])
    right = -_outermost(sorted(-line.right for line in long), slack)
    return Margins(left, right)


def _wrapped(some: Sequence[Line]) -> Iterator[float]:
    """Yield where lines begin whose line before is long and stands in by about two characters."""
    for before, line in pairwise(some):
        indent = (before.left - line.left) / line.size
        follows = before.page == line.page and 0 < line.bottom - before.bottom < 3 * line.size
        if follows and _INDENT[0] < indent < _INDENT[1] and len(before.text) >= 2 * _LONG:
            yield line.left


def _outermost(places: Sequence[float], slack: float) -> float:
    """Return the first place that several lines share; one line alone may hang out."""
    enough = max(2, len(places) // 7)
    for number, place in enumerate(places[: len(places) - enough + 1]):
        if places[number + enough - 1] - place <= slack:
            return place
    return places[0]

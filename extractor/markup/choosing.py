"""Chooses the main content among the lines of a page, so that nothing with substance or a figure is lost."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from extractor.layout.lines import is_furniture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.markup.walking import Container, Line, Walk

_SUBSTANTIAL: Final = 20
"""Characters outside links from which a line is more than a label of the page."""
_AT_LEAST: Final = 97
"""Percent of the substance that the chosen container must hold."""
_MOST_LEFT_OUT, _MOST_HIDDEN = 20, 50
"""Percent of the substance that a region may have and still be left out."""
_FIGURE: Final = re.compile(r"\d\s*(?:万元|亿元|元|%|%)")
_TITLE_LONGEST: Final = 60
_FIRST: Final = 5
"""How many lines of the content may be the title again."""
_TITLE: Final = re.compile(r"20\d\d.{0,40}决算|决算.{0,20}20\d\d")


def content(page: Walk) -> list[Line]:
    """Return the lines of the main content, with the page's title where that stands outside."""
    lines = page.lines
    weights = list(map(_weight, lines))
    figures = list(map(_has_figure, lines))
    kept = _kept(page, weights, figures)
    told = [weight * keep for weight, keep in zip(weights, kept, strict=True)]
    start, end = _range(page.containers, told, figures)
    chosen = [line for line, keep in zip(lines[start:end], kept[start:end], strict=True) if keep]
    return [*_above(lines, start, end), *chosen]


def _weight(line: Line) -> int:
    if line.grid is not None:
        return sum(len(cell.text) for cell in line.grid.cells)
    own = len(line.text) - line.linked
    return own if own >= _SUBSTANTIAL and not is_furniture(line.text) else 0


def _has_figure(line: Line) -> bool:
    return len(line.text) - line.linked >= _SUBSTANTIAL and _FIGURE.search(line.text) is not None


def _kept(page: Walk, weights: Sequence[int], figures: Sequence[bool]) -> list[bool]:
    """Leave out the regions that look like navigation and hold next to nothing, headings excepted."""
    lines = page.lines
    sums = [0, *accumulate(weights)]
    counts = [0, *accumulate(line.grid is not None or figure for line, figure in zip(lines, figures, strict=True))]
    total = sums[-1]
    kept = [True] * len(lines)
    for region in page.regions:
        start, end, hidden = region.start, region.end, region.hidden
        if (sums[end] - sums[start]) * 100 > total * (_MOST_HIDDEN if hidden else _MOST_LEFT_OUT):
            continue
        if not hidden and counts[end] > counts[start]:
            continue
        for number in range(start, end):
            kept[number] = kept[number] and lines[number].level == 1 and not hidden
    return kept if any(kept) else [True] * len(kept)


def _range(containers: Sequence[Container], weights: Sequence[int], figures: Sequence[bool]) -> tuple[int, int]:
    """Go down from the root as long as one child holds nearly all the substance and every figure."""
    sums = [0, *accumulate(weights)]
    counts = [0, *accumulate(figure and weight > 0 for figure, weight in zip(figures, weights, strict=True))]
    start, end, current = 0, len(weights), -1
    for number, container in enumerate(containers):
        # Children follow their parent in the list, so one pass goes all the way down.
        if container.parent != current:
            continue
        enough = (sums[container.end] - sums[container.start]) * 100 >= sums[-1] * _AT_LEAST
        if enough and sums[-1] and counts[container.end] - counts[container.start] == counts[-1]:
            start, end, current = container.start, container.end, number
    return start, end


def _above(lines: Sequence[Line], start: int, end: int) -> list[Line]:
    """Return the page's title and the lines on date and origin below it where they stand above the content."""
    numbers = [
        number
        for number, line in enumerate(lines[:start])
        if line.grid is None and not line.linked and len(line.text) <= _TITLE_LONGEST and not is_furniture(line.text)
    ]
    titles = [number for number in numbers if lines[number].level == 1 or _TITLE.search(lines[number].text)]
    if not titles:
        return []
    title = titles[-1]
    known = {line.text for line in lines[start : min(start + _FIRST, end)]}
    origin = [line for line in lines[title + 1 : start] if is_furniture(line.text)]
    return ([] if lines[title].text in known else [lines[title]]) + origin

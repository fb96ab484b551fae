"""Stretches of text that may be a title or a unit line: short ones, and the lines of those printed over several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extractor.anchor import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 70
MOST_LINES: Final = 6
"""Lines of a cell that may hold title, form number, owner and unit one below the other."""


def short(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans that are short enough, and the lines of those that hold several, as title and unit in one cell."""
    found: list[Span] = []
    for span in spans:
        if len(span) <= LONGEST:
            found.append(span)
        if len(span) <= MOST_LINES * LONGEST and text.find("\n", span.start, span.end) >= 0:
            found += (part for part in reversed(lines_of(text, span)) if len(part) <= LONGEST)
    return found


def lines_of(text: str, span: Span) -> list[Span]:
    """Return the printed lines of a block, last first: a title and a unit line may have been taken for a paragraph."""
    lines = []
    at = span.start
    for piece in text[span.start : span.end].split("\n"):
        bare = piece.strip()
        if bare:
            start = at + piece.index(bare)
            lines.append(Span(start, start + len(bare)))
        at += len(piece) + 1
    return lines[::-1]

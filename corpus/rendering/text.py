"""A manuscript as plain text: the lines alone, the tables by their titles, as text taken from a page has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.sheets import Sheet

if TYPE_CHECKING:
    from corpus.writer import Line, Manuscript


def render(manuscript: Manuscript) -> bytes:
    """Return the text in UTF-8, a blank line between paragraphs."""
    return "".join(_part(part) for part in manuscript.parts).encode()


def starts(manuscript: Manuscript) -> list[int]:
    """Return where each part begins in the text, in characters."""
    found: list[int] = []
    at = 0
    for part in manuscript.parts:
        found.append(at)
        at += len(_part(part))
    return found


def _part(part: Line | Sheet) -> str:
    return f"{part.title if isinstance(part, Sheet) else part.text}\n\n"

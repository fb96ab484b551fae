"""What stands on a page, whatever brought it there: a text layer, a layout file, or the recognition of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Ink(NamedTuple):
    """Characters printed side by side on one line, upright, in points from the upper left corner of the page.

    ``edges`` are the left edges of the characters and the right edge of the last one; empty where only the whole is
    known, then they count as evenly spaced.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    edges: tuple[float, ...] = ()
    confidence: float | None = None


class Ruling(NamedTuple):
    """A straight line, level or upright, as the rectangle its stroke covers."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    """One page, turned so that it is read from left to right; ``doubt`` as in ``Grid.doubt``."""

    number: int
    width: float
    height: float
    inks: tuple[Ink, ...]
    rulings: tuple[Ruling, ...] = ()
    doubt: str = ""

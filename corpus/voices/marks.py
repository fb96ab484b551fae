"""Words with what their figures and reasons stand for: built from pieces, so that every place is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One thing a figure says, in the terms of ``corpus/gold/README.md``."""

    indicator: str
    account: str = ""
    measure: str = "final"
    year: int
    base: str | None = None
    direction: int | None = None
    fund: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A figure or a reason in a stretch of words; ``start`` and ``end`` count from the beginning of the stretch."""

    start: int
    end: int
    kind: Literal["amount", "percent", "count", "reason"]
    value: Decimal | None = None
    """In 元, in %, or a number of things; None for a reason."""
    unit: str = ""
    says: tuple[Saying, ...] = ()
    """What a figure says, or what a reason explains."""
    note: str = ""
    """The class of a reason; 原因中的数 for a figure inside one."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words and the marks in them."""

    text: str
    marks: tuple[Mark, ...] = ()


def joined(pieces: Iterable[Said]) -> Said:
    """Return pieces as one, their marks moved to where they now stand."""
    text: list[str] = []
    marks: list[Mark] = []
    at = 0
    for piece in pieces:
        marks += [replace(mark, start=mark.start + at, end=mark.end + at) for mark in piece.marks]
        text.append(piece.text)
        at += len(piece.text)
    return Said("".join(text), tuple(marks))


def listed(pieces: Iterable[Said], between: str) -> Said:
    """Return pieces with words between them."""
    own = list(pieces)
    return joined(part for number, piece in enumerate(own) for part in ((Said(between), piece) if number else (piece,)))

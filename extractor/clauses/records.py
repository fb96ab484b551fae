"""What a walk over a document writes down: numbers read, words that say something, reasons opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from extractor.clauses.clause import Clause, Draft, Verb
    from extractor.fact import Subject
    from extractor.lexing import Number


class Stretch(NamedTuple):
    """A part of the folded text with the role of its section; it ends where the next begins."""

    start: int
    role: str | None


class Read(NamedTuple):
    """A number that was read: what it is, of whom, in which sentence and section; or why it carries no fact."""

    number: Number
    draft: Draft | None
    subjects: tuple[Subject, ...]
    sentence: int
    role: str | None
    year: int | None
    recognizer: str
    why: str | None


class Said(NamedTuple):
    """A word that stands for a number or a direction: 持平, 无, 大于 (``zero`` tells the first two)."""

    start: int
    end: int
    draft: Draft
    subjects: tuple[Subject, ...]
    sentence: int
    role: str | None
    zero: bool


class Opened(NamedTuple):
    """A stated reason: its opener and its own span, and how many reads and words came before it."""

    opener: tuple[int, int]
    start: int
    end: int
    verb: Verb | None
    base: str | None
    comparison: bool
    subjects: tuple[Subject, ...]
    sentence: int
    reads: int
    said: int
    gap: int


@dataclass(slots=True, kw_only=True)
class Walk:
    """What one walk yields."""

    reads: list[Read] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    reasons: list[Opened] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Walker:
    """One walk under way: the clause being read, what came out so far, and how far a reason still runs."""

    clause: Clause
    out: Walk
    skip_until: int
    """Folded offset up to which a reason runs: its words mean nothing, its numbers are the reason's."""

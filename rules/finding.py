"""What judging yields: verdicts, repairs, suspects and findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from extractor.fact import digest
from extractor.making import once, quick

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from extractor.anchor import Anchor
    from extractor.fact import Fact, Figure
    from extractor.quantity import Quantity
    from rules.rule import Rule, Severity

Outcome = Literal["holds", "rounding", "fails", "cannot_tell"]

Slip = Literal[
    "unit", "digit", "swap", "drop", "insert", "point", "sign", "base", "stale", "truncation", "plug", "value", "remove"
]
"""Kinds of misprint: unit word, one wrong digit, two digits swapped, a digit dropped or inserted, the point shifted,
the direction word, the wrong denominator, last year's or another figure left in, cut instead of rounded, adjusted so
that shares make 100, another value altogether, a figure that should not be there (a rate on a base of zero)."""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A named place in a relation and the fact that sits there; ``zero`` marks a seat taken as zero by absence."""

    name: str
    fact: Fact


class Words(NamedTuple):
    """What a verdict says to people."""

    formula: str = ""
    """The formula in Chinese with the numbers filled in."""
    stated: str = ""
    """The printed value that was judged."""
    low: Decimal | None = None
    high: Decimal | None = None
    """What the other seats allow for it, in its printed unit."""
    least: str = ""
    most: str = ""
    """The least and greatest number that could be printed in its place, with the unit."""


@quick
@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One relation judged over the facts in its seats; its words are put together when somebody asks for them."""

    rule: str
    """The rule's id."""
    outcome: Outcome
    seats: tuple[Seat, ...]
    why: str | None = None
    """For ``cannot_tell``: what is missing; for ``fails``: its second-chance name (``truncation``, ``plug`` …)."""
    wording: Callable[[], Words] = field(default=Words, compare=False, repr=False)
    looseness: Callable[[], tuple[int, ...]] = field(default=tuple, compare=False, repr=False)
    """What words and ``weak`` come from: functions of the relation that can be pickled."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts in its seats."""
        return tuple(seat.fact for seat in self.seats)

    @once
    def words(self) -> Words:
        """Formula, stated value and what the other seats allow for it."""
        return self.wording()

    @property
    def formula(self) -> str:
        """The formula in Chinese with the numbers filled in."""
        return self.words.formula

    @property
    def stated(self) -> str:
        """The printed value that was judged."""
        return self.words.stated

    @property
    def low(self) -> Decimal | None:
        """The least the other seats allow for it, in its printed unit; None for no limit."""
        return self.words.low

    @property
    def high(self) -> Decimal | None:
        """The most the other seats allow for it, in its printed unit; None for no limit."""
        return self.words.high

    @once
    def weak(self) -> tuple[int, ...]:
        """The numbers of the seats whose leading digit could be another without the relation failing."""
        return self.looseness()

    @property
    def decisive(self) -> bool:
        """Whether another leading digit in any of its figures would have made it fail; a weak pass is no check."""
        return not self.weak


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A misprint a figure could be: what it would read instead, what kind of slip that is, and its cost."""

    figure: Figure
    replacement: Quantity | None
    """None where the right value is not determined, and for direction words."""
    text: str | None
    """The replacement as it would be printed (``1268.35万元``, ``减少``); None where it is not determined."""
    slip: Slip
    cost: int
    """In hundredths of a plain one-digit slip."""
    direction: int | None = None
    """The direction the verb should have, for the slip ``sign``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A figure accused, with what its repair would settle; equal ranks are a tie."""

    anchor: Anchor
    printed: str
    replacement: str | None
    slip: Slip
    settles: int
    breaks: int
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A further place that belongs to a finding, and what it shows."""

    message: str
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One cause: the place, what is wrong there, and the evidence."""

    rule: Rule
    severity: Severity
    message: str
    """Chinese, one sentence or two."""
    anchor: Anchor | None
    """The shortest span that shows the fault; None for a finding on the document as a whole."""
    notes: tuple[Note, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    difference: Decimal | None = None
    """How far apart the figures are, in 元; None where it is not about money."""
    confidence: float | None = None
    identity: tuple[str, ...] = ()
    """What makes its fingerprint: rule, body key, year, subject, measure, base and printed value, or for words rule,
    body key, year, role of the section and the normalised quote; an ordinal among equals comes last. No position."""

    @property
    def fingerprint(self) -> str:
        """A name that survives re-publication of the document."""
        return digest("finding", *self.identity)

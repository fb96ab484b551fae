"""What is kept of one disclosure so that others can be held against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.anchor import Anchor
    from extractor.fact import Fact
    from rules.finding import Slip

HEAD: Final = "本级"
"""The kind of a disclosure of the head unit alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What links a disclosure with others, small enough to hold those of a whole batch."""

    id: str
    """The id of its first document."""
    path: str
    name: str
    key: str
    """The body's normalised name with its region."""
    region: str = ""
    level: str = ""
    kind: str
    """部门, 单位 or 本级; empty where nothing says so."""
    year: int
    units: tuple[str, ...] = ()
    """The units a department names as its own, the head unit aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a document with their place."""

    text: str
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A relation that holds within the disclosure: its rule, and each seat by its name and the number of its fact."""

    rule: str
    seats: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A figure, or its direction word, that the disclosure's own audit accuses."""

    fingerprint: str
    """That of the finding."""
    source: str
    start: int
    replacement: str | None
    slip: Slip
    tied: bool
    """Whether another figure may be wrong instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A section of a document: where it begins and ends, and its title."""

    source: str
    start: int
    end: int
    title: str


@dataclass(frozen=True, kw_only=True)
class Member:
    """One disclosure of a Collection."""

    card: Card
    facts: tuple[Fact, ...] = ()
    ties: tuple[Tie, ...] = ()
    charges: tuple[Charge, ...] = ()
    units: tuple[Passage, ...] = ()
    """The units a department names as its own, where it names them."""
    reasons: tuple[Passage, ...] = ()
    """The reasons it gives, and what it says of its work."""
    changes: tuple[Passage, ...] = ()
    """Where it says that its scope or last year's figures changed."""
    headings: tuple[Heading, ...] = ()
    lines: Mapping[str, tuple[int, ...]]
    """Where the lines of each document begin."""

    @property
    def sources(self) -> frozenset[str]:
        """The ids of its documents."""
        return frozenset(self.lines)

"""What reading a clause has gathered so far, and what a recognizer is asked about a number in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from extractor.fact import Measure, Subject
    from extractor.lexing import Number


class Verb(NamedTuple):
    """A direction verb or comparison at folded offsets; ``direction`` is None where alternatives were left standing."""

    direction: int | None
    start: int
    end: int


class Draft(NamedTuple):
    """What a recognizer makes of a number: its measure, base and verb; its subjects where not the clause's own."""

    measure: Measure
    base: str | None = None
    verb: Verb | None = None
    subjects: tuple[Subject, ...] | None = None
    scope: str = ""


@dataclass(slots=True, kw_only=True)
class Clause:
    """The state of reading: which subject is spoken of, and which words stand between the last number and the next.

    It lives as long as one document is walked. Words since the last number (the *gap*) decide what the next number
    is; subjects outlive sentences, because 与上年相比分别减少… refers to the sentence before.
    """

    text: str
    year: int | None
    role: str | None = None
    sentence: int = 0
    # who is spoken of
    subjects: tuple[Subject, ...] = ()
    mentions: list[tuple[Subject, ...]] = field(default_factory=list)
    fresh: bool = False
    """Whether the number being read follows a name in its own gap."""
    queue: tuple[Subject, ...] = ()
    place: int = 0
    roster: tuple[Subject, ...] = ()
    """The last list of subjects that values followed: 分别增长p和下降q refers to it again."""
    spoken: list[Subject] = field(default_factory=list)
    before: tuple[Subject, ...] = ()
    """Who had amounts in this sentence, and in the one before."""
    history: list[tuple[int, tuple[Subject, ...]]] = field(default_factory=list)
    head: tuple[Subject, ...] = ()
    listed: int = 0
    """Whom 其中 divides, and how many had spoken in its sentence before."""
    mention_end: int = -1
    following: Number | None = None
    """The number that comes next in the text."""
    list_length: int = 1
    """How many numbers of one kind stand joined from this one on."""
    others: int = -1
    """Where the sentence began to speak of somebody else (全市…), -1 where it does not."""
    years: list[int] = field(default_factory=list)
    year_queue: tuple[int, ...] = ()
    date_end: int = -1
    last_kind: str | None = None
    counted: str | None = None
    """Whose guests were counted last."""
    account: str = ""
    project: str | None = None
    # what the gap says
    gap: int = 0
    measure: Measure | None = None
    measure_end: int = -1
    verb: Verb | None = None
    comparison: Verb | None = None
    said_year: int | None = None
    each: bool = False
    scope: str = ""
    # what a comparison, share or completion is measured against
    against: bool = False
    base: str | None = None
    share: int = -1
    denominators: list[str] = field(default_factory=list)
    complete: int = -1
    complete_base: str | None = None
    # what was read last
    last: Draft | None = None
    last_end: int = -1
    budget_said: str | None = None
    final_said: bool = False
    budgeted: Number | None = None
    spent: Number | None = None
    """The budget and the actual figure that the sentence set side by side last."""

    def gap_text(self, number: Number) -> str:
        """Return the text between the last number and this one."""
        return self.text[self.gap : number.start]

    def end_sentence(self) -> None:
        """Forget what a full stop ends; the subjects stay."""
        self.sentence += 1
        self.end_limb()
        if self.spoken:
            self.before = tuple(self.spoken)
            self.spoken.clear()
        self.others = -1
        self.base, self.budget_said, self.final_said = None, None, False
        self.budgeted, self.spent = None, None
        self.scope = ""

    def end_limb(self) -> None:
        """Forget what a semicolon ends; the base of comparison and the subjects stay."""
        self.measure, self.verb, self.comparison = None, None, None
        self.said_year, self.each, self.against = None, False, False
        self.share, self.complete, self.complete_base = -1, -1, None
        self.denominators.clear()
        self.queue, self.place, self.year_queue = (), 0, ()
        self.years.clear()
        self.scope = ""
        self.last_kind = None

    def enter(self, *, role: str | None, subjects: tuple[Subject, ...]) -> None:
        """Begin a section: its default subject, nothing said yet."""
        self.end_sentence()
        self.role, self.subjects, self.account, self.project = role, subjects, "", None
        self.mentions.clear()
        self.last, self.roster, self.before, self.head = None, (), (), ()
        self.spoken.clear()
        self.history.clear()

"""What a disclosure states: figures, the facts they carry, and the reasons given for them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal

from extractor.making import once, quick

if TYPE_CHECKING:
    from extractor.anchor import Anchor, Span
    from extractor.document import Disclosure
    from extractor.quantity import Interval, Quantity

Measure = Literal["final", "budget0", "budgetFY", "budget", "prior", "delta", "rate", "share", "completion", "count"]
"""HANDBOOK §3.3: 决算, 年初预算, 全年/调整预算, 预算 (which is not said), 上年, 增减额, 增减率, 占比, 完成率, 数量."""

Base = str
"""What a delta, rate, share or completion is measured against: ``prior`` (上年决算), ``prior-budget``, ``budget0``,
``budgetFY``, ``budget``; for a share the indicator of the named denominator, or ``?`` where none is named."""


def digest(*parts: object) -> str:
    """Return an id made of content: sixteen hexadecimal digits over the parts."""
    return blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).hexdigest()


@quick
@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number on the page with its unit, or a word that stands for one (持平, 无).

    ``why`` says why no fact came of it (门槛, 原因中的数, 日期 …) or why it could not be read; None where facts did.
    """

    printed: str
    quantity: Quantity | None
    anchor: Anchor
    word: bool = False
    """The figure is a word (持平, 无, 零): it is no number on the page and is not counted as one."""
    why: str | None = None
    confidence: float | None = None
    """How sure the recognition of a picture is of its characters, 0 to 1; None for text that was never a picture."""

    @property
    def span(self) -> Span:
        """Where it stands in ``Document.text``: digits and unit."""
        return self.anchor.span

    @once
    def id(self) -> str:
        """Its id: source and span."""
        return digest("figure", self.anchor.source, self.span.start, self.span.end)


@quick
@dataclass(frozen=True, slots=True)
class Subject:
    """What a fact is about.

    ``indicator`` is an id of ``vocabulary/indicators.yaml`` (``gpb.exp``). ``account`` is the path of accounts from
    类 down, joined by ``/`` (``住房保障支出/住房改革支出/提租补贴``), or one economic account's name (``办公费``) under
    ``gpb.econ``; for a performance item it is the project's name.
    """

    indicator: str
    account: str = ""

    def __str__(self) -> str:
        return f"{self.indicator}[{self.account}]" if self.account else self.indicator


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """Where a fact stands in a table: which one, and in which row and column of it (from 1, as joined over pages)."""

    role: str
    """The role of the table: ``income_expenditure``, ``gpb`` … (``vocabulary/tables.yaml``)."""
    number: int
    """The number of the table in its document."""
    row: int
    column: int
    code: str = ""
    """The code of the account its row is of: ``2010601``, ``30101``."""


@quick
@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing a figure says. Several facts may share a figure (收、支总计均为)."""

    figure: Figure
    subject: Subject
    measure: Measure
    year: int | None
    base: Base | None = None
    direction: int | None = None
    """+1, −1 or 0 from the verb (增加, 下降, 持平); None where the measure has none."""
    direction_span: Span | None = None
    """The verb."""
    scope: str = ""
    """A qualifier that sets the figure apart: 含陪同, 不含陪同, 同口径, 其中 …"""
    fund: str = ""
    """``gpb``, ``fund`` or ``soe`` where one row or column of a table is of that budget alone."""
    part: str = ""
    """基本 or 项目, where the sentence says it of an account."""
    recognizer: str
    statement: int
    """Facts of one statement (one subject in one sentence) share this number; it grows in reading order."""
    role: str | None = None
    """The role of the section it stands in."""
    cell: Seated | None = None
    """Its place in a table; None for what the narrative says."""

    @property
    def quantity(self) -> Quantity:
        """The quantity of its figure; a comparison in words (大于预算数) has none."""
        quantity = self.figure.quantity
        if quantity is None:
            raise ValueError(f"figure without a quantity carries a fact: {self.figure.printed!r}")
        return quantity

    @once
    def interval(self) -> Interval:
        """The values it may stand for in 元, % or things, signed by its verb."""
        value = self.quantity.interval
        return -value if self.direction == -1 else value

    @once
    def sum_interval(self) -> Interval:
        """The same as a term of a sum (a printed zero may hide half a unit)."""
        quantity = self.quantity
        if quantity.kind == "percent" or not quantity.is_zero:
            return self.interval
        value = quantity.sum_interval
        return -value if self.direction == -1 else value

    @once
    def point(self) -> Interval:
        """The printed value alone, signed by its verb."""
        value = self.quantity.point
        return -value if self.direction == -1 else value

    @once
    def id(self) -> str:
        """Its id: figure, subject, measure, year and base."""
        return digest("fact", self.figure.id, self.subject, self.measure, self.year, self.base, self.scope, self.fund)


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A stated reason and the facts it explains; ``span`` of the anchor covers the reason alone, not its opener."""

    anchor: Anchor
    text: str
    explains: tuple[Fact, ...]
    direction: int | None
    """The sign of the change it explains: +1, −1, 0 or None where it cannot be told."""
    about: Literal["change", "budget", "level", "unknown"] = "unknown"
    """Whether it explains a change on last year, a difference from budget, or that nothing changed."""
    opener: Span | None = None
    labels: tuple[str, ...] = ()
    vague: bool | None = None

    @once
    def id(self) -> str:
        """Its id: source and span."""
        return digest("reason", self.anchor.source, self.anchor.span.start, self.anchor.span.end)


@dataclass(frozen=True, kw_only=True)
class Extraction:
    """Everything read from one disclosure."""

    disclosure: Disclosure
    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]
    reasons: tuple[Reason, ...]

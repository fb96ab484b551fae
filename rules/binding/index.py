"""The facts of an extraction that relations may seat, indexed once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from extractor.making import once
from rules.binding.cells import cells_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from extractor.fact import Extraction, Fact
    from rules.binding.cells import Cells
    from rules.finding import Seat

MONEY: Final = frozenset({"final", "budget0", "budgetFY", "budget", "prior", "delta"})
PERCENT: Final = frozenset({"rate", "share", "completion"})
KINDS: Final = {"percent": PERCENT, "times": PERCENT, "amount": MONEY, "count": {"count"}, "points": set[str]()}
"""Which measures a printed kind may be: a rate in 百分点 is no rate, an amount no share."""

APART: Final = frozenset({"part_attachments", "cover"})
"""Sections that speak of other things than the narrative does, or repeat it in another scope."""


ACCOUNTS: Final = frozenset({"totals", "income", "expenditure", "appropriation", "fund", "soe"})
"""Sections on all funds, or on funds other than the general public budget."""

AWAY: Final = {
    "gpb.staff": ACCOUNTS,
    "gpb.office": ACCOUNTS,
    "proc": ACCOUNTS | {"gpb", "gpb_overall", "gpb_structure", "gpb_items", "basic"},
    "asset": ACCOUNTS | {"three_public", "three_public_overall", "three_public_items"},
}
"""Where a name means something else: 人员经费 of 支出决算 is of all funds, 商品和服务支出 is no 采购."""


@dataclass(frozen=True, kw_only=True)
class Index:
    """Facts by indicator and measure, by subject and measure, and by statement; each list in reading order.

    A subject stands in the keys as its indicator and account: texts are hashed faster than a dataclass.
    """

    extraction: Extraction
    words: tuple[Fact, ...]
    """Comparisons without a number: 决算数大于预算数."""
    by_measure: Mapping[str, list[Fact]]
    by_indicator: Mapping[tuple[str, str], list[Fact]]
    wholes: Mapping[tuple[str, str], list[Fact]]
    """Those on an indicator as a whole: no account, no scope."""
    by_subject: Mapping[tuple[str, str, str], list[Fact]]
    by_statement: Mapping[tuple[int, str, str, str], list[Fact]]
    beside_leads: dict[str, list[tuple[Fact | None, ...]]] = field(default_factory=dict)
    """What sits in the seats of a plan's shape: several rules seat the same facts."""
    seated: dict[str, list[tuple[Seat, ...]]] = field(default_factory=dict)
    """The same with the names of the seats."""
    ones: dict[tuple[str, str | None], Fact | None] = field(default_factory=dict)
    """The one fact for a pick and a measure."""
    memo: dict[str, Fact | bool | None] = field(default_factory=dict)
    """What several rules ask of the document, worked out once."""

    @once
    def cells(self) -> Cells:
        """The facts of the tables."""
        return cells_of(self.extraction)

    def beside(self, fact: Fact, measure: str) -> Sequence[Fact]:
        """Return the facts of that measure on the same subject in the same statement."""
        return self.by_statement.get((fact.statement, fact.subject.indicator, fact.subject.account, measure), ())


def build(extraction: Extraction) -> Index:
    """Index the facts of the narrative that a relation may rest on; those of tables stand in ``binding.cells``."""
    year = extraction.disclosure.year
    ranks = {document.source.id: rank for rank, document in enumerate(extraction.disclosure.documents)}
    told = [fact for fact in extraction.facts if fact.cell is None]
    ordered = sorted(told, key=lambda fact: (ranks.get(fact.figure.anchor.source, 0), fact.figure.anchor.span.start))
    usable = [fact for fact in ordered if _usable(fact, year)]
    words = tuple([fact for fact in ordered if fact.figure.word and fact.direction is not None])
    found = _grouped(extraction, usable, words)
    doubtful = {id(fact) for facts in found.by_statement.values() if len(facts) > 1 for fact in _said_twice(facts)}
    if not doubtful:
        return found
    return _grouped(extraction, [fact for fact in usable if id(fact) not in doubtful], words)


def _grouped(extraction: Extraction, facts: list[Fact], words: tuple[Fact, ...]) -> Index:
    measures: dict[str, list[Fact]] = defaultdict(list)
    indicators: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    wholes: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    subjects: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    statements: dict[tuple[int, str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        measure, subject = fact.measure, fact.subject
        indicator, account = subject.indicator, subject.account
        measures[measure].append(fact)
        indicators[indicator, measure].append(fact)
        subjects[indicator, account, measure].append(fact)
        statements[fact.statement, indicator, account, measure].append(fact)
        if not account and not fact.scope:
            wholes[indicator, measure].append(fact)
    return Index(
        extraction=extraction,
        words=words,
        by_measure=measures,
        by_indicator=indicators,
        wholes=wholes,
        by_subject=subjects,
        by_statement=statements,
    )


def _usable(fact: Fact, year: int | None) -> bool:
    """Tell whether a relation may rest on a fact: a certain number of the year reported on, of the right kind."""
    quantity = fact.figure.quantity
    if quantity is None or quantity.approximate or fact.measure not in KINDS[quantity.kind]:
        return False
    if fact.year != year and fact.year is not None and year is not None and fact.measure != "prior":
        return False
    return fact.role not in _away(fact.subject.indicator)


@cache
def _away(indicator: str) -> Collection[str]:
    """Return the sections where an indicator's name means something else."""
    return AWAY.get(indicator, AWAY.get(indicator.partition(".")[0], ()))


def _said_twice(stated: list[Fact]) -> Iterator[Fact]:
    """Yield what one statement says twice with different values: one of the two is of something else.

    人员经费70.00万元和公用经费15.00万元,分别增长3.00%和下降2.00% read as two rates of the office cost.
    """
    alike: dict[tuple[str | None, str], list[Fact]] = defaultdict(list)
    for fact in stated:
        alike[fact.base, fact.scope].append(fact)
    for facts in alike.values():
        told = [fact for fact in facts if not fact.figure.word]
        if any(not same_number(told[0], other) for other in told[1:]):
            yield from facts


def ahead(one: Fact, other: Fact) -> bool:
    """Tell whether a fact stands before another in the same document."""
    here, there = one.figure.anchor, other.figure.anchor
    return here.source == there.source and here.span.start < there.span.start


def same_number(one: Fact, other: Fact) -> bool:
    """Tell whether two facts are printed as one value (1,268.35万元 and 1268.35万元)."""
    return one.point == other.point or (one.point - other.point).is_zero


def standing(facts: Iterable[Fact]) -> Fact | None:
    """Return the fact that speaks for several statements of one thing: the first with the value most of them have.

    One wrong repeat among three or more is outvoted; between two the first one stands.
    """
    best: Fact | None = None
    best_votes = 0
    seen = list(facts)
    if len(seen) == 1:
        return seen[0]
    for fact in seen:
        votes = sum(1 for other in seen if same_number(fact, other))
        if votes > best_votes:
            best, best_votes = fact, votes
    return best


def narrated(facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts of the narrative itself."""
    return [fact for fact in facts if fact.role not in APART]

"""Doubts about a reading: a change that speaks of another subject, or of a base that was not said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.binding.index import ahead
from rules.binding.picking import BUDGETS
from rules.kinds import kind_named

if TYPE_CHECKING:
    from rules.binding.index import Index
    from rules.relation import Relation

CHANGES: Final = frozenset({"rate", "delta"})
"""The measures whose reading may be doubtful."""

WINDOW: Final = 40

# 比年初预算减少1.98万元 · 较预算数20.00万元减少5.00万元 · 预决算差异率-7.93%;
# not: 60.00万元(年初预算65.00万元),下降4.8%
SAID: Final = re.compile(
    r"(?:[比较与同和超]|低于|高于)[^。;；,，]*预算[^。;；,，]*$|预算[^\d。;；]*$|预决算差异率[为:：]?[-－−+＋]?$"
)


def guessed(index: Index, relation: Relation) -> bool:
    """Tell whether a change is said to be against a budget only because one was named before it."""
    lead = relation.seats[0].fact
    if lead.figure.word or lead.measure not in CHANGES or lead.base not in BUDGETS:
        return False
    change = next((seat.fact for seat in relation.seats if seat.name == "delta"), lead)
    verb = change.direction_span or change.figure.anchor.span
    text = next(
        one.text for one in index.extraction.disclosure.documents if one.source.id == change.figure.anchor.source
    )
    return SAID.search(text, max(0, verb.start - WINDOW), verb.start) is None


def of_another(index: Index, relation: Relation) -> bool:
    """Tell whether a change, failing on a final from an earlier sentence, fits another final said before it.

    …其他收入149.00万元,占2.6%。与上年对比增加349.00万元,增长6.6%。 The second sentence speaks of all income.
    """
    lead = relation.seats[0].fact
    borrowed = next((n for n, seat in enumerate(relation.seats) if seat.name == "final"), None)
    if lead.measure != "rate" or borrowed is None:
        return False
    own = relation.seats[borrowed].fact
    outcome = kind_named(relation.rule.kind).outcome
    if own.statement == lead.statement or outcome(relation) != "fails":
        return False
    return any(
        outcome(relation.with_facts({borrowed: fact})) in {"holds", "rounding"}
        for fact in index.by_measure.get("final", ())
        if fact.role == lead.role
        and ahead(fact, lead)
        and fact.subject != lead.subject
        and fact.figure.id != own.figure.id
    )

"""What one sentence says of a total: all the parts it lists, or an item that stands on its own beside it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from rules.binding import picking
from rules.binding.index import ahead
from rules.finding import Seat
from rules.kinds import kind_named
from rules.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact
    from rules.binding.index import Index
    from rules.rule import Rule
    from rules.seats import Pick, Plan

ASIDE: Final = "aside"
"""The reach of a pick that is seated only where its fact stands on its own right behind what is seated."""

LISTED: Final = "listed"
"""The reach of a part that leaves its seat where it stands on its own and the rest holds without it."""

# 其中:\n1.年初财政拨款结转和结余30.00万元;\n2.本年…: a line that ends in such a mark goes on in the next
_END: Final = re.compile(r"。|(?<![:：;；,，、\s])\s*\n")
_APART: Final = re.compile(r"[;；。]")
_LISTS: Final = re.compile(r"其中|包括|包含|含|[:：]")
_LONGEST: Final = 400
"""Characters between a total and what is said beside it."""
_MOST: Final = 64


def bind(index: Index, rule: Rule, plan: Plan) -> Iterator[Relation]:
    """Yield each whole with its parts where one sentence states them all.

    财政拨款收入总计530.00万元,其中:年初财政拨款结转和结余30.00万元,本年财政拨款收入500.00万元。
    """
    for pick in plan.seats.get("whole", ()):
        for whole in islice(picking.found(index, pick), _MOST):
            parts = [_told_after(index, one, whole) for one in plan.seats.get("part", ())]
            told = [fact for fact in parts if fact is not None]
            if 0 < len(told) == len(parts):
                found = _sum(rule, whole, told)
                if not _leaves_one_out(index, found, whole, told):
                    yield found


def beside(index: Index, rule: Rule, plan: Plan, seats: list[Seat]) -> list[Seat]:
    """Return the items beside a total that make a failing relation hold, in the seat of that total.

    支出总计510.00万元,包括:基本支出…,项目支出…;年末结转和结余20.00万元: the balance is no part of that total.
    """
    more = [
        Seat(name=seat.name, fact=fact)
        for seat in seats
        for pick in plan.seats[seat.name]
        if pick.reach == ASIDE
        for fact in picking.found(index, pick)[:1]
        if _stands_apart(index, seat.fact, fact)
    ]
    outcome = kind_named(rule.kind).outcome
    if not more or outcome(Relation(rule=rule, seats=tuple(seats))) != "fails":
        return []
    return more if outcome(Relation(rule=rule, seats=(*seats, *more))) in {"holds", "rounding"} else []


def listed(index: Index, rule: Rule, plan: Plan, seats: list[Seat]) -> list[Seat]:
    """Return the seats without a part that stands beside the total, where the relation fails with it and not without.

    支出总计510.00万元,包括:本年支出合计510.00万元;年末结转和结余20.00万元: the balance is no part of that total.
    """
    loose = {
        name for picks in plan.seats.values() for pick in picks if pick.reach == LISTED for name in pick.indicators
    }
    wholes = [seat.fact for seat in seats if seat.name == "whole"]
    outcome = kind_named(rule.kind).outcome
    if not loose or len(wholes) != 1 or outcome(Relation(rule=rule, seats=tuple(seats))) != "fails":
        return seats
    for seat in seats:
        if seat.name == "part" and seat.fact.subject.indicator in loose and _stands_apart(index, wholes[0], seat.fact):
            rest = [one for one in seats if one is not seat]
            if outcome(Relation(rule=rule, seats=tuple(rest))) != "fails":
                return rest
    return seats


def _told_after(index: Index, pick: Pick, whole: Fact) -> Fact | None:
    """Return the fact that the whole's sentence states behind it, before it ends."""
    for fact in islice(picking.found(index, pick), _MOST):
        between = _between(index, whole, fact)
        if between is not None and _END.search(between) is None:
            return fact
    return None


def _leaves_one_out(index: Index, found: Relation, whole: Fact, parts: list[Fact]) -> bool:
    """Tell whether a sum fails by a part alone that stands beside the total, not in it."""
    outcome = kind_named(found.rule.kind).outcome
    if outcome(found) != "fails":
        return False
    return any(
        _stands_apart(index, whole, part)
        and outcome(_sum(found.rule, whole, [one for one in parts if one is not part])) != "fails"
        for part in parts
    )


def _sum(rule: Rule, whole: Fact, parts: list[Fact]) -> Relation:
    return Relation(rule=rule, seats=(Seat(name="whole", fact=whole), *(Seat(name="part", fact=one) for one in parts)))


def _stands_apart(index: Index, total: Fact, fact: Fact) -> bool:
    """Tell whether a fact is said behind a total in a limb of its own, in its sentence or the next, in no list."""
    between = _between(index, total, fact)
    if between is None or between.count("。") > 1 or "\n" in between.strip():
        return False
    *before, own = _APART.split(between)
    return bool(before) and _LISTS.search(own) is None


def _between(index: Index, one: Fact, other: Fact) -> str | None:
    """Return the text from one figure to another behind it, None where it is not near."""
    start, end = one.figure.anchor.span.end, other.figure.anchor.span.start
    if not ahead(one, other) or end - start > _LONGEST or end < start:
        return None
    source = one.figure.anchor.source
    return next(doc.text[start:end] for doc in index.extraction.disclosure.documents if doc.source.id == source)

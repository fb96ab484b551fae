"""Findings of one rule that differ by one and the same amount: one cause that shows in a total and in its parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rules.finding import Note
from rules.kinds import kind_named
from rules.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractor.fact import Fact
    from extractor.quantity import Interval
    from rules.finding import Finding, Verdict

NOTES: Final = 8
ALSO: Final = "这里差的是同一个数"


def joined(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, those of one rule with one gap as one: the first, with the places of the others as notes.

    年初结转和结余 of all funds, of fiscal money and of one budget are off by 0.54 each: one opening balance is wrong.
    """
    groups: list[list[Finding]] = []
    gaps: list[Interval | None] = []
    for found in findings:
        gap = _gap(found)
        at = next((n for n, one in enumerate(groups) if _alike(one[0], gaps[n], found, gap)), None)
        if at is None:
            groups.append([found])
            gaps.append(gap)
        else:
            groups[at].append(found)
    return tuple(map(_one, groups))


def _alike(one: Finding, gap: Interval | None, other: Finding, other_gap: Interval | None) -> bool:
    if gap is None or other_gap is None or one.rule is not other.rule or one.severity != other.severity:
        return False
    return gap.meets(other_gap)


def _gap(found: Finding) -> Interval | None:
    """Return how far a stated amount is from what the others allow; None where it is not about money."""
    verdict = next((one for one in found.verdicts if one.rule == found.rule.id), None)
    fact = None if verdict is None else _stated(verdict)
    if verdict is None or fact is None:
        return None
    relation = Relation(rule=found.rule, seats=verdict.seats)
    seat = next(number for number, one in enumerate(verdict.seats) if one.fact is fact)
    allowed = kind_named(found.rule.kind).allowed(relation, seat)
    return None if allowed is None or fact.quantity.kind != "amount" else fact.interval - allowed


def _stated(verdict: Verdict) -> Fact | None:
    return next((seat.fact for seat in verdict.seats if seat.fact.figure.printed == verdict.stated), None)


def _one(findings: Sequence[Finding]) -> Finding:
    first, *more = findings
    if not more:
        return first
    notes = [*first.notes, *(Note(message=ALSO, anchor=one.anchor) for one in more if one.anchor is not None)]
    verdicts = [verdict for one in findings for verdict in one.verdicts]
    return replace(first, notes=tuple(notes[:NOTES]), verdicts=tuple(verdicts))

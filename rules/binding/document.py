"""Relations across the document: a total and its parts, figures that must agree, parts within wholes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rules import linear
from rules.binding import picking, sentences
from rules.finding import Seat
from rules.kinds.sum import EXACT
from rules.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact
    from rules.binding.index import Index
    from rules.rule import Rule
    from rules.seats import Pick, Plan


def bind(index: Index, rule: Rule, plan: Plan) -> Iterator[Relation]:
    """Yield the relation over the document, once for each measure the plan names."""
    for measure in plan.each or (None,):
        seats = _seats(index, plan, measure)
        if seats and _enough(seats, plan):
            told = sentences.listed(index, rule, plan, seats)
            yield from with_parts(index, rule, plan, [*told, *sentences.beside(index, rule, plan, told)])


def _seats(index: Index, plan: Plan, measure: str | None) -> list[Seat]:
    """Return the seats, none where one stays empty; a total of one measure takes parts of it or of one near it."""
    taken: dict[int, Seat] = {}
    for name in plan.seats:
        picks = _always(plan, name)
        facts = picking.many(index, picks, measure)
        if len(facts) < (len(picks) if name in FULL else 1):
            return []
        if name in {"whole", "one"} and measure and any(fact.measure != measure for fact in facts):
            return []
        for fact in facts:
            taken.setdefault(id(fact), Seat(name=name, fact=fact))
    return list(taken.values())


def _always(plan: Plan, name: str) -> tuple[Pick, ...]:
    """Return the picks of a seat but those that are seated only if need be."""
    return tuple(pick for pick in plan.seats[name] if pick.reach != sentences.ASIDE)


FULL: Final = frozenset({"whole", "whole_less", "part_less", "less", "one", "other", "amount"})
"""Seats that must all be taken; parts may be fewer, which only makes a bound weaker."""


def _enough(seats: list[Seat], plan: Plan) -> bool:
    """Tell whether every seat that must be taken still is, once each fact has one seat, and enough parts are there."""
    names = [seat.name for seat in seats]
    for name in plan.seats:
        if names.count(name) < (len(_always(plan, name)) if name in FULL else 1):
            return False
    return plan.needed == 1 or names.count("part") + names.count("share") >= plan.needed


def with_parts(index: Index, rule: Rule, plan: Plan, seats: list[Seat]) -> Iterator[Relation]:
    """Yield the relation, its parts marked as some of the whole where the list is not known to be complete."""
    if rule.kind == "sum" and not complete(index, plan, seats):
        seats = [Seat(name="some", fact=seat.fact) if seat.name == "part" else seat for seat in seats]
        if any(seat.name == "less" for seat in seats):
            return
    if rule.kind == "shares_total" and not _whole_list(index, seats):
        return
    yield Relation(rule=rule, seats=tuple(seats))


def complete(index: Index, plan: Plan, seats: list[Seat]) -> bool:
    """Tell whether the listed parts are all there are, by what the plan accepts as a sign of it."""
    if plan.closed == "always":
        return True
    if plan.closed == "never":
        return False
    parts = [seat.fact for seat in seats if seat.name == "part"]
    named = sum(1 for pick in plan.seats["part"] if pick.account == "none")
    if named and len(parts) == named == len(plan.seats["part"]):
        return True
    return closes(seats) or (plan.closed == "shares" and shares_close(index, parts))


def closes(seats: list[Seat]) -> bool:
    """Tell whether parts and whole add up, rounding allowed."""
    return linear.outcome(EXACT, tuple(seats)) != "fails"


def shares_close(index: Index, parts: list[Fact]) -> bool:
    """Tell whether the shares printed beside the parts make up 100 %: then nothing is missing from the list."""
    shares = [share for part in parts for share in index.beside(part, "share")[:1]]
    return len(shares) == len(parts) > 0 and adds_to_hundred(shares)


def adds_to_hundred(shares: list[Fact]) -> bool:
    """Tell whether percentages may add up to 100."""
    total = shares[0].interval
    for share in shares[1:]:
        total = total + share.interval
    places = total.places
    return bool(total.lo <= 100 * 10**places <= total.hi)


def _whole_list(index: Index, seats: list[Seat]) -> bool:
    """Tell whether shares are of one base and the amounts beside them add up to that base: the list is complete."""
    shares = [seat.fact for seat in seats]
    if any(one.base != other.base for one, other in pairwise(shares)) or shares[0].base in {None, "?"}:
        return False
    if adds_to_hundred(shares):
        return True
    parts = [part for share in shares for part in index.beside(share, "final")[:1]]
    whole = picking.whole_final(index, shares[0].base or "")
    if whole is None or len(parts) != len(shares):
        return False
    return closes([Seat(name="whole", fact=whole), *(Seat(name="part", fact=part) for part in parts)])

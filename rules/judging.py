"""Verdicts with words: outcome, the formula with its numbers, and what the other seats allow."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from extractor.quantity import POWERS, Interval
from rules import linear, ratio
from rules.finding import Verdict, Words
from rules.showing import bounds, common_unit, ends, minus, plain, rounded, shown, shown_in_brackets

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.fact import Fact
    from rules.finding import Outcome
    from rules.linear import Linear
    from rules.ratio import Ratio
    from rules.relation import Relation

MISSING = "缺少"
ZERO_BASE = "分母为零"
POWERLESS = "基数太小，区间过宽"
PASSES: Final = frozenset({"holds", "rounding"})


def label(relation: Relation) -> str:
    """Return what the rule's formula computes: the words before its equals sign."""
    return relation.rule.formula.partition("=")[0].strip()


def every_seat(relation: Relation) -> tuple[int, ...]:
    """Return the numbers of all seats: those of a relation that decides nothing."""
    return tuple(range(len(relation.seats)))


def first_stated(relation: Relation) -> Words:
    """Return the words of a relation that only says what is printed in its first seat."""
    return Words(stated=relation.seats[0].fact.figure.printed if relation.seats else "")


def missing(relation: Relation, names: tuple[str, ...]) -> Verdict:
    """Return the verdict of a relation with an empty seat."""
    return Verdict(
        rule=relation.rule.id,
        outcome="cannot_tell",
        seats=relation.seats,
        why=f"{MISSING}{'、'.join(names)}",
        wording=partial(first_stated, relation),
        looseness=partial(every_seat, relation),
    )


def linear_verdict(relation: Relation, form: Linear) -> Verdict:
    """Judge a signed sum; the stated seat is the first of that name."""
    seats = relation.seats
    outcome = linear.outcome(form, seats)
    return Verdict(
        rule=relation.rule.id,
        outcome=outcome,
        seats=seats,
        wording=partial(linear_words, relation, form),
        looseness=partial(linear.weak, form, seats) if outcome in PASSES else tuple,
    )


def linear_words(relation: Relation, form: Linear) -> Words:
    """Return the words of a signed sum."""
    seats = relation.seats
    stated = next((n for n, seat in enumerate(seats) if seat.name in form.stated), 0)
    fact, sign = seats[stated].fact, form.signs[seats[stated].name]
    allowed = linear.allowed(form, seats, stated)
    low, high = bounds(allowed, fact)
    least, most = ends(allowed, fact)
    below, above = form.mode == "=" or sign < 0, form.mode == "=" or sign > 0
    return Words(
        formula=bound_formula(relation, form) if form.mode == "<=" else sum_formula(relation, form, stated),
        stated=fact.figure.printed,
        low=low if below else None,
        high=high if above else None,
        least=least if below else "",
        most=most if above else "",
    )


def sum_formula(relation: Relation, form: Linear, stated: int) -> str:
    """Write ``本年支出合计 = 231.40 + 1036.95 = 1268.35``; terms that are zero are left out."""
    fact, own = relation.seats[stated].fact, form.signs[relation.seats[stated].name]
    others = [(seat.fact, -own * form.signs[seat.name]) for n, seat in enumerate(relation.seats) if n != stated]
    terms = [one for one in others if not one[0].quantity.is_zero] or others[:1]
    unit = common_unit([other for other, _ in terms] + [fact])
    text = joined(terms, unit)
    name = label(relation)
    start = f"{name} = {text}" if name else text
    if len(terms) == 1:
        return start
    value = Interval(0, 0)
    for other, sign in others:
        value = value + (other.point if sign > 0 else -other.point)
    if unit:
        return f"{start} = {minus(plain(value.lo, value.places + POWERS.get(unit, 0), strip=True))}{unit}"
    return f"{start} = {minus(rounded(value, fact.quantity))}"


def bound_formula(relation: Relation, form: Linear) -> str:
    """Write ``388.13 ≤ 354.2``: what may not be larger, and what it may not exceed."""
    small = [(seat.fact, sign) for seat in relation.seats if (sign := form.signs[seat.name]) > 0]
    large = [(seat.fact, -sign) for seat in relation.seats if (sign := form.signs[seat.name]) < 0]
    if any(seat.name.endswith("_less") for seat in relation.seats):
        small = [(seat.fact, _side(seat.name)) for seat in relation.seats if seat.name.startswith("part")]
        large = [(seat.fact, _side(seat.name)) for seat in relation.seats if seat.name.startswith("whole")]
    unit = common_unit([seat.fact for seat in relation.seats])
    limit = joined(large, unit) if large else str(-form.constant)
    return f"{joined(small, unit)} ≤ {limit}"


def _side(name: str) -> int:
    return -1 if name.endswith("_less") else 1


def joined(terms: list[tuple[Fact, int]], unit: str) -> str:
    """Write signed terms: ``2196.40 + 18.35 − 3.2``."""
    return "".join(_signed(fact, sign, unit, first=n == 0) for n, (fact, sign) in enumerate(terms))


def _signed(fact: Fact, sign: int, unit: str, *, first: bool) -> str:
    if first:
        return shown(fact, unit) if sign > 0 else f"−{shown_in_brackets(fact, unit)}"
    return f" {'+' if sign > 0 else '−'} {shown_in_brackets(fact, unit)}"


def worded_verdict(
    relation: Relation, outcome: Outcome, words: Callable[[Relation], Words], *, lacking: str
) -> Verdict:
    """Return the verdict on a direction word, which checks no figure; ``lacking`` is what was missing."""
    return Verdict(
        rule=relation.rule.id,
        outcome=outcome,
        seats=relation.seats,
        why=f"{MISSING}{lacking}" if outcome == "cannot_tell" else None,
        wording=partial(words, relation),
        looseness=tuple if outcome == "fails" else partial(every_seat, relation),
    )


def ratio_verdict(
    relation: Relation, form: Ratio | None, quotient: Callable[[Relation], str], *, lacking: str
) -> Verdict:
    """Judge a percentage; ``quotient`` writes the division out, ``lacking`` names what an absent form lacks."""
    if form is None:
        return missing(relation, (lacking,))
    examined = ratio.examine(form)
    outcome = examined.outcome
    looseness: Callable[[], tuple[int, ...]] = tuple
    if outcome in PASSES:
        looseness = partial(ratio.weak, form, examined)
    elif outcome == "cannot_tell":
        looseness = partial(every_seat, relation)
    return Verdict(
        rule=relation.rule.id,
        outcome=outcome,
        seats=relation.seats,
        why=_why(form, outcome, examined.base),
        wording=partial(ratio_words, relation, form, quotient),
        looseness=looseness,
    )


def ratio_words(relation: Relation, form: Ratio, quotient: Callable[[Relation], str]) -> Words:
    """Return the words of a percentage."""
    known = ratio.computed(form.terms)
    base, part = ratio.printed_sides(form.terms)
    allowed = known if known is None or form.sign > 0 else -known
    low, high = bounds(allowed, form.fact)
    least, most = ends(allowed, form.fact)
    name = label(relation)
    start = f"{name} = {quotient(relation)}" if name else quotient(relation)
    return Words(
        formula=f"{start} = {quotient_text(part, base, form)}" if base else start,
        stated=form.fact.figure.printed,
        low=low,
        high=high,
        least=least,
        most=most,
    )


def _why(form: Ratio, outcome: Outcome, base: int) -> str | None:
    if outcome == "cannot_tell":
        return POWERLESS if base else ZERO_BASE
    return "truncation" if outcome == "fails" and ratio.is_truncated(form) else None


def quotient_text(part: int, base: int, form: Ratio) -> str:
    """Return ``part ÷ base`` as a percentage with one more decimal than is printed, at least two."""
    places = max(form.fact.quantity.decimals + 1, 2)
    scaled = 2 * 100 * abs(part) * 10**places // abs(base)
    value = (scaled + 1) // 2 * (1 if part * base >= 0 else -1)
    return minus(f"{plain(value, places)}%")

"""Ratios judged by multiplying across: rate × base meets 100 × part, exactly, over intervals (§4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.making import quick
from extractor.quantity import Interval
from rules.showing import leading_exponent

if TYPE_CHECKING:
    from extractor.fact import Fact
    from rules.finding import Outcome

POWERLESS: Final = 10
"""A computed percentage known only to within this many points decides nothing when it fits."""

FINE: Final = 12
"""Decimals that quotients are carried to, always rounded outwards."""


class Term(NamedTuple):
    """A seat's part in the ratio: how often its value counts in the base, and how often in the part."""

    seat: int
    fact: Fact
    value: Interval
    point: Interval
    in_base: int
    in_part: int


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A printed percentage and the amounts it is the quotient of."""

    seat: int
    fact: Fact
    sign: int = 1
    """−1 where the percentage carries no verb of its own and the amount falls."""
    terms: tuple[Term, ...]
    zero_is_named: bool = False
    """A printed base of zero is the fault of another rule (zero_base), which names it."""


def term(seat: int, fact: Fact, *, in_base: int = 0, in_part: int = 0, sign: int = 1) -> Term:
    """Return a seat's term."""
    value, point = (fact.interval, fact.point) if sign > 0 else (-fact.interval, -fact.point)
    return Term(seat, fact, value, point, in_base, in_part)


def rate_interval(form: Ratio) -> Interval:
    """Return the values the printed percentage stands for, with its sign."""
    return form.fact.interval if form.sign > 0 else -form.fact.interval


Slice = tuple[int, int, list[int]]
"""For one value of the rate: the least and greatest residual, and the factor of every term."""


def slices(terms: tuple[Term, ...], rates: tuple[int, int], rate_places: int) -> tuple[Slice, Slice, int]:
    """Return the residual ``rate × base − 100 × part`` at both ends of the rate, and the places of the terms.

    The residual is linear in every seat, so its extremes over the box stand at the ends of the rate.
    """
    places = max([one.value.places for one in terms])
    hundred = 100 * 10**rate_places
    least, most = rates
    low = high = low2 = high2 = 0
    factors, factors2 = [], []
    for _, _, value, _, in_base, in_part in terms:
        scale = 10 ** (places - value.places)
        lo, hi = scale * value.lo, scale * value.hi
        factor, factor2 = least * in_base - hundred * in_part, most * in_base - hundred * in_part
        factors.append(factor)
        factors2.append(factor2)
        low += factor * (lo if factor >= 0 else hi)
        high += factor * (hi if factor >= 0 else lo)
        low2 += factor2 * (lo if factor2 >= 0 else hi)
        high2 += factor2 * (hi if factor2 >= 0 else lo)
    return (low, high, factors), (low2, high2, factors2), places


def meets(terms: tuple[Term, ...], rate: Interval) -> bool:
    """Tell whether some values inside the intervals make the ratio true."""
    one, two, _ = slices(terms, (rate.lo, rate.hi), rate.places)
    return min(one[0], two[0]) <= 0 <= max(one[1], two[1])


def printed_sides(terms: tuple[Term, ...]) -> tuple[int, int]:
    """Return base and part of the printed values, counted alike."""
    places = max([one.point.places for one in terms])
    base = part = 0
    for _, _, _, point, in_base, in_part in terms:
        value = point.lo * 10 ** (places - point.places)
        base += in_base * value
        part += in_part * value
    return base, part


class Examined(NamedTuple):
    """A ratio judged, with what judging it brought to light."""

    outcome: Outcome
    ends: tuple[Slice, Slice]
    places: int
    base: int
    """The printed base, counted in ``10**-places`` of the printed values."""


def examine(form: Ratio) -> Examined:
    """Judge the ratio and keep what telling its weak seats needs."""
    rate = rate_interval(form)
    one, two, places = slices(form.terms, (rate.lo, rate.hi), rate.places)
    base, part = printed_sides(form.terms)
    met = ((one[0] <= 0 or two[0] <= 0) and (one[1] >= 0 or two[1] >= 0)) or _coarse(form)
    powerless = met and _powerless(form.terms, base, part)
    return Examined(_settle(form, base, part, met=met, powerless=powerless), (one, two), places, base)


def outcome(form: Ratio | None) -> Outcome:
    """Judge the ratio; nothing can be told of one whose seats are not all taken."""
    return "cannot_tell" if form is None else examine(form).outcome


def _settle(form: Ratio, base: int, part: int, *, met: bool, powerless: bool) -> Outcome:
    if base == part == 0 and form.zero_is_named and is_conventional(form.fact):
        return "holds"
    if not met:
        return "fails" if base or not form.zero_is_named else "cannot_tell"
    if base == 0 or powerless:
        return "cannot_tell"
    return "holds" if _rounds(form, base, part) else "rounding"


def is_conventional(fact: Fact) -> bool:
    """Tell whether a percentage is what is written, harmlessly, for zero over zero: 0 % or 100 %."""
    return fact.quantity.is_zero or fact.point.low == 100  # noqa: PLR2004  (100 %)


def _coarse(form: Ratio) -> bool:
    """Tell whether a percentage printed shorter than the document's others fits by its own decimals."""
    quantity = form.fact.quantity
    return quantity.decimals < quantity.precision and meets(form.terms, own_interval(form))


def own_interval(form: Ratio) -> Interval:
    """Return the interval of the printed percentage by its own decimals alone."""
    quantity = form.fact.quantity
    point = form.fact.point
    shift = quantity.decimals + 1 - quantity.power
    places = max(shift, point.places)
    value, half = point.at(places).lo, 5 * 10 ** (places - shift)
    own = Interval(value - half, value + half, places)
    return own if form.sign > 0 else -own


def _rounds(form: Ratio, base: int, part: int) -> bool:
    """Tell whether the quotient of the printed values, correctly rounded, is the printed percentage."""
    quantity = form.fact.quantity
    point = form.fact.point
    units = quantity.precision - quantity.power
    places = max(units, point.places, 0)
    printed = form.sign * point.lo * 10 ** (places - point.places)
    gap = abs(100 * part * 10**places - printed * base)
    return bool(2 * gap <= abs(base) * 10 ** (places - units))


def _corners(terms: tuple[Term, ...]) -> list[tuple[int, int]] | None:
    """Return base and part at every corner of the box, or None where the base may vanish."""
    places = max([one.value.places for one in terms])
    found = [(0, 0)]
    for one in terms:
        scale = 10 ** (places - one.value.places)
        to_base, to_part = scale * one.in_base, scale * one.in_part
        ends = {one.value.lo, one.value.hi}
        found = [(base + to_base * end, part + to_part * end) for base, part in found for end in ends]
    bases = [base for base, _ in found]
    return None if min(bases) <= 0 <= max(bases) else found


def computed(terms: tuple[Term, ...]) -> Interval | None:
    """Return the percentages the amounts allow, rounded outwards; None where the base may vanish."""
    corners = _corners(terms)
    if corners is None:
        return None
    scale = 100 * 10**FINE
    return Interval(
        min(scale * part // base for base, part in corners),
        max(-(-scale * part // base) for base, part in corners),
        FINE,
    )


def _powerless(terms: tuple[Term, ...], base: int, part: int) -> bool:
    """Tell whether the amounts leave the percentage open by more than ten points."""
    if _plainly_strong(terms, base, part):
        return False
    known = computed(terms)
    return known is None or known.hi - known.lo > POWERLESS * 10**FINE


def _plainly_strong(terms: tuple[Term, ...], base: int, part: int) -> bool:
    """Tell cheaply that the percentage is known well: a base thousands of times wider than all half units.

    With all values off by h in total and |part| ≤ 3 × |base|, the quotient moves by less than 400 h ÷ |base|.
    """
    if abs(part) > 3 * abs(base):
        return False
    places = max([one.point.places for one in terms])
    width = 0
    for _, _, value, _, _, _ in terms:
        more = value.places - places
        spread = value.hi - value.lo
        width += spread // 10**more + 1 if more > 0 else spread * 10**-more
    return abs(base) > 1000 * width


def allowed(form: Ratio | None, number: int) -> Interval | None:
    """Return the values the numbered seat may take given the others; None for any value."""
    if form is None:
        return None
    if number == form.seat:
        known = computed(form.terms)
        return known if known is None or form.sign > 0 else -known
    return _solved(form, next(one for one in form.terms if one.seat == number))


def _solved(form: Ratio, wanted: Term) -> Interval | None:
    """Solve ``rate × base = 100 × part`` for one term: a quotient of linear forms, extreme at the corners."""
    rate = rate_interval(form)
    rest = tuple(one for one in form.terms if one is not wanted)
    one, two, places = slices(rest, (rate.lo, rate.hi), rate.places) if rest else ((0, 0, []), (0, 0, []), 0)
    hundred = 100 * 10**rate.places
    factors = [end * wanted.in_base - hundred * wanted.in_part for end in (rate.lo, rate.hi)]
    if min(factors) <= 0 <= max(factors):
        return None
    scale = 10**FINE
    quotients = [
        (-scale * total, factor * 10**places)
        for (low, high, _), factor in zip((one, two), factors, strict=True)
        for total in (low, high)
    ]
    return Interval(min(a // b for a, b in quotients), max(-(-a // b) for a, b in quotients), FINE)


def weak(form: Ratio, examined: Examined) -> tuple[int, ...]:
    """Return the seats whose leading digit could be another without the ratio failing."""
    ends, places = examined.ends, examined.places
    found = [each.seat for number, each in enumerate(form.terms) if not _strong(each, number, ends, places)]
    if not _rate_strong(form, computed(form.terms)):
        found.append(form.seat)
    found.sort()
    return tuple(found)


def _strong(one: Term, number: int, ends: tuple[Slice, Slice], places: int) -> bool:
    """Tell whether one unit of a term's leading digit, up or down, carries the residual off zero."""
    quantity = one.fact.quantity
    exponent = leading_exponent(quantity.digits) + quantity.power + places
    unit = 10**exponent if exponent > 0 else 1
    (low, high, factors), (low2, high2, factors2) = ends
    for step in (unit, -unit):
        move, move2 = factors[number] * step, factors2[number] * step
        if min(low + move, low2 + move2) <= 0 <= max(high + move, high2 + move2):
            return False
    return True


def _rate_strong(form: Ratio, known: Interval | None) -> bool:
    """Tell whether one unit of the percentage's leading digit, up or down, would refute it."""
    if known is None:
        return False
    quantity = form.fact.quantity
    rate = rate_interval(form).at(FINE)
    shift = 10 ** (leading_exponent(quantity.digits) + quantity.power + FINE)
    return bool(rate.lo + shift > known.hi and rate.hi - shift < known.lo)


def is_truncated(form: Ratio) -> bool:
    """Tell whether the percentage was cut, not rounded: the true one lies within the next unit off zero."""
    quantity, point = form.fact.quantity, form.fact.point
    units = quantity.decimals - quantity.power
    places = max(units, point.places, 0)
    value = form.sign * point.at(places).lo
    unit = 10 ** (places - units)
    away = Interval(value, value + unit, places) if value >= 0 else Interval(value - unit, value, places)
    return quantity.decimals > 0 and meets(form.terms, away)

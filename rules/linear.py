"""Linear relations judged over intervals: a signed sum that must be zero, or must not exceed zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from extractor.quantity import Interval
from rules.showing import leading_exponent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.fact import Fact
    from rules.finding import Outcome, Seat

FAR: Final = 10**18
"""More money, and more things, than any disclosure states: the open end of a one-sided range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """A signed sum over the seats: ``constant + Σ sign × value`` meets zero, or is at most zero."""

    signs: Mapping[str, int]
    stated: tuple[str, ...]
    """The seats whose printed precision decides what a correct rounding is."""
    mode: Literal["=", "<="] = "="
    hidden: bool = False
    """A printed zero may hide half a unit: the terms of a sum."""
    constant: int = 0
    tail: int = 0
    """How many units of its last place the stated figure may differ by beyond its own rounding."""


def values(form: Linear, seats: tuple[Seat, ...]) -> list[tuple[Interval, int]]:
    """Return the interval and sign of every seat."""
    signs = form.signs
    if form.hidden:
        return [(seat.fact.sum_interval, signs[seat.name]) for seat in seats]
    if form.tail:
        return [(_widened(seat, form), signs[seat.name]) for seat in seats]
    return [(seat.fact.interval, signs[seat.name]) for seat in seats]


def _widened(seat: Seat, form: Linear) -> Interval:
    """Return a figure's interval, that of the stated one wider by the tail; a printed zero is zero."""
    value = seat.fact.interval
    more = (value.hi - value.lo) * form.tail if seat.name in form.stated else 0
    return Interval(value.lo - more, value.hi + more, value.places)


def reach(form: Linear, terms: list[tuple[Interval, int]]) -> tuple[int, int, int]:
    """Return the least and greatest residual and the places both are counted in."""
    places = max([value.places for value, _ in terms], default=0)
    low = high = form.constant * 10**places
    for value, sign in terms:
        scale = sign * 10 ** (places - value.places)
        if sign > 0:
            low += scale * value.lo
            high += scale * value.hi
        else:
            low += scale * value.hi
            high += scale * value.lo
    return low, high, places


def outcome(form: Linear, seats: tuple[Seat, ...]) -> Outcome:
    """Judge the sum over the seats; where the printed values agree, the intervals around them need no look."""
    gap, places = residual(form, seats)
    if gap == 0 or (gap < 0 and form.mode == "<="):
        return "holds"
    low, high, _ = reach(form, values(form, seats))
    if low > 0 or (high < 0 and form.mode == "="):
        return "fails"
    if form.mode == "<=":
        return "rounding"
    half = max([half_unit(seat.fact, places) for seat in seats if seat.name in form.stated], default=0)
    return "holds" if -half <= gap <= half else "rounding"


def residual(form: Linear, seats: tuple[Seat, ...]) -> tuple[int, int]:
    """Return what the printed values alone leave, and the places it is counted in."""
    signs = form.signs
    points = [seat.fact.point for seat in seats]
    places = max([point.places for point in points], default=0)
    gap = form.constant * 10**places
    for seat, point in zip(seats, points, strict=True):
        value = point.lo if point.places == places else point.lo * 10 ** (places - point.places)
        gap += signs[seat.name] * value
    return gap, places


def half_unit(fact: Fact, places: int) -> int:
    """Return half a unit of the last printed place, counted in ``10**-places`` (rounded down)."""
    value = fact.quantity.sum_interval
    width = value.hi - value.lo
    if places >= value.places:
        return int(width * 10 ** (places - value.places)) // 2
    return int(width // (2 * 10 ** (value.places - places)))


def allowed(form: Linear, seats: tuple[Seat, ...], number: int) -> Interval:
    """Return the values the numbered seat may take given the others."""
    terms = values(form, seats)
    return left(form, reach(form, terms), terms[number])


def left(form: Linear, reached: tuple[int, int, int], term: tuple[Interval, int]) -> Interval:
    """Return what a residual leaves for one of its terms: what the others, taken away, make up."""
    low, high, places = reached
    value, sign = term
    scale = sign * 10 ** (places - value.places)
    ends = (scale * value.lo, scale * value.hi)
    low, high = low - min(ends), high - max(ends)
    if form.mode == "=":
        return Interval(-high, -low, places) if sign > 0 else Interval(low, high, places)
    far = FAR * 10**places
    return Interval(-far, -low, places) if sign > 0 else Interval(low, far, places)


def weak(form: Linear, seats: tuple[Seat, ...]) -> tuple[int, ...]:
    """Return the seats whose leading digit could be another without the relation failing."""
    if form.mode == "<=":
        return tuple(range(len(seats)))
    low, high, places = reach(form, values(form, seats))
    found = []
    for number, seat in enumerate(seats):
        quantity = seat.fact.quantity
        exponent = leading_exponent(quantity.digits) + quantity.power + places
        shift = 10**exponent if exponent > 0 else 1
        if not (low + shift > 0 and high - shift < 0):
            found.append(number)
    return tuple(found)

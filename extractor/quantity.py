"""Exact quantities: a printed number is the closed interval of the values it may stand for (HANDBOOK §4.0)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Final, Literal

from extractor.making import quick

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Kind = Literal["amount", "percent", "points", "times", "count"]
"""What a printed number measures: money, a percentage, percentage points, a multiple (倍) or a number of things."""

POWERS: Final[dict[str, int]] = {
    "元": 0, "百元": 2, "千元": 3, "万元": 4, "十万元": 5, "百万元": 6, "千万元": 7, "亿元": 8, "万亿元": 12,
    "%": 0, "‰": -1, "百分点": 0, "倍": 2, "成": 1,
}  # fmt: skip
"""Powers of ten from a printed unit to the base unit of its kind: 元 for money, 1 % for ratios."""

_SCALES: Final[dict[str, int]] = {"百": 2, "千": 3, "万": 4, "亿": 8}


def exactly(whole: int, places: int) -> Decimal:
    """Return ``whole / 10**places``.

    Decimals are only ever made from text here: arithmetic on them rounds to the precision that the process, or
    another library in it, has set.
    """
    return Decimal(f"{whole}E{-places}")


@quick
@dataclass(frozen=True, slots=True, order=False)
class Interval:
    """A closed interval ``[lo, hi] / 10**places`` in exact integers; never a float."""

    lo: int
    hi: int
    places: int = 0

    @classmethod
    def point(cls, value: Decimal | int) -> Interval:
        """Return the interval that holds ``value`` alone."""
        sign, digits, exponent = Decimal(value).as_tuple()
        if not isinstance(exponent, int):
            raise TypeError(f"not a finite number: {value}")
        whole = int("".join(map(str, digits)) or "0") * (-1 if sign else 1)
        if exponent > 0:
            return cls(whole * 10**exponent, whole * 10**exponent, 0)
        return cls(whole, whole, -exponent)

    def at(self, places: int) -> Interval:
        """Return the same interval counted in ``10**-places``; ``places`` is not smaller than the present one."""
        if places == self.places:
            return self
        factor = 10 ** (places - self.places)
        return Interval(self.lo * factor, self.hi * factor, places)

    def __add__(self, other: Interval) -> Interval:
        places = max(self.places, other.places)
        one, two = self.at(places), other.at(places)
        return Interval(one.lo + two.lo, one.hi + two.hi, places)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __neg__(self) -> Interval:
        return Interval(-self.hi, -self.lo, self.places)

    def __mul__(self, other: Interval) -> Interval:
        corners = [a * b for a in (self.lo, self.hi) for b in (other.lo, other.hi)]
        return Interval(min(corners), max(corners), self.places + other.places)

    def shifted(self, power: int) -> Interval:
        """Return the interval times ``10**power``."""
        if power >= self.places:
            factor = 10 ** (power - self.places)
            return Interval(self.lo * factor, self.hi * factor, 0)
        return Interval(self.lo, self.hi, self.places - power)

    def meets(self, other: Interval) -> bool:
        """Tell whether some value lies in both."""
        if self.places == other.places:
            return self.lo <= other.hi and other.lo <= self.hi
        places = max(self.places, other.places)
        one, two = self.at(places), other.at(places)
        return one.lo <= two.hi and two.lo <= one.hi

    def within(self, other: Interval) -> bool:
        """Tell whether every value of this interval lies in the other."""
        places = max(self.places, other.places)
        one, two = self.at(places), other.at(places)
        return two.lo <= one.lo and one.hi <= two.hi

    def below(self, other: Interval) -> bool:
        """Tell whether every value of this interval is smaller than every value of the other."""
        places = max(self.places, other.places)
        return self.at(places).hi < other.at(places).lo

    @property
    def has_zero(self) -> bool:
        """Whether zero lies in the interval."""
        return self.lo <= 0 <= self.hi

    @property
    def is_zero(self) -> bool:
        """Whether zero is the only value."""
        return self.lo == self.hi == 0

    @property
    def low(self) -> Decimal:
        """The lower end as an exact decimal."""
        return exactly(self.lo, self.places)

    @property
    def high(self) -> Decimal:
        """The upper end as an exact decimal."""
        return exactly(self.hi, self.places)


def span_of(form: Callable[..., int], seats: Sequence[Interval]) -> tuple[int, int]:
    """Return the exact least and greatest value of a multilinear ``form`` over a box of intervals.

    ``form`` takes one integer for each seat and is linear in each of them, so its extremes stand at corners
    of the box. The seats must share one number of places. Judging ``rate × base − 100 × part`` this way needs
    no division: a base that may be zero still refutes what it can (DESIGN §4.2).
    """
    values = [form(*corner) for corner in product(*((s.lo,) if s.lo == s.hi else (s.lo, s.hi) for s in seats))]
    return min(values), max(values)


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as printed: its digits, unit and printed precision.

    ``digits`` holds ASCII digits and at most one point, without separators or sign (``1268.35``); Chinese
    numerals are written out (两 → ``2``). ``precision`` is the number of decimals that counts: the printed one, or
    the document's own where it strips trailing zeros (``386万元`` beside ``168.35万元`` has precision 2).
    """

    digits: str
    unit: str
    kind: Kind
    precision: int
    negative: bool = False
    approximate: bool = False

    @property
    def decimals(self) -> int:
        """How many decimals are printed."""
        _, _, fraction = self.digits.partition(".")
        return len(fraction)

    @property
    def power(self) -> int:
        """The power of ten from the printed unit to the base unit."""
        power = POWERS.get(self.unit)
        if power is None:  # a count: 1.8万路
            return _SCALES.get(self.unit[:1], 0) if len(self.unit) > 1 else 0
        return power

    @property
    def is_zero(self) -> bool:
        """Whether the digits say zero (0, 0.0, 0.00)."""
        return not self.digits.strip("0.")

    @property
    def value(self) -> Decimal:
        """The printed value in the base unit: 元, %, or a number of things."""
        sign = "-" if self.negative and not self.is_zero else ""
        return Decimal(f"{sign}{self.digits}E{self.power}")

    @property
    def interval(self) -> Interval:
        """The values it stands for in the base unit; a printed zero amount or count is zero."""
        if self.is_zero and self.kind != "percent":
            return Interval(0, 0, 0)
        return self.sum_interval

    @property
    def sum_interval(self) -> Interval:
        """The values it stands for as a term of a sum, where a printed zero may hide half a unit (DESIGN §4.1)."""
        before, _, after = self.digits.partition(".")
        whole = int(before + after) * 10 ** (self.precision - len(after) + 1)
        half = 0 if self.kind == "count" else 5
        if self.negative:
            whole = -whole
        power = POWERS.get(self.unit)
        places = self.precision + 1 - (self.power if power is None else power)
        if places >= 0:
            return Interval(whole - half, whole + half, places)
        return Interval((whole - half) * 10**-places, (whole + half) * 10**-places)

    @property
    def point(self) -> Interval:
        """The printed value alone, as an interval."""
        before, _, after = self.digits.partition(".")
        whole = -int(before + after) if self.negative else int(before + after)
        power = POWERS.get(self.unit)
        places = len(after) - (self.power if power is None else power)
        if places < 0:
            whole, places = whole * 10**-places, 0
        return Interval(whole, whole, places)

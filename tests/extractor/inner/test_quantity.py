"""Intervals and quantities: exact, inclusive, and as wide as the printed precision says."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.quantity import POWERS, Interval, Quantity, span_of

numbers = st.integers(-(10**9), 10**9)
places = st.integers(0, 6)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    one, other = draw(numbers), draw(numbers)
    return Interval(min(one, other), max(one, other), draw(places))


@st.composite
def members(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    interval = draw(intervals())
    share = draw(st.fractions(0, 1))
    low, high = Fraction(interval.lo), Fraction(interval.hi)
    return interval, (low + (high - low) * share) / 10**interval.places


def holds(interval: Interval, value: Fraction) -> bool:
    return interval.lo <= value * 10**interval.places <= interval.hi


@given(members(), members())
def test_a_result_of_members_lies_in_the_result_of_intervals(one, other):
    (left, a), (right, b) = one, other
    assert holds(left + right, a + b)
    assert holds(left - right, a - b)
    assert holds(left * right, a * b)
    assert holds(-left, -a)


@given(members(), st.integers(-4, 8))
def test_shifting_is_multiplication_by_a_power_of_ten(member, power):
    interval, value = member
    assert holds(interval.shifted(power), value * Fraction(10) ** power)


@given(members(), intervals())
def test_intervals_that_share_a_value_meet(member, other):
    interval, value = member
    if holds(other, value):
        assert interval.meets(other)
        assert not interval.below(other)
    assert interval.meets(interval)
    assert interval.within(interval)


@given(members(), members(), members())
def test_multilinear_extremes_enclose_every_inner_point(rate, current, change):
    boxes = [interval.at(6) for interval, _ in (rate, current, change)]
    low, high = span_of(lambda r, c, d: r * (c - d) - 100 * d * 10**6, boxes)
    r, c, d = (value * 10**6 for _, value in (rate, current, change))
    assert low <= r * (c - d) - 100 * d * 10**6 <= high


@given(st.decimals(-(10**7), 10**7, places=5), st.integers(0, 4), st.sampled_from(["元", "千元", "万元", "亿元"]))
def test_the_true_value_lies_in_what_its_rounding_prints(true, decimals, unit):
    printed = true.copy_abs().quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    quantity = Quantity(digits=f"{printed:f}", unit=unit, kind="amount", precision=decimals, negative=true < 0)
    value = Fraction(true) * 10 ** POWERS[unit]
    assert holds(quantity.sum_interval, value)
    assert holds(quantity.point, Fraction(quantity.value))


@pytest.mark.parametrize(
    ("digits", "unit", "kind", "precision", "low", "high"),
    [
        ("1344.73", "万元", "amount", 2, "13447250", "13447350"),
        ("1344.73", "元", "amount", 2, "1344.725", "1344.735"),
        ("402", "万元", "amount", 2, "4019950", "4020050"),  # a document that strips trailing zeros
        ("402", "万元", "amount", 0, "4015000", "4025000"),
        ("0.00", "万元", "amount", 2, "0", "0"),  # a printed zero is zero
        ("0", "%", "percent", 0, "-0.5", "0.5"),
        ("1.2", "倍", "times", 1, "115", "125"),
        ("3.4", "亿元", "amount", 1, "335000000", "345000000"),
        ("1.8", "万路", "count", 1, "18000", "18000"),
    ],
)
def test_a_printed_number_is_half_a_unit_wide_to_each_side(digits, unit, kind, precision, low, high):
    interval = Quantity(digits=digits, unit=unit, kind=kind, precision=precision).interval
    assert (interval.low, interval.high) == (Decimal(low), Decimal(high))


def test_a_zero_in_a_sum_may_hide_half_a_unit():
    zero = Quantity(digits="0.00", unit="万元", kind="amount", precision=2)
    assert (zero.sum_interval.low, zero.sum_interval.high) == (Decimal(-50), Decimal(50))


def test_a_point_is_its_decimal():
    assert Interval.point(Decimal("-12.50")) == Interval(-1250, -1250, 2)
    assert Interval.point(Decimal("1E+3")) == Interval(1000, 1000, 0)
    with pytest.raises(TypeError):
        Interval.point(Decimal("NaN"))

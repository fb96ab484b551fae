"""A true ledger, each figure rounded on its own, never fails any kind; refuted is what the exact range excludes."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from extractor.quantity import Interval, span_of
from rules.kinds import kind_named

AMOUNTS = st.integers(min_value=0, max_value=10**11)
"""In 分, a hundredth of 元: up to ten 亿元."""
STATED = st.one_of(st.just(0), st.integers(min_value=5000, max_value=10**11))
"""Amounts that are zero where 0.00万元 is printed: a stated zero is zero (a sum may hide half a unit in it)."""
PASSES = {"holds", "rounding", "cannot_tell"}


def money(cents, decimals=2):
    """Print an amount in 万元."""
    value = (Decimal(abs(cents)) / 10**6).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{value:f}万元"


def signed(cents, decimals=2):
    return ("增加" if cents >= 0 else "减少") + money(cents, decimals)


def percent(part, base, decimals):
    return f"{(100 * Decimal(part) / base).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):f}%"


@given(st.lists(AMOUNTS, min_size=1, max_size=30))
def test_rounded_parts_never_fail_their_rounded_sum(relation_of, parts):
    bound = relation_of("sum", {"whole": money(sum(parts)), "part": [money(one) for one in parts]})
    assert kind_named("sum").outcome(bound) in PASSES
    for number in range(len(bound.seats)):
        truth = Interval.point(Decimal([sum(parts), *parts][number]) / 100)
        assert truth.within(kind_named("sum").allowed(bound, number))


@given(STATED, STATED.filter(bool), st.integers(0, 2))
def test_rounded_growth_never_fails(relation_of, now, before, decimals):
    rate = percent(abs(now - before), before, decimals)
    verb = "增长" if now >= before else "下降"
    seats = {"rate": verb + rate, "delta": signed(now - before), "final": money(now)}
    assume(now == before or abs(now - before) >= 5000)
    bound = relation_of("growth", seats)
    assert kind_named("growth").outcome(bound) in PASSES
    assert kind_named("growth").judge(bound).outcome == kind_named("growth").outcome(bound)


@given(STATED, STATED.filter(bool), st.integers(0, 2))
def test_rounded_completion_and_share_never_fail(relation_of, part, whole, decimals):
    rate = percent(part, whole, decimals)
    completion = relation_of("completion", {"completion": rate, "final": money(part), "budget": money(whole)})
    share = relation_of("share", {"share": rate, "part": money(part), "whole": money(whole)})
    assert kind_named("completion").outcome(completion) in PASSES
    assert kind_named("share").outcome(share) in PASSES


@given(st.lists(AMOUNTS, min_size=2, max_size=8), st.integers(0, 2))
def test_rounded_shares_of_everything_make_a_hundred(relation_of, parts, decimals):
    assume(sum(parts))
    shares = [percent(part, sum(parts), decimals) for part in parts]
    assert kind_named("shares_total").outcome(relation_of("shares_total", {"share": shares})) in PASSES


@given(AMOUNTS.filter(lambda value: value >= 5 * 10**5), AMOUNTS, st.integers(0, 3), st.integers(0, 3))
def test_one_value_rounded_twice_is_equal_and_within_itself(relation_of, value, more, one, other):
    twice = relation_of("equal", {"one": money(value, one), "other": money(value, other)})
    assert kind_named("equal").outcome(twice) in PASSES
    at_most = relation_of("at_most", {"part": money(value, one), "whole": money(value + more, other)})
    assert kind_named("at_most").outcome(at_most) in PASSES


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**5))
def test_growth_fails_exactly_where_the_corners_exclude_zero(relation_of, final, delta, rate):
    assume(final != delta)
    seats = {"rate": f"增长{rate}%", "delta": f"增加{delta}万元", "final": f"{final}万元"}
    bound = relation_of("growth", seats)
    boxes = [seat.fact.interval for seat in bound.seats]
    places = max(box.places for box in boxes)
    low, high = span_of(lambda r, d, c: r * (c - d) - 100 * 10**places * d, [box.at(places) for box in boxes])
    refuted = kind_named("growth").outcome(bound) == "fails"
    assert refuted == (low > 0 or high < 0)


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**5))
def test_allowed_values_of_a_ratio_hold_every_solution(relation_of, part, whole, rate):
    bound = relation_of("share", {"share": f"{rate}%", "part": f"{part}万元", "whole": f"{whole}万元"})
    share, of, to = (seat.fact.interval for seat in bound.seats)
    kind = kind_named("share")
    for one, other in product((of.low, of.high), (to.low, to.high)):
        exact = 100 * one / other
        assert kind.allowed(bound, 0).low <= exact <= kind.allowed(bound, 0).high
    for one, other in product((share.low, share.high), (to.low, to.high)):
        assert kind.allowed(bound, 1).low <= one * other / 100 <= kind.allowed(bound, 1).high

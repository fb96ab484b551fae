"""What people read of a verdict: limits in the printed unit, formulas in one unit, whatever decimals are set to."""

from __future__ import annotations

from decimal import localcontext

import pytest

from rules.kinds import kind_named
from rules.showing import message_fields

RANGES = [
    ("equal", {"one": "105.25万元", "other": "108.25万元"}, "为105.25万元"),
    ("equal", {"one": "105万元", "other": "1.05亿元"}, "为0.01亿元"),
    ("sum", {"whole": "30.00万元", "part": ["10.01万元", "11.02万元"]}, "在21.02万元至21.04万元之间"),
    ("sum", {"whole": "9辆", "part": ["3辆", "4辆"]}, "为7辆"),
    ("change", {"delta": "增加1.00万元", "final": "8.00万元", "base": "10.00万元"}, "在−2.01万元至−1.99万元之间"),
    ("completion", {"completion": "90.0%", "final": "80.00万元", "budget": "100.00万元"}, "为80.0%"),
]


@pytest.mark.parametrize(("kind", "seats", "told"), RANGES)
def test_limits_bear_the_printed_unit_and_precision(kind, seats, told, relation):
    verdict = kind_named(kind).judge(relation(kind, seats))
    assert verdict.outcome == "fails"
    assert message_fields(verdict)["range"] == told


def test_an_upper_limit_bears_its_unit(relation):
    verdict = kind_named("at_most").judge(relation("at_most", {"part": "168.00万元", "whole": "120.00万元"}))
    assert (message_fields(verdict)["low"], message_fields(verdict)["high"]) == ("", "120.00万元")


@pytest.mark.parametrize(
    ("kind", "seats", "formula"),
    [
        ("completion", {"completion": "90%", "final": "80.00万元", "budget": "100.00元"}, "80.00万元 ÷ 0.01万元"),
        ("sum", {"whole": "30.00万元", "part": ["10.00万元", "11.00万元", "12.00元"]}, "0.0012万元 = 21.0012万元"),
        ("compares", {"final": "80.00万元", "budget": "60.00万元", "word": "小于"}, "80.00万元 > 60.00万元"),
    ],
)
def test_a_formula_is_written_in_one_unit(kind, seats, formula, relation):
    assert formula in kind_named(kind).judge(relation(kind, seats)).formula


@pytest.mark.parametrize(("kind", "seats", "told"), RANGES)
def test_words_do_not_hang_on_the_precision_of_the_process(kind, seats, told, relation):
    with localcontext(prec=2):
        verdict = kind_named(kind).judge(relation(kind, seats))
        read = (verdict.outcome, verdict.words)
    assert read == (verdict.outcome, kind_named(kind).judge(relation(kind, seats)).words)
    assert message_fields(verdict)["range"] == told

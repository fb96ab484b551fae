"""Which decimals count: documents that keep trailing zeros, and those that strip them."""

from __future__ import annotations

import pytest

from extractor.lexing import lex
from extractor.precision import printed_decimals

AMOUNT, PERCENT = ("amount", "万元"), ("percent", "%")


@pytest.mark.parametrize(
    ("text", "decimals"),
    [
        ("402万元、12.1万元、170.25万元、717.59万元、27.37万元", {AMOUNT: 2}),
        ("402.00万元、12.10万元、170.25万元", {}),
        ("402万元、12.1万元、170.20万元、717.59万元、27.37万元", {AMOUNT: 2}),  # one slip decides nothing
        ("100.00%、61.49%、0.00%、91%", {}),  # a short number among kept zeros
        ("100%、61.4%、16.7%、0%", {PERCENT: 1}),
        ("3.5亿元、402万元、12.1万元、170.25万元、717.59万元", {AMOUNT: 2}),  # each unit for itself
        ("5649006.18元", {}),
        ("约12.5万元、402万元、170.25万元、717.59万元", {AMOUNT: 2}),  # an approximate number has no precision
    ],
)
def test_the_decimals_that_count(text, decimals):
    assert printed_decimals(lex(text)[0]) == decimals

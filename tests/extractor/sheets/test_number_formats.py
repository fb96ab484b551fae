from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from extractor.sheets.showing import BUILTIN, shower, shown_text

CASES = yaml.safe_load(Path(__file__).with_name("formats.yaml").read_text(encoding="utf-8"))
WIDE = Context(prec=400, rounding=ROUND_HALF_UP)


def code(given):
    return BUILTIN[given] if isinstance(given, int) else given


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['format']} {case['value']}")
def test_number_is_shown_as_the_sheet_shows_it(case):
    assert shower(code(case["format"]))(case["value"]) == case["shown"]


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_two_decimals_are_half_up_of_fifteen_digits(value):
    kept = Context(prec=15, rounding=ROUND_HALF_UP).create_decimal(repr(value))
    expected = f"{kept.quantize(Decimal('0.01'), context=WIDE):f}"
    if not re.search("[1-9]", expected):
        expected = "0.00"
    assert shower("0.00")(repr(value)) == expected
    assert shower("#,##0.00")(repr(value)) == f"{Decimal(expected):,f}"
    assert Decimal(shower("0.00%")(repr(value))[:-1]) == (kept * 100).quantize(Decimal("0.01"), context=WIDE)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_amounts_in_fen_survive_every_usual_format(value):
    for form in ("General", "0.00", "#,##0.00", BUILTIN[43], "0.00;-0.00", "0.00_ "):
        shown = shower(form)(f"{value:f}").replace(",", "")
        if len(f"{abs(value):f}") <= 11 or form != "General":
            assert Decimal("0" if shown == "-" else shown) == value


@given(st.text(alphabet='0#?.,%;@"\\_*[]E+-/ymdhs年AP', max_size=40), st.floats(allow_nan=False))
def test_no_format_breaks(form, value):
    assert isinstance(shower(form)(repr(value)), str)


def test_days_are_counted_from_1904_where_the_workbook_says_so():
    assert shower(BUILTIN[31], from_1904=True)("43830") == "2024年1月1日"


def test_texts_are_shown_as_they_are_unless_the_format_says_otherwise():
    assert shown_text("行政运行", BUILTIN[43]) == "行政运行"
    assert shown_text("行政运行", "0.00") == "行政运行"
    assert shown_text("行政运行", "0;0;0;@类") == "行政运行类"
    assert shown_text("行政运行", ";;;") == ""

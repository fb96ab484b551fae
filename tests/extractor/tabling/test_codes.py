"""The code lists: names by year, codes of a name, levels."""

from __future__ import annotations

import pytest

from extractor.vocabulary import codes


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("20805", 2019, "行政事业单位离退休"),
        ("20805", 2020, "行政事业单位养老支出"),
        ("207", 2018, "文化体育与传媒支出"),
        ("207", None, "文化旅游体育与传媒支出"),
        ("30311", 2017, "住房公积金"),
        ("30311", 2018, "代缴社会保险费"),
        ("2019998", 2023, None),
    ],
)
def test_code_has_the_name_of_its_year(code, year, name):
    assert codes.name_of(code, year) == name


def test_name_may_belong_to_many_codes():
    assert {"2010601", "2013901"} <= set(codes.codes_of("行政运行"))
    assert codes.codes_of("没有这个科目") == ()


def test_old_name_is_told_with_its_last_year():
    assert codes.old_name("210", "医疗卫生与计划生育支出", 2024) == 2018
    assert codes.old_name("210", "医疗卫生与计划生育支出", 2018) is None
    assert codes.old_name("210", "卫生健康支出", 2024) is None


@pytest.mark.parametrize(("code", "level"), [("201", 0), ("20106", 1), ("2010601", 2), ("2010", None), ("101", None)])
def test_level_is_the_length(code, level):
    assert codes.level_of(code) == level


def test_every_listed_code_has_its_parents():
    listed = [code for code in codes._book().names if code.startswith("2")]
    assert len(listed) > 150
    for code in listed:
        assert all(codes.names_of(code[:cut]) for cut in (3, 5) if cut < len(code)), code

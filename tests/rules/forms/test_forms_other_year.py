"""Words and titles are called another year's only where the form says so for certain."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extractor.extracting import extract
from extractor.reading import from_bytes, read
from rules.examples import file_of
from rules.load import rulebook
from rules.words import check

CASES = yaml.safe_load((Path(__file__).parent / "other_year.yaml").read_text(encoding="utf-8"))
PAGE = """青禾市档案馆{year}年度部门决算
第三部分 青禾市档案馆{year}年度部门决算情况说明
一、收入支出决算总体情况说明
{year}年度收、支总计均为120.00万元。
{text}
第四部分 名词解释
(一)基本支出:为维持日常运转发生的支出。
"""


def found_in(case, *, year):
    data, name = file_of(PAGE.format(text=case["text"], year=year))
    extraction = extract(read(from_bytes(data, path=name)), template=case["form"])
    document = extraction.disclosure.documents[0]
    found = check(extraction, rulebook().select(select=[case["rule"]]))
    assert {finding.severity for finding in found} <= {"info"}
    return [(document.quote(finding.anchor.span), finding.message) for finding in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['form']}-{case['year']}-{case['text'][:12]}")
def test_words_of_another_year(case):
    assert [quote for quote, _ in found_in(case, year=case["year"])] == case["finds"]


def test_the_message_says_which_years_and_what_instead():
    ((_, message),) = found_in(CASES[0], year=2021)
    assert "2022年度起的表样" in message
    assert "2021年度写作“单价50万元以上通用设备”" in message


def test_nothing_is_said_of_a_year_that_no_form_speaks_of():
    assert found_in(CASES[0], year=2015) == []

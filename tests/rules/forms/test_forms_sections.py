"""The sections that each province demands, and no others, are called missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from extractor.document import Remark
from extractor.extracting import extract
from extractor.reading import from_bytes, read
from extractor.templating import templates
from rules.load import rulebook
from rules.words import check

DATA = yaml.safe_load((Path(__file__).parent / "sections.yaml").read_text(encoding="utf-8"))
NUMBERS = "一二三四五六七八九"
OWN = """name: linhai
title: 临海省部门决算公开模板
parent: national
required: [totals, income, expenditure, gpb, basic, fund, duties]
"""


def document(case):
    lines = [f"青禾市档案馆{case['year']}年度部门决算", f"第三部分 青禾市档案馆{case['year']}年度部门决算情况说明"]
    for at, role in enumerate(case["has"]):
        title, says = DATA["said"][role]
        number = NUMBERS[at] if at < 9 else f"十{NUMBERS[at - 10]}" if at > 9 else "十"
        lines += [f"{number}、{title}", says]
    if case.get("glossary", True):
        lines += ["第四部分 名词解释", "(一)事业收入:指开展业务活动取得的收入。"]
    return read(from_bytes("\n".join([*lines, ""]).encode(), path="case.txt"))


def messages(extraction):
    return [(f.message, f.severity) for f in check(extraction, rulebook().select(select=["CO06"]))]


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: f"{case['form']}-{case['year']}-{len(case['has'])}")
def test_sections_of_the_form_are_demanded_and_no_others(case):
    wanted = "、".join(case["missing"])
    expected = [(f"没有找到这些内容：{wanted}", case.get("severity", "warning"))] if wanted else []
    assert messages(extract(document(case), template=case["form"])) == expected


def test_an_office_demands_what_its_own_form_has(tmp_path):
    (tmp_path / "linhai.yaml").write_text(OWN, encoding="utf-8")
    case = {"year": 2023, "has": ["totals", "income", "expenditure", "gpb", "basic"]}
    extraction = extract(document(case), template="linhai", templates=templates([tmp_path]))
    assert extraction.disclosure.form.name == "linhai"
    ((message, severity),) = messages(extraction)
    assert severity == "warning"
    assert message == "没有找到这些内容：政府性基金预算财政拨款收入支出决算情况说明、职责"


def test_what_is_missing_may_stand_in_what_was_not_read():
    case = {"year": 2023, "has": ["totals", "income", "expenditure", "gpb", "basic"]}
    whole = document(case)
    part = replace(whole, remarks=(Remark(kind="reading", message="第3页没有读出来"),))
    severities = [[severity for _, severity in messages(extract(one, template="hubei"))] for one in (whole, part)]
    assert severities == [["warning"], ["info"]]

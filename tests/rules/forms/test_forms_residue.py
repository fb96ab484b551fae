"""Words that the template itself lists as left over are found where they are no plain words of the text."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extractor import templating
from extractor.extracting import extract
from extractor.reading import from_bytes, read
from rules.examples import file_of
from rules.load import rulebook
from rules.words import check

CASES = yaml.safe_load((Path(__file__).parent / "residue.yaml").read_text(encoding="utf-8"))
PAGE = """青禾市档案馆2023年度部门决算

第三部分 2023年度部门决算情况说明

一、收入支出决算总体情况说明

2023年度收、支总计均为120.00万元。

九、财政拨款“三公”经费支出决算情况说明

{text}

第四部分 名词解释

(一)基本支出:为维持日常运转发生的支出。
"""
OWN = """name: linhai
title: 临海省部门决算公开模板
parent: hubei
residue:
  instruction: [本节由填报人补写]
"""


def quoted(text, rule, *, template, templates=None):
    data, name = file_of(PAGE.format(text=text))
    extraction = extract(read(from_bytes(data, path=name)), template=template, templates=templates)
    document = extraction.disclosure.documents[0]
    found = check(extraction, rulebook().select(select=[rule]))
    return [document.quote(finding.anchor.span) for finding in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['form']}-{case['rule']}-{case['text'][:10]}")
def test_residue_of_the_form(case):
    assert quoted(case["text"], case["rule"], template=case["form"]) == case["finds"]


def test_residue_of_an_own_form_is_looked_for_beside_that_of_its_parents(tmp_path):
    (tmp_path / "linhai.yaml").write_text(OWN, encoding="utf-8")
    known = templating.templates([tmp_path])
    text = "本节由填报人补写。有专项支出、转移支付支出的部门写明。"
    assert quoted(text, "WO01", template="linhai", templates=known) == [
        "本节由填报人补写",
        "有专项支出、转移支付支出的部门",
    ]
    assert quoted(text, "WO01", template="national", templates=known) == []


def test_heads_of_tables_are_no_residue():
    table = "| 项目 | 增加(减少) | XX万元 |\n| 收入 | 1.00 | 2.00 |"
    assert [quoted(table, rule, template="hubei") for rule in ("WO03", "WO05")] == [[], []]

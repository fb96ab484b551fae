from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extractor.extracting import extract
from extractor.reading import from_bytes, read
from rules.load import rulebook
from rules.words import check

CASES = yaml.safe_load((Path(__file__).parent / "levels.yaml").read_text(encoding="utf-8"))
PAGE = """{body}2023年度部门决算

第三部分 2023年度部门决算情况说明

一、收入支出决算总体情况说明

2023年度收、支总计均为120.00万元。

第四部分 名词解释

{says}
"""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['body']}-{case['says'][3:12]}")
def test_glossary_level_is_judged_by_the_body(case):
    extraction = extract(read(from_bytes(PAGE.format(**case).encode(), path="case.txt")), template=case.get("form"))
    text = extraction.disclosure.documents[0].text
    found = check(extraction, rulebook().select(select=["NA01"]))
    anchors = [anchor for f in found for anchor in (f.anchor, *(note.anchor for note in f.notes))]
    assert [text[a.span.start : a.span.end] for a in anchors] == case["finds"]

"""The tables that each province and year publishes, and no others, are demanded."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extractor.extracting import extract
from extractor.reading import from_bytes, read
from rules.examples import file_of
from rules.load import rulebook
from rules.words import check

DATA = yaml.safe_load((Path(__file__).parent / "tables.yaml").read_text(encoding="utf-8"))


def page(case):
    kind = case.get("kind", "部门")
    lines = [f"青禾市档案馆{case['year']}年度{kind}决算", f"第二部分 青禾市档案馆{case['year']}年度{kind}决算表"]
    lines += case.get("said", ())
    titles = [each for one in case["printed"] for each in (DATA["eight"] if one == "eight" else [one])]
    for title in titles:
        lines += [title, "单位:万元", DATA["grids"][DATA["bodies"][title]]]
    lines.append(f"第三部分 青禾市档案馆{case['year']}年度{kind}决算情况说明")
    return "\n".join([*lines, "一、收入支出决算总体情况说明", "本年收、支总计均为550.00万元。", ""])


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: f"{case['form']}-{case['year']}")
def test_tables_of_the_form_are_demanded_and_no_others(case):
    data, name = file_of(page(case))
    extraction = extract(read(from_bytes(data, path=name)), template=case["form"])
    found = check(extraction, rulebook().select(select=["CO08"]))
    wanted = "、".join(case["missing"])
    assert [finding.message for finding in found] == ([f"没有找到这些表：{wanted}"] if wanted else [])
    assert {finding.severity for finding in found} <= {case.get("severity", "warning")}

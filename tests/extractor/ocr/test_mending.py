from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extractor.ocr.engine import Reading
from extractor.ocr.mending import mended, simplified, with_dashes

CASES = yaml.safe_load((Path(__file__).parent / "mending.yaml").read_text(encoding="utf-8"))


def reading(text):
    return Reading(text, (0.9,) * len(text), tuple((i + 0.5) / len(text) for i in range(len(text))))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_cell_is_mended_where_nothing_else_can_be_meant(case):
    after = mended(simplified(reading(case["read"])))
    assert after.text == case["says"]
    assert len(after.sure) == len(after.middles) == len(after.text)


def test_a_lone_stroke_is_a_dash_unless_rows_are_numbered():
    assert [one.text for one in with_dashes([reading("一"), reading("1.20")])] == ["—", "1.20"]
    assert [one.text for one in with_dashes([reading("一"), reading("二")])] == ["一", "二"]

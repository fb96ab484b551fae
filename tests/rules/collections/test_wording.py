"""What a member keeps of a narrative: units, changes of scope, reasons; and how corrections are read again."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from extractor.anchor import Anchor, Span
from extractor.extracting import extract
from extractor.quantity import Quantity
from extractor.reading import from_bytes, read
from rules.collection import wording
from rules.collection.charges import reread
from rules.collection.member import Passage
from rules.collection.sameness import repeated
from rules.examples import file_of

CASES = yaml.safe_load((Path(__file__).parent / "wording.yaml").read_text(encoding="utf-8"))
HEAD = "青禾县水务局2023年度部门决算\n第一部分 青禾县水务局概况\n二、机构设置\n"
STORY = "青禾县水务局2023年度部门决算\n第三部分 青禾县水务局2023年度部门决算情况说明\n一、收入支出决算总体情况说明\n"
GLOSSARY = "第四部分 名词解释\n一、年初结转:因机构改革划转、口径变化而调整的年初数。\n"


def extracted(text: str):
    data, name = file_of(text)
    return extract(read(from_bytes(data, path=name)))


@pytest.mark.parametrize("case", CASES["units"], ids=lambda case: case["text"][:20])
def test_units_are_those_a_department_names_as_its_own(case):
    found = extracted(f"{HEAD}{case['text']}\n第三部分 情况说明\n")
    text = found.disclosure.documents[0].text
    units = wording.units(found)
    assert [unit.text for unit in units] == case["named"]
    for unit in units:
        span = unit.anchor.span
        assert unit.text in text[span.start : span.end] or unit.text == "本级"


@pytest.mark.parametrize("case", CASES["changes"], ids=lambda case: case["text"][:20])
def test_changes_of_scope_are_told_from_the_words_of_tables_and_glossary(case):
    found = wording.changes(extracted(f"{STORY}{case['text']}\n{GLOSSARY}"))
    assert [passage.text for passage in found] == case["said"]


@pytest.mark.parametrize("case", CASES["same"], ids=lambda case: case["now"])
def test_sentences_are_the_same_but_for_the_year(case):
    now, before = (Passage(text=case[key], anchor=Anchor(source="a", span=Span(0, 1))) for key in ("now", "before"))
    pairs, _ = repeated([now], [before])
    assert bool(pairs) == case["same"]


@pytest.mark.parametrize("case", CASES["reread"], ids=lambda case: case["replacement"])
def test_a_correction_is_read_as_the_number_it_prints(case):
    old = Quantity(digits=str(case["printed"]), unit=case["unit"], kind="amount", precision=2)
    new = reread(case["replacement"], old)
    assert (None if new is None else new.value) == (None if case["value"] is None else Decimal(case["value"]))

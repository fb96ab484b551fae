from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extractor.extracting import extract
from extractor.reading import from_bytes, load, read
from rules.load import rulebook
from rules.words import check, damage

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "patterns.yaml").read_text(encoding="utf-8"))
YES = [(rule, text, quote) for rule, cases in CASES.items() for text, quote in cases["finds"]]
NO = [(rule, text) for rule, cases in CASES.items() for text in cases["silent"]]
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
PAGE = """青禾市档案馆2023年度部门决算

第三部分 2023年度部门决算情况说明

一、收入支出决算总体情况说明

2023年度收、支总计均为120.00万元。

九、财政拨款“三公”经费支出决算情况说明

{text}

第四部分 名词解释

(一)基本支出:为维持日常运转发生的支出。
"""


def extraction_of(text):
    return extract(read(from_bytes(text.encode(), path="case.txt")))


def found_in(text):
    extraction = extraction_of(text)
    whole = extraction.disclosure.documents[0].text
    return [(f.rule.id, whole[f.anchor.span.start : f.anchor.span.end]) for f in check(extraction, rulebook())]


@pytest.mark.parametrize(("rule", "text", "quote"), YES, ids=[f"{r}-{t[:16]}" for r, t, _ in YES])
def test_pattern_finds(rule, text, quote):
    assert (rule, quote) in found_in(PAGE.format(text=text))


@pytest.mark.parametrize(("rule", "text"), NO, ids=[f"{r}-{t[:16]}" for r, t in NO])
def test_pattern_is_silent(rule, text):
    assert rule not in [found for found, _ in found_in(PAGE.format(text=text))]


def test_fingerprint_holds_no_position_and_tells_equals_apart():
    twice = "政府性基金收入0万元。增加(减少)主要原因是无。国资收入0万元。增加(减少)主要原因是无。"
    one = check(extraction_of(PAGE.format(text=twice)), rulebook().select(select=["WO03"]))
    two = check(extraction_of(PAGE.format(text="先说一句。" + twice)), rulebook().select(select=["WO03"]))
    assert [f.fingerprint for f in one] == [f.fingerprint for f in two]
    assert len({f.fingerprint for f in one}) == 2


def test_damage_is_info_only_and_its_places_are_known():
    extraction = extraction_of(PAGE.format(text="公开日期:2024926\n\n维修()费3.00万元,截至20231231日有1辆。"))
    text = extraction.disclosure.documents[0].text
    assert [text[span.start : span.end] for span in damage(extraction)] == ["2024926", "()", "20231231日"]
    assert all(f.severity == "info" for f in check(extraction, rulebook().select(select=["damage"])))


EXPECTED = {
    "000": [
        "AC22", "CO04", "CO19", "CO20", "CO21", "NA01", "WO01", "WO01", "WO02", "WO03", "WO03", "WO10", "WO14", "WO17",
    ],
    "001": [
        "CO01", "CO02", "CO03", "CO05", "DM01", "DM02", "DM03", "DM04", "NA01", "NA02", "RE02",
        "WO01", "WO01", "WO03", "WO04", "WO08", "WO09", "WO14",
    ],
}  # fmt: skip


@pytest.mark.parametrize("seed", sorted(EXPECTED))
def test_seed_has_the_findings_of_the_hand_check_and_no_other(seed):
    paths = sorted(SEEDS.glob(f"{seed}_*.txt"))
    if not paths:
        pytest.skip("the two real disclosures are not beside this repository")
    found = check(extract(read(load(paths[0]))), rulebook())
    assert sorted(finding.rule.id for finding in found) == EXPECTED[seed]


@pytest.mark.parametrize("rule", ["CO01", "CO02", "CO03", "CO06", "CO10", "CO11", "NA02", "RE10"])
def test_demands_are_information_where_no_template_is_known(rule):
    example = rulebook().rule(rule).wrong[0].text
    document = read(from_bytes(example.encode(), path="case.txt"))
    found = {
        template: [f.severity for f in check(extract(document, template=template), rulebook()) if f.rule.id == rule]
        for template in ("hubei", "national")
    }
    assert found == {"hubei": ["warning"], "national": ["info"]}

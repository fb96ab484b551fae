"""Relations over tables made by hand: what is bound, what holds, who is accused, which tables are suspect."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from rules.bind import bind
from rules.diagnose import diagnose
from rules.engine import judge
from rules.load import rulebook
from rules.suspects import settle, suspects

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
BOOK = rulebook()


def judged(extraction):
    relations = bind(extraction, BOOK)
    verdicts = judge(relations)
    found = suspects(extraction, relations, verdicts)
    return relations, settle(relations, verdicts, found), found


def counted(verdicts, outcome):
    return Counter(verdict.rule for verdict in verdicts if verdict.outcome == outcome)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case_is_judged_as_it_says(case, build):
    extraction = build(case)
    relations, verdicts, found = judged(extraction)
    if "holds" in case:
        held = counted(verdicts, "holds")
        assert {rule: held[rule] for rule in case["holds"]} == case["holds"]
    if "rounds" in case:
        assert counted(verdicts, "rounding") == case["rounds"]
    assert sorted(counted(verdicts, "fails")) == case.get("fails", [])
    if "suspects" in case:
        assert [one.role for one in found] == case["suspects"]
    findings = diagnose(extraction, relations, verdicts, BOOK)
    if "accused" in case:
        assert [one.printed for finding in findings for one in finding.suspects] == case["accused"]
    if "says" in case:
        assert case["says"] in findings[0].message
    assert bool(findings) == bool(case.get("fails"))


def test_figures_of_two_documents_at_one_place_are_two(build, in_second_document):
    table = {"role": "expenditure", "rows": [["", "", {"exp.current": "480.00", "exp.basic": "480.00"}]]}
    doubled = in_second_document(build({"tables": [table]}))
    relations, verdicts, _ = judged(doubled)
    rows = [relation for relation in relations if relation.rule.id == "TB07"]
    assert [{seat.fact.figure.anchor.source for seat in one.seats} for one in rows] == [{"hand"}, {"other"}]
    assert {verdict.outcome for verdict in verdicts} == {"holds"}


def test_cells_do_not_speak_for_the_narrative(build):
    table = {"role": "gpb", "rows": [["", "", {"gpb.exp": "480.00"}]]}
    told = [{"printed": "408.00", "indicator": "gpb.exp", "role": "gpb_overall"}]
    rules = {relation.rule.family for relation in judged(build({"tables": [table], "told": told}))[0]}
    assert rules == {"narrative_table"}

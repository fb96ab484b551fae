"""Which relations a text lets be drawn, over which figures, and how they come out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extractor.extracting import extract
from extractor.reading import from_bytes, read
from rules.bind import bind
from rules.engine import judge
from rules.load import rulebook

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))
TITLE = "某某市档案馆2023年度部门决算\n第三部分 某某市档案馆2023年度部门决算情况说明\n"


@pytest.fixture(params=CASES, ids=lambda case: case["about"])
def case(request):
    return request.param


@pytest.fixture
def bound(case):
    extraction = extract(read(from_bytes((TITLE + case["text"]).encode(), path="case.txt")))
    return bind(extraction, rulebook())


def test_relations_are_bound_over_the_right_figures(case, bound):
    for rule, expected in case.get("bound", {}).items():
        seated = [
            [seat.fact.figure.printed for seat in relation.seats] for relation in bound if relation.rule.id == rule
        ]
        assert seated == expected


def test_nothing_else_is_bound(case, bound):
    found = {relation.rule.id for relation in bound}
    assert not found & set(case.get("unbound", ()))


def test_relations_come_out_as_they_should(case, bound):
    verdicts = judge(bound)
    assert [verdict.rule for verdict in verdicts] == [relation.rule.id for relation in bound]
    for rule, outcomes in case.get("outcomes", {}).items():
        assert [verdict.outcome for verdict in verdicts if verdict.rule == rule] == outcomes


def test_no_relation_is_bound_twice(bound):
    keys = [(one.rule.id, tuple((seat.name, seat.fact.figure.id) for seat in one.seats)) for one in bound]
    assert len(keys) == len(set(keys))

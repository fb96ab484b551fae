"""Every relation of the domain handbook has a rule, or a sentence that says why it has none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rules.load import rulebook

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "relations.md"
HANDBOOK = ROOT.parent / "shared" / "domain" / "HANDBOOK.md"

ROW = re.compile(
    r"^\| (?P<id>[A-Z]+-?\d\d) \| (?P<what>[^|]+) \| (?P<rules>[^|]+) \|(?P<why>[^|]*)\|$",
    re.MULTILINE,
)
RULE = re.compile(r"\[(\w{4})\]\(rules/\1\.md\)")
ID = re.compile(r"(?<![A-Za-z\d])(?:ERR-\d\d|Q-\d\d|[A-G]\d\d)(?!\d)")

NUMBERS = {"A": 21, "B": 32, "C": 14, "D": 17, "E": 17, "F": 8, "G": 4, "Q-": 26, "ERR-": 36}
"""How many relations of each kind there are."""

IDS = [f"{kind}{number:02}" for kind, most in NUMBERS.items() for number in range(1, most + 1)]
ROWS = {row["id"]: row for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))}
SHORTEST = 10
OPEN = "**待做**"


def test_every_relation_has_its_row_and_no_other():
    assert sorted(ROWS) == sorted(IDS)


def test_the_numbers_are_those_of_the_handbook():
    if not HANDBOOK.is_file():
        pytest.skip("the handbook is not beside this repository")
    text = HANDBOOK.read_text(encoding="utf-8")
    defined = re.findall(r"^\| ([A-G]\d\d|Q-\d\d|ERR-\d\d)(?:-[A-Z-]+)? \|", text, re.MULTILINE)
    assert sorted(set(defined)) == sorted(IDS)


@pytest.mark.parametrize("relation", IDS)
def test_row_names_rules_that_exist_or_says_why_there_is_none(relation):
    row = ROWS[relation]
    rules, why = RULE.findall(row["rules"]), row["why"].strip()
    known = {rule.id for rule in rulebook().rules}
    assert not set(rules) - known
    if rules:
        assert row["rules"].split() == [f"[{rule}](rules/{rule}.md)" for rule in rules]
        assert rules == sorted(set(rules))
    else:
        assert row["rules"].strip() == "—"
        assert len(why.removeprefix(OPEN)) >= SHORTEST


def test_no_row_says_there_is_no_rule_where_one_rests_on_it():
    cited = {relation for rule in rulebook().rules for source in rule.sources for relation in ID.findall(source)}
    assert not [relation for relation in sorted(cited) if not RULE.findall(ROWS[relation]["rules"])]

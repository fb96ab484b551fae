"""Every example of every rule runs through the whole path: wrong ones raise the rule, right ones do not."""

from __future__ import annotations

from functools import cache

import pytest

from rules.load import rulebook
from rules.trying import tried

BOOK = rulebook()
WRONG = [(rule.id, number) for rule in BOOK.rules for number, _ in enumerate(rule.wrong, start=1)]
RIGHT = [(rule.id, number) for rule in BOOK.rules for number, _ in enumerate(rule.right, start=1)]


@cache
def trials(identifier):
    return {(trial.wrong, trial.number): trial for trial in tried(BOOK.rule(identifier), BOOK)}


def name(case):
    return f"{case[0]}-{case[1]}"


@pytest.mark.parametrize("case", WRONG, ids=map(name, WRONG))
def test_wrong_example_raises_its_rule_at_the_quote(case):
    identifier, number = case
    assert not trials(identifier)[True, number].problem


@pytest.mark.parametrize("case", RIGHT, ids=map(name, RIGHT))
def test_right_example_is_silent_at_error_and_warning(case):
    identifier, number = case
    trial = trials(identifier)[False, number]
    assert not trial.problem
    assert not [(finding.rule.id, finding.message) for finding in trial.others]


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_a_rule_shows_a_fault_what_is_right_and_a_near_miss(rule):
    assert rule.wrong
    assert len({example.text for example in rule.right}) >= 2
    assert any(example.note for example in rule.right), "the note says what makes the near miss right"
    assert not {example.text for example in rule.right} & {example.text for example in rule.wrong}

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rules.errors import CatalogueError, SelectionError
from rules.load import load, rulebook

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "malformed.yaml").read_text(encoding="utf-8"))
GOOD = {
    "id": "WO99",
    "name": "some-word-left",
    "title": "留下某字",
    "family": "wording",
    "severity": "info",
    "why": "为了测试",
    "message": "有{count}处“{quote}”",
    "kind": "pattern",
    "spec": {"patterns": [{"needles": ["甲"], "regex": "甲乙"}]},
    "sources": ["HANDBOOK A18"],
    "wrong": [{"text": "甲乙", "quote": "甲"}],
    "right": [{"text": "丙丁"}],
}


def write(folder, content, name="WO99_some.yaml", family="wording"):
    path = folder / family / name
    path.parent.mkdir(exist_ok=True)
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_malformed_rule_is_refused_with_its_place(tmp_path, case):
    content = {key: value for key, value in GOOD.items() if key not in case.get("remove", [])}
    path = write(tmp_path, case.get("text") or {**content, **case.get("change", {})})
    with pytest.raises(CatalogueError) as caught:
        load(tmp_path)
    assert str(caught.value).startswith(f"{path}:{caught.value.line}:{caught.value.column}: ")
    assert case["error"] in caught.value.problem
    if "at" in case:
        assert f"{caught.value.line}:{caught.value.column}" == case["at"]


def test_good_rule_is_read(tmp_path):
    write(tmp_path, GOOD)
    book = load(tmp_path)
    assert book.rule("WO99") is book.rule("some-word-left")
    assert book.rule("WO99").wrong[0].quote == "甲"


def test_alias_finds_its_rule_and_may_not_be_taken_twice(tmp_path):
    write(tmp_path, {**GOOD, "aliases": ["WO97"]})
    assert load(tmp_path).rule("WO97").id == "WO99"
    write(tmp_path, {**GOOD, "id": "WO97", "name": "other"}, name="WO97_other.yaml")
    with pytest.raises(CatalogueError, match="WO97"):
        load(tmp_path)


@pytest.mark.parametrize("named", ["WO01", "author-instruction-left", "WO", "wo", "wording"])
def test_select_takes_ids_names_beginnings_and_families(named):
    chosen = rulebook().select(select=[named])
    assert "WO01" in chosen.ids
    assert all(rule.family == "wording" for rule in chosen.rules)


def test_ignore_takes_away():
    book = rulebook().select(select=["wording"], ignore=["WO01"])
    assert "WO01" not in book.ids
    assert "WO02" in book.ids


@pytest.mark.parametrize("named", ["nothing", "ZZ", ""])
def test_unknown_selection_names_what_there_is(named):
    with pytest.raises(SelectionError, match="WO01"):
        rulebook().select(ignore=[named])


def test_rulebook_is_read_once():
    assert rulebook() is rulebook()


def test_every_rule_has_a_source_and_an_exception_or_a_formula():
    for rule in rulebook().rules:
        assert rule.sources, rule.id
        assert rule.applies_to, rule.id

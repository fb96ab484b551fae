"""Whatever stands where a rule file expects something else, the answer is a place and a sentence, never a crash."""

from __future__ import annotations

import copy

import pytest
import yaml

from rules.errors import CatalogueError, SelectionError
from rules.load import book, load_own, rulebook
from rules.trying import findings_of

TEXT = """青禾市档案馆2023年度部门决算
第三部分 青禾市档案馆2023年度部门决算情况说明
三、支出决算情况说明
2023年度支出合计120.00万元,其中:基本支出70.00万元,项目支出40.00万元。甲乙某3。
六、一般公共预算财政拨款基本支出决算情况说明
甲乙,与2022年度相比增加3.00万元。
| 甲 | 乙 |
"""
VALUES = (None, 3, True, "", "某", [], ["某"], [3], [[]], {}, {"某": "某"}, {"某": 3}, [{"某": []}])
PATTERN = {
    "id": "XA01",
    "name": "some-own-word",
    "title": "留下某字",
    "family": "wording",
    "severity": "warning",
    "severity_why": "试验",
    "status": "stable",
    "since": "0.1.0",
    "applies_to": "全文",
    "why": "试验",
    "formula": "甲 = 乙",
    "message": "有{count}处“{quote}”",
    "no_error": ["丙"],
    "sources": ["丙"],
    "aliases": ["XA09"],
    "kind": "pattern",
    "spec": {
        "patterns": [{"needles": ["甲"], "regex": "{a}乙", "across": True}],
        "parts": {"a": "甲"},
        "except": ["甲乙丙"],
        "in": ["basic"],
        "not_in": ["toc"],
        "prose": True,
        "one": True,
        "least": 1,
        "note": "也是",
        "yields": ["WO01"],
    },
    "wrong": [{"text": "甲乙", "quote": "甲", "replacement": "丙", "note": "丙"}],
    "right": [{"text": "丙丁"}],
}
SUM = {
    **{key: value for key, value in PATTERN.items() if key not in {"message", "kind", "spec"}},
    "message": "{stated}",
    "kind": "sum",
    "spec": {
        "per": "document",
        "table": ["basic"],
        "needed": 2,
        "each": ["final"],
        "given": ["no-opening"],
        "closed": "always",
        "lead": "whole",
        "seats": {
            "whole": {
                "indicator": ["exp.current"],
                "measure": "final",
                "base": "prior",
                "role": "basic",
                "account": "none",
                "name": "某",
                "scope": "*",
                "reach": "section",
                "table": "basic",
                "fund": "gpb",
                "code": ["301"],
                "unless": ["exp.basic"],
            },
            "part": ["exp.basic", {"indicator": "exp.project"}],
        },
    },
}
CHECK = {**SUM, "message": "{quote}", "kind": "check", "spec": {"check": "level", "not_for": ["法院"]}}


def paths(value, at=()):
    """Yield where every value of a rule stands."""
    yield at
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in below:
        yield from paths(inner, (*at, key))


def changed(rule, at, value):
    if not at:
        return value
    result = copy.deepcopy(rule)
    inside = result
    for key in at[:-1]:
        inside = inside[key]
    inside[at[-1]] = value
    return result


@pytest.mark.parametrize("good", [PATTERN, SUM, CHECK], ids=["pattern", "sum", "check"])
def test_a_value_of_another_sort_is_read_or_refused_with_its_place(tmp_path, good):
    path = tmp_path / "XA01.yaml"
    refused = 0
    for at in paths(good):
        for value in VALUES:
            path.write_text(yaml.safe_dump(changed(good, at, value), allow_unicode=True), encoding="utf-8")
            refused += refuses(path)
    assert refused > 200


def refuses(path):
    """Tell whether a rule is refused with its place; one that is read must run, too."""
    try:
        rule = load_own([path.parent], beside=rulebook()).rule("XA01")
    except CatalogueError as error:
        return str(error).startswith(f"{path}:{error.line}:{error.column}: ")
    except SelectionError:
        return False  # an id or no rule at all was read: another rule
    findings_of(TEXT, book([rule]))
    return False

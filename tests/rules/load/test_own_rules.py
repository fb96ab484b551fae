"""Rules of an office: read beside the catalogue, every name checked, expressions searched with a limit on time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from rules import user_patterns
from rules.errors import CatalogueError
from rules.load import load_own, rulebook
from rules.rule_file import OWN
from rules.trying import tried

CASES = yaml.safe_load((Path(__file__).parent / "own.yaml").read_text(encoding="utf-8"))
PATTERN = {
    "id": "XA01",
    "name": "some-own-word",
    "title": "留下某字",
    "family": "wording",
    "severity": "warning",
    "why": "试验",
    "message": "有{count}处“{quote}”",
    "kind": "pattern",
    "spec": {"patterns": [{"needles": ["甲"], "regex": "甲乙"}]},
    "wrong": [{"text": "甲乙", "quote": "甲"}],
    "right": [{"text": "丙丁"}],
}
TEXT = """青禾市档案馆2023年度部门决算
第三部分 青禾市档案馆2023年度部门决算情况说明
五、一般公共预算财政拨款支出决算情况说明
(三)一般公共预算财政拨款支出决算具体情况
{}
"""
GPB = [{"indicator": name, "measure": "final", "role": "gpb_items"} for name in ("gpb.exp", "gpb.basic", "gpb.project")]
SUM = {
    **PATTERN,
    "family": "totals",
    "message": "支出合计写作{stated},应{range}",
    "kind": "sum",
    "spec": {"per": "document", "needed": 2, "seats": {"whole": GPB[0], "part": GPB[1:]}},
    "wrong": [
        {
            "text": TEXT.format(
                "2023年度一般公共预算财政拨款支出决算为125.00万元,其中:基本支出70.00万元,项目支出50.00万元。"
            ),
            "quote": "50.00万元",
        }
    ],
    "right": [
        {
            "text": TEXT.format(
                "2023年度一般公共预算财政拨款支出决算为120.00万元,其中:基本支出70.00万元,项目支出50.00万元。"
            )
        }
    ],
}


def write(folder, content, name="XA01.yaml"):
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def loaded(folder):
    return load_own([folder], beside=rulebook())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_malformed_own_rule_is_refused_with_its_place(tmp_path, case):
    good = {"pattern": PATTERN, "sum": SUM}[case.get("form", "pattern")]
    path = write(tmp_path, case.get("text") or {**good, **case.get("change", {})})
    with pytest.raises(CatalogueError) as caught:
        loaded(tmp_path)
    assert str(caught.value).startswith(f"{path}:{caught.value.line}:{caught.value.column}: ")
    assert case["error"] in caught.value.problem
    if "at" in case:
        assert f"{caught.value.line}:{caught.value.column}" == case["at"]


@pytest.mark.parametrize("good", [PATTERN, SUM], ids=["pattern", "sum"])
def test_one_file_is_a_rule_that_works(tmp_path, good):
    write(tmp_path, good, "本局/试验/用词.yml")
    book = loaded(tmp_path)
    assert len(book.rules) == len(rulebook().rules) + 1
    rule = book.rule("XA01")
    assert rule.own
    assert rule is book.rule("some-own-word")
    assert not [trial for trial in tried(rule, book) if trial.problem]


def test_examples_that_do_not_run_are_told(tmp_path):
    wrong = [{"text": "丙丁", "quote": "丙"}, {"text": "甲乙丙丁", "quote": "丁"}]
    write(tmp_path, {**PATTERN, "wrong": wrong, "right": [{"text": "甲乙"}]})
    book = loaded(tmp_path)
    problems = [trial.problem for trial in tried(book.rule("XA01"), book)]
    assert problems == ["没有报出", "没有报在“丁”处,报在“甲乙”", "不该报却报了:有1处“甲乙”"]


def test_files_of_windows_are_read(tmp_path):
    text = yaml.safe_dump(PATTERN, allow_unicode=True).replace("\n", "\r\n")
    (tmp_path / "规则.YAML").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert loaded(tmp_path).rule("XA01").title == "留下某字"


@pytest.mark.parametrize("data", ["id: XA01 # 规则".encode("gb18030"), b"x" * 300_000])
def test_what_is_no_rule_file_is_refused(tmp_path, data):
    (tmp_path / "a.yaml").write_bytes(data)
    with pytest.raises(CatalogueError, match=r"a\.yaml:1:1: (不是 UTF-8|规则文件太大)"):
        loaded(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CatalogueError, match="没有这个规则文件夹"):
        loaded(tmp_path / "nowhere")


def test_the_catalogue_keeps_off_the_office_s_ids():
    assert not [one.id for one in rulebook().rules if OWN.fullmatch(one.id)]


def test_every_name_in_the_catalogue_is_legal():
    """The names are checked by the same means as an office's: a name that the check does not know would be refused."""
    from rules.legal import check_names
    from rules.placed import compose

    for rule in rulebook().rules:
        if rule.kind not in {"repair", "pattern"}:  # our own expressions need no time limit, nor do our causes
            check_names(rule, compose(rule.path))


@pytest.mark.parametrize("expression", ["(?:甲|甲甲)+乙$(?<!乙)", "(?:甲|甲甲)+(?:丙|丁)"])
def test_an_expression_that_takes_too_long_is_reported_and_the_rest_judged(tmp_path, monkeypatch, expression):
    from gouji import audit

    monkeypatch.setattr(user_patterns, "SECONDS", 0.2)
    write(tmp_path, {**PATTERN, "spec": {"patterns": [{"needles": ["甲"], "regex": expression}]}})
    (tmp_path / "gouji.toml").write_text("rules = '.'\n", encoding="utf-8")
    sample = Path(__file__).resolve().parents[3] / "corpus" / "documents" / "02_transport_service_2022.txt"
    text = sample.read_text(encoding="utf-8") + f"\n{'甲' * 60}乙。\n"
    started = time.perf_counter()
    done = audit(text.encode(), name="a.txt", settings=tmp_path / "gouji.toml")
    assert time.perf_counter() - started < 20
    assert done.status == "partial"
    assert "规则 XA01 的表达式太慢" in done.problem
    assert "UN01" in {finding.rule.id for finding in done.findings}

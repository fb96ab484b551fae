"""A rule is one file and a province is one file: put into a folder, they work from end to end."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from gouji import cli
from rules.load import CATALOGUE, load
from rules.page import page, pages
from rules.trying import tried

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "documents" / "01_archive_centre_2023.txt"
RULE = """
id: WO98
name: meeting-place-stated
title: 会议费说明写了会议地点
family: wording
severity: warning
why: 会议费说明不写地点。
message: "“{quote}”写明了会议地点"
kind: pattern
spec: {patterns: [{needles: [会议], regex: '在[^,。;]{2,20}宾馆'}]}
wrong: [{text: 年度会议在湖滨宾馆召开。, quote: 在湖滨宾馆}]
right: [{text: 年度会议召开三次。}, {note: 不是会议, text: 培训在湖滨宾馆举办。}]
"""
PROVINCE = """
title: 临海省部门决算公开模板
parent: national
provinces: [临海省]
years: "2019-"
titles:
  assets: [家底]
required: [totals, income, expenditure, gpb, basic, three_public, procurement, assets]
telling:
  titles: {sure: [家底情况]}
  words: {sure: [临海政务网决算公开专栏]}
"""


@pytest.fixture
def call(capfd):
    def run(*arguments: object) -> tuple[int, str, str]:
        code = cli.main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return run


def test_a_rule_of_the_catalogue_is_one_file(tmp_path):
    shutil.copytree(CATALOGUE, tmp_path / "catalogue")
    before = load(tmp_path / "catalogue")
    (tmp_path / "catalogue" / "wording" / "WO98_meeting-place-stated.yaml").write_text(RULE, encoding="utf-8")
    after = load(tmp_path / "catalogue")
    assert set(after.ids) - set(before.ids) == {"WO98"}
    rule = after.rule("meeting-place-stated")
    assert not [trial.problem for trial in tried(rule, after) if trial.problem]
    assert pages(after)["WO98.md"] == page(rule)
    assert set(pages(after)) - set(pages(before)) == {"WO98.md"}
    assert "WO98" in after.select(select=["wording"]).ids


def test_a_rule_of_an_office_is_one_file(tmp_path, call):
    (tmp_path / "规则").mkdir()
    settings = tmp_path / "gouji.toml"
    settings.write_text("rules = '规则'\n", encoding="utf-8")
    text = SAMPLE.read_text(encoding="utf-8") + "\n年度会议在湖滨宾馆召开,共三次。\n"
    (tmp_path / "公开.txt").write_text(text, encoding="utf-8")
    asked = ("audit", tmp_path / "公开.txt", "--settings", settings, "--format", "json", "--fail-on", "warning")
    before, out, _ = call(*asked)
    assert "XA98" not in out
    (tmp_path / "规则" / "XA98.yaml").write_text(RULE.replace("WO98", "XA98"), encoding="utf-8")
    settings.rename(tmp_path / "again.toml")  # what a folder holds is read once by a process
    (tmp_path / "规则").rename(tmp_path / "规则二")
    (tmp_path / "again.toml").write_text("rules = '规则二'\n", encoding="utf-8")
    after, out, _ = call(*asked[:3], tmp_path / "again.toml", *asked[4:])
    assert (before, after) == (0, 1)
    (found,) = [one for one in json.loads(out)["findings"] if one["rule"]["id"] == "XA98"]
    assert found["anchor"]["quote"] == "在湖滨宾馆"


def test_a_province_is_one_file(tmp_path, call):
    (tmp_path / "模板").mkdir()
    (tmp_path / "模板" / "linhai.yaml").write_text(PROVINCE, encoding="utf-8")
    settings = tmp_path / "gouji.toml"
    settings.write_text("templates = '模板'\n", encoding="utf-8")
    text = SAMPLE.read_text(encoding="utf-8").replace("国有资产占用情况", "家底情况").replace("湖北", "临海")
    (tmp_path / "公开.txt").write_text(f"{text}\n本公开见临海政务网决算公开专栏。\n", encoding="utf-8")
    _, out, _ = call("audit", tmp_path / "公开.txt", "--format", "json")
    assert json.loads(out)["document"]["template"] != "linhai"
    _, out, _ = call("audit", tmp_path / "公开.txt", "--settings", settings, "--format", "json")
    assert json.loads(out)["document"]["template"] == "linhai"

"""Settings: found upward, read with their places, weaker than the command line, part of what a result is kept under."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from gouji import audit, cli, office
from gouji.batch.options import Options
from gouji.globbing import fits
from gouji.settings import FIELDS, Settings, SettingsError, read, settings
from gouji.versions import versions

ROOT = Path(__file__).resolve().parents[2]
BAD = ROOT / "corpus" / "documents" / "02_transport_service_2022.txt"
CASES = yaml.safe_load((Path(__file__).parent / "settings.yaml").read_text(encoding="utf-8"))
OWN_RULE = """
id: XA01
name: own-word-left
title: 留下“核定”二字
family: wording
severity: error
why: 试验
message: "“{quote}”"
kind: pattern
spec: {patterns: [{needles: [决算], regex: 部门决算}]}
wrong: [{text: 部门决算, quote: 部门决算}]
right: [{text: 预算}]
"""


def written(folder, text, name="gouji.toml"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.fixture
def call(capfd):
    def run(*arguments: object) -> tuple[int, str, str]:
        code = cli.main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return run


def rows_of(out):
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_malformed_settings_are_refused_with_their_place(tmp_path, call, case):
    path = written(tmp_path, case["text"])
    code, out, err = call("audit", BAD, "--settings", path)
    assert (code, out) == (2, "")
    assert err.startswith(f"{path}:{case.get('at', '')}")
    assert case["error"] in err


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_malformed_settings_of_a_project_are_placed_in_its_file(tmp_path, case):
    body = case["text"].replace("[severity]", "[tool.gouji.severity]").replace("[per-path.", "[tool.gouji.per-path.")
    path = written(tmp_path, f"[project]\nname = 'x'\n[tool.gouji]\n{body}", "pyproject.toml")
    with pytest.raises(SettingsError, match="pyproject") as caught:
        office.check(settings(path))
    if "at" in case:
        assert caught.value.line == int(case["at"].split(":")[0]) + 3


@pytest.mark.parametrize("command", ["extract", "rules", "explain"])
def test_every_command_refuses_malformed_settings(tmp_path, call, command):
    path = written(tmp_path, "colour = 1")
    subject = {"extract": [BAD], "rules": [], "explain": ["RA01"]}[command]
    code, _, err = call(command, *subject, "--settings", path)
    assert code == 2
    assert "没有设置“colour”" in err


def test_settings_are_found_from_the_working_folder_upward(tmp_path, monkeypatch, call):
    deep = tmp_path / "甲" / "乙"
    deep.mkdir(parents=True)
    written(tmp_path, "select = ['WO']\n")
    written(tmp_path / "甲", "[project]\nname = 'other'\n", "pyproject.toml")
    monkeypatch.chdir(deep)
    assert settings().select == ("WO",)
    assert str(tmp_path / "gouji.toml") in call("rules")[2]
    written(tmp_path / "甲", "[tool.gouji]\nselect = ['UN']\n", "pyproject.toml")
    assert settings().select == ("UN",)
    written(tmp_path / "甲", "select = ['TO']\n")
    assert settings().select == ("TO",)


def test_another_project_that_cannot_be_read_is_not_ours_to_judge(tmp_path):
    written(tmp_path, "[project\n", "pyproject.toml")
    assert settings(start=tmp_path).file is None
    written(tmp_path, "[tool.gouji]\nselect = [\n", "pyproject.toml")
    with pytest.raises(SettingsError):
        settings(start=tmp_path)


@pytest.mark.parametrize("text", [b"\xef\xbb\xbfselect = ['WO']\r\n", b"select = 'WO'\r\n"])
def test_files_of_windows_are_read(tmp_path, text):
    assert read(written(tmp_path, text)).select == ("WO",)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_other_encodings_are_refused_with_a_remedy(tmp_path, encoding):
    path = written(tmp_path, "select = 'WO'\n# 本局的设置\n".encode(encoding))
    with pytest.raises(SettingsError, match="UTF-8"):
        read(path)


def test_the_settings_choose_and_the_command_line_wins(tmp_path, call):
    path = written(tmp_path, "select = ['WO']\nfail-on = 'never'\n")
    code, out, _ = call("audit", BAD, "--settings", path, "--format", "jsonl")
    assert code == 0
    assert {row["rule"]["id"][:2] for row in rows_of(out)} <= {"WO"}
    code, out, _ = call(
        "audit", BAD, "--settings", path, "--format", "jsonl", "--select", "UN,RA,TO", "--fail-on", "error"
    )
    assert code == 1
    assert {row["rule"]["id"][:2] for row in rows_of(out)} <= {"UN", "RA", "TO"}


def test_severities_are_the_office_s(tmp_path, call):
    plain = rows_of(call("audit", BAD, "--format", "jsonl")[1])
    loud = next(row["rule"]["id"] for row in plain if row["severity"] == "error")
    path = written(tmp_path, f"severity = {{ {loud} = 'warning' }}\n")
    changed = rows_of(call("audit", BAD, "--format", "jsonl", "--settings", path)[1])
    assert {row["severity"] for row in changed if row["rule"]["id"] == loud} == {"warning"}
    found = json.loads(call("rules", "--format", "json", "--settings", path)[1])
    assert next(rule for rule in found if rule["id"] == loud)["severity"] == "warning"


def test_what_holds_for_a_path_holds_for_it_alone(tmp_path, call):
    for year in ("2022", "2023"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "公开.txt").write_bytes(BAD.read_bytes())
    path = written(tmp_path, "[per-path.'2022/**']\nselect = ['WO']\n")
    for extra in ([], ["-o", tmp_path / "run"]):
        _, out, _ = call("audit", tmp_path / "2022", tmp_path / "2023", "--settings", path, "--format", "json", *extra)
        text = (tmp_path / "run" / "reports" / "audits.json").read_text(encoding="utf-8") if extra else out
        one, other = rows_of(text)
        assert {row["rule"]["id"][:2] for row in one["findings"]} <= {"WO"}
        assert "UN01" in {row["rule"]["id"] for row in other["findings"]}
        assert one["versions"]["settings"]
        assert "settings" not in other["versions"]


def test_the_python_door_takes_settings(tmp_path):
    path = written(tmp_path, "[per-path.'02_*']\nselect = ['WO']\n")
    assert {finding.rule.id[:2] for finding in audit(BAD, settings=path).findings} <= {"WO"}


def test_a_run_is_made_anew_where_settings_change_results(tmp_path, call):
    (tmp_path / "规则").mkdir()
    plain = written(tmp_path, "fail-on = 'never'\n", "plain.toml")
    same = written(tmp_path, "fail-on = 'never'\nworkers = 2\n", "same.toml")
    other = written(tmp_path, "fail-on = 'never'\nseverity = { UN01 = 'info' }\n", "other.toml")
    own = written(tmp_path, "fail-on = 'never'\nrules = '规则'\n", "own.toml")
    (tmp_path / "规则" / "XA01.yaml").write_text(OWN_RULE, encoding="utf-8")
    told = [call("audit", BAD, "-o", tmp_path / "run", "--settings", path)[2] for path in (plain, same, other, own)]
    assert ["本次审核 1 份" in one for one in told] == [True, False, True, True]


def test_versions_say_what_was_chosen():
    assert set(versions()) == {"gouji", "rules"}
    assert versions(Options(group="none")) == versions()
    assert len({versions(Options(ignore=(name,)))["settings"] for name in ("WO01", "WO02")}) == 2


def test_own_rules_are_in_lists_pages_and_reports(tmp_path, call):
    (tmp_path / "规则" / "用词").mkdir(parents=True)
    (tmp_path / "规则" / "用词" / "XA01_核定.yaml").write_text(OWN_RULE, encoding="utf-8")
    path = written(tmp_path, "rules = '规则'\nselect = ['XA01']\n")
    assert "XA01  错误  留下“核定”二字" in call("rules", "--settings", path)[1]
    assert "自己的规则" in call("explain", "own-word-left", "--settings", path)[1]
    code, out, _ = call("audit", BAD, "--settings", path, "--format", "json")
    row = rows_of(out)[0]
    assert code == 1
    assert {(found["rule"]["id"], found["rule"]["title"]) for found in row["findings"]} == {("XA01", "留下“核定”二字")}


def test_an_own_template_is_known_by_name(tmp_path, call):
    (tmp_path / "模板").mkdir()
    (tmp_path / "模板" / "qinghe.yaml").write_text("parent: national\ntitle: 青禾市\n", encoding="utf-8")
    path = written(tmp_path, "templates = '模板'\ntemplate = 'qinghe'\n")
    _, out, _ = call("audit", BAD, "--settings", path, "--format", "json")
    assert rows_of(out)[0]["document"]["template"] == "qinghe"
    assert call("audit", BAD, "--settings", path, "--template", "qinhe")[0] == 2
    (tmp_path / "模板" / "bad.yaml").write_text("parent: natonal\n", encoding="utf-8")
    code, _, err = call("extract", BAD, "--settings", written(tmp_path, "templates = ['模板', '.']\n"))
    assert code == 2
    assert "bad.yaml:1:1" in err
    assert "最接近的是 national" in err


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("2023/**", "/d/2023/甲/a.txt", True),
        ("2023", "/d/甲/2023/a.txt", True),
        ("2023/", "/d/2023/a.txt", True),
        ("2023", "/d/20234/a.txt", False),
        ("*.docx", "/d/x/a.docx", True),
        ("*.docx", "/d/x/a.docx.txt", False),
        ("甲/*.txt", "/d/甲/乙/a.txt", False),
        ("甲/**/a.txt", "/d/甲/a.txt", True),
        ("?本级?.txt", "/d/市本级1.txt", True),
        ("[甲乙]局", "/d/乙局/a.txt", True),
        ("[!甲乙]局", "/d/乙局/a.txt", False),
        ("/d/2023", "/d/2023/a.txt", False),
        ("/e/2023", "/e/2023/a.txt", True),
        ("d", "/d/2023/a.txt", False),
        ("a+(b).txt", "/d/a+(b).txt", True),
    ],
)
def test_patterns_of_paths(glob, path, expected):
    assert fits(glob, path, base="/d") is expected


def test_every_setting_stands_on_its_page():
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert not [key for key in FIELDS if f"`{key}`" not in page]


def test_nothing_set_changes_nothing():
    assert office.options_of(Settings()) == Options()

"""The command line as people call it: exit codes, streams, consoles of other encodings, odd names."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gouji import __version__, cli

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "documents"
CLEAN = SAMPLES / "01_archive_centre_2023.txt"


def gouji(*arguments: object, encoding: str = "utf-8", cwd: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "gouji.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, env=environment, cwd=cwd)  # noqa: S603 - our own program


@pytest.fixture
def call(capfd):
    def run(*arguments: object) -> tuple[int, str, str]:
        code = cli.main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return run


WRONG = [
    (["audit"], "缺少参数"),
    (["audit", "--nosuch", "x"], "没有选项"),
    (["nosuch"], "没有命令"),
    (["audit", CLEAN, "--format", "pdf"], "没有格式“pdf”"),
    (["audit", CLEAN, "--fail-on", "bad"], "--fail-on 只能是"),
    (["audit", CLEAN, "--workers", "0"], "不能小于 1"),
    (["audit", CLEAN, "--workers", "x"], "须是整数"),
    (["audit", CLEAN, "--template", "nosuch"], "没有模板“nosuch”"),
    (["audit", CLEAN, "--select", "ZZ99"], "ZZ99"),
    (["audit", CLEAN, "--format", "json", "--format", "text"], "只能选一种"),
    (["audit", SAMPLES, "--format", "html"], "请用 -o"),
    (["audit", CLEAN, "-o", CLEAN], "须是文件夹"),
    (["audit", SAMPLES, "-o", SAMPLES], "请另给一个"),
    (["extract", SAMPLES, "-o", SAMPLES], "请另给一个"),
    (["extract", CLEAN, "--format", "csv"], "请用 -o"),
    (["extract", CLEAN, "--format", "parquet"], "没有格式"),
    (["explain", "ZZ99"], "ZZ99"),
    (["rules", "--format", "xml"], "没有格式"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG, ids=lambda case: " ".join(map(str, case)))
def test_wrong_usage_is_told_on_standard_error_with_code_2(call, arguments, message):
    code, out, err = call(*arguments)
    assert code == 2
    assert message in err
    assert out == ""


def test_text_is_the_default_and_goes_to_standard_output(call):
    code, out, err = call("audit", CLEAN)
    assert code == 0
    assert "合计 1 份:已审核 1" in out
    assert err == ""


def test_json_has_a_line_for_each_document_and_jsonl_for_each_finding(call):
    _, out, _ = call("audit", SAMPLES, "--format", "json")
    documents = [json.loads(line) for line in out.splitlines()]
    assert len(documents) == len(list(SAMPLES.iterdir()))
    _, out, _ = call("audit", SAMPLES, "--format", "jsonl")
    findings = [json.loads(line) for line in out.splitlines()]
    assert findings == [finding for document in documents for finding in document["findings"]]


def test_select_and_ignore_take_lists(call):
    _, out, _ = call("audit", SAMPLES, "--format", "jsonl", "--select", "wording,DM01", "--ignore", "WO01")
    found = {json.loads(line)["rule"]["id"] for line in out.splitlines()}
    assert found
    assert all(each.startswith("WO") or each == "DM01" for each in found)
    assert "WO01" not in found


def test_fail_on_sets_the_exit_code(call):
    _, out, _ = call("audit", SAMPLES, "--format", "jsonl")
    severities = {json.loads(line)["severity"] for line in out.splitlines()}
    assert call("audit", SAMPLES, "--fail-on", "info")[0] == (1 if severities else 0)
    assert call("audit", SAMPLES, "--fail-on", "never")[0] == 0


def test_a_bad_file_beside_good_ones_is_code_3_and_listed(call, tmp_path):
    (tmp_path / "空.txt").write_bytes(b"")
    code, out, err = call("audit", CLEAN, tmp_path / "空.txt", "--format", "jsonl")
    assert code == 3
    assert "空.txt" in err
    assert "空.txt" not in out


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xff\xe0" + bytes(99), bytes(range(256)) * 99, b"Once upon a time. " * 99]
)
def test_what_is_no_disclosure_is_a_clear_message_and_code_2(call, tmp_path, data):
    (tmp_path / "x.txt").write_bytes(data)
    code, out, err = call("audit", tmp_path)
    assert code == 2
    assert "合计 1 份" in out
    assert "Traceback" not in out + err


def test_text_nested_in_a_thousand_levels_is_audited(call, tmp_path):
    numbers = ("第{}部分 ", "{}、", "({})", "{}.", "({})、")
    lines = [f"{numbers[level % 5].format(level)}财政拨款支出决算情况说明" for level in range(1000)]
    text = "\n".join(
        ("青禾市档案馆2023年度部门决算", *lines, "2023年度财政拨款收、支总计均为120.00万元,三公经费1万元。")
    )
    (tmp_path / "深.txt").write_text(text, encoding="utf-8")
    code, out, err = call("audit", tmp_path, "-o", tmp_path / "run", "--fail-on", "never")
    assert code in {0, 2}
    assert "html" in out
    assert "Traceback" not in err


def test_an_empty_folder_is_a_clear_message_and_code_2(call, tmp_path):
    code, _, err = call("audit", tmp_path)
    assert code == 2
    assert "空的" in err


def test_a_run_holds_every_report_and_a_second_run_audits_nothing(call, tmp_path):
    code, out, err = call("audit", SAMPLES, "-o", tmp_path / "运行", "--fail-on", "never")
    assert code == 0
    places = [Path(line) for line in out.splitlines()]
    assert {place.name for place in places} == {"html", "audits.json", "findings.jsonl", "report.txt"}
    assert all(place.exists() for place in places)
    assert (tmp_path / "运行" / "reports" / "html" / "index.html").exists()
    _, _, again = call("audit", SAMPLES, "-o", tmp_path / "运行", "--format", "json", "--fail-on", "never")
    assert "本次审核 6 份" in err
    assert "本次审核 0 份" in again


def test_a_run_reports_what_the_console_would(call, tmp_path):
    call("audit", SAMPLES, "-o", tmp_path, "--format", "jsonl", "--workers", "2")
    kept = (tmp_path / "reports" / "findings.jsonl").read_text(encoding="utf-8")
    _, out, _ = call("audit", SAMPLES, "--format", "jsonl")
    assert kept == out


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8", "cp1252"])
@pytest.mark.parametrize("arguments", [["audit", SAMPLES], ["rules"], ["explain", "WO01"], ["--help"], ["nosuch"]])
def test_no_console_raises(encoding, arguments):
    done = gouji(*arguments, encoding=encoding)
    assert b"Traceback" not in done.stderr
    assert done.stdout or done.stderr


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_reports_for_machines_are_utf_8_on_any_console(encoding):
    done = gouji("audit", SAMPLES, "--format", "json", encoding=encoding)
    assert [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


NAMES = ["有 空格", "引'号\"&<x>", "长" * 70, "表情😀", "-o"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_odd_names_survive(tmp_path, name, encoding):
    if os.name == "nt" and set(name) & set('"<>'):
        pytest.skip("no such names on Windows")
    (tmp_path / f"{name}.txt").write_bytes(CLEAN.read_bytes())
    done = gouji("audit", ".", "-o", "运 行", "--fail-on", "never", encoding=encoding, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    lines = (tmp_path / "运 行" / "reports" / "audits.json").read_text(encoding="utf-8").splitlines()
    assert [Path(json.loads(line)["document"]["path"]).name for line in lines] == [f"{name}.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has file names that are no text")
def test_names_that_are_no_text_survive(tmp_path):
    odd = tmp_path / os.fsdecode(b"\xce\xc4\xbc\xfe.txt")
    odd.write_bytes(CLEAN.read_bytes())
    for form in ("text", "json", "html"):
        done = gouji("audit", tmp_path, "--format", form)
        assert done.returncode == 0, done.stderr.decode(errors="replace")
    (line,) = gouji("audit", tmp_path, "--format", "json").stdout.splitlines()
    assert json.loads(line)["document"]["path"] == str(odd)
    assert gouji("audit", tmp_path, "-o", tmp_path / "run", "--workers", "2").returncode == 0
    assert gouji("extract", tmp_path, "-o", tmp_path / "facts", "--format", "csv").returncode == 0


def test_an_absolute_and_a_relative_path_give_the_same(tmp_path):
    (tmp_path / "甲.txt").write_bytes(CLEAN.read_bytes())
    one = json.loads(gouji("audit", tmp_path / "甲.txt", "--format", "json").stdout)
    two = json.loads(gouji("audit", "甲.txt", "--format", "json", cwd=tmp_path).stdout)
    assert two["document"]["path"] == "甲.txt"
    assert one["coverage"] == two["coverage"]


def test_extract_prints_facts_and_reasons(call):
    code, out, _ = call("extract", CLEAN)
    assert code == 0
    schemas = {json.loads(line)["schema"] for line in out.splitlines()}
    assert schemas == {"gouji.fact/1", "gouji.reason/1"}


def test_extract_writes_the_text_unchanged(call, tmp_path):
    assert gouji("extract", CLEAN, "--format", "text").stdout == CLEAN.read_bytes()
    call("extract", SAMPLES, "-o", tmp_path, "--format", "text")
    assert len(list(tmp_path.glob("*.txt"))) == 6


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_extract_writes_five_tables(call, tmp_path, form):
    (tmp_path / "空.txt").write_bytes(b"")
    code, _, err = call("extract", SAMPLES, tmp_path / "空.txt", "-o", tmp_path / "表", "--format", form)
    assert code == 3
    assert "空.txt" in err
    names = {"figures", "facts", "reasons", "cells", "documents"}
    assert {place.name for place in (tmp_path / "表").glob("[!.]*")} == {f"{name}.{form}" for name in names}
    assert rows(tmp_path / "表" / f"documents.{form}", form) == 7
    assert rows(tmp_path / "表" / f"facts.{form}", form) > 100


def rows(path: Path, form: str) -> int:
    text = path.read_bytes().decode("utf-8-sig")
    if form == "jsonl":
        return len([json.loads(line) for line in text.splitlines()])
    assert path.read_bytes().startswith("\ufeff".encode())
    table = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in table} == {len(table[0])}
    return len(table) - 1


def test_explain_and_rules_speak_of_every_rule(call):
    _, out, _ = call("rules", "--format", "json")
    listed = json.loads(out)
    _, text, _ = call("rules")
    for rule in listed:
        assert rule["id"] in text
    code, out, _ = call("explain", listed[0]["name"])
    assert code == 0
    assert listed[0]["title"] in out
    assert listed[0]["id"] in call("explain", listed[0]["id"].lower())[1]


def test_version_is_that_of_the_distribution(call):
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert call("--version")[1].strip() == f"gouji {__version__}" == f"gouji {project['version']}"


def test_a_bug_in_one_file_does_not_end_the_extraction_of_the_others(call, tmp_path, monkeypatch):
    from gouji.commands import extracting

    def broken(item, *, whole=extracting.reading, **options: object) -> object:
        return whole(item, **options) if "archive" in item.path else 1 / 0

    monkeypatch.setattr(extracting, "reading", broken)
    code, _, err = call("extract", SAMPLES, "-o", tmp_path / "表")
    assert code == 3
    assert "ZeroDivisionError" in err
    assert rows(tmp_path / "表" / "documents.jsonl", "jsonl") == 6
    assert rows(tmp_path / "表" / "facts.jsonl", "jsonl") > 100

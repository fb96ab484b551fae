"""The guide "ten minutes to your own rule", followed to the letter: files written, commands run, outputs compared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gouji import cli

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "own-rule.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?P<before>[^\n]*)\n+```(?P<language>\w+)\n(?P<body>.*?)^```", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"`([^`]+\.(?:toml|yaml))`")
LONGEST_LEFT_OUT = "..."


@pytest.fixture
def run(capfd):
    def call(command: str) -> str:
        cli.main(command.split()[1:])
        return capfd.readouterr().out

    return call


def follow(block: re.Match[str], folder: Path, run, old: list[str]) -> None:
    """Do what a step of the guide says."""
    before, body = block["before"], block["body"]
    if block["language"] == "console":
        command, _, expected = body.partition("\n")
        shown = run(command.removeprefix("$ "))
        compare(shown, expected)
    elif before.startswith("换成"):
        (path,) = (path for path in folder.rglob("*.yaml") if old[-1] in path.read_text(encoding="utf-8"))
        path.write_text(path.read_text(encoding="utf-8").replace(old.pop(), body), encoding="utf-8")
    elif before.endswith("把"):
        old.append(body)
    else:
        path = folder / FILE.search(before)[1]
        path.parent.mkdir(exist_ok=True)
        kept = path.read_text(encoding="utf-8") if before.startswith("接在") else ""
        path.write_text(kept + body, encoding="utf-8")


def compare(shown: str, expected: str) -> None:
    """Compare what a command shows with what the guide says; three dots stand for the rest."""
    told, dots, _ = expected.partition(LONGEST_LEFT_OUT)
    assert shown.startswith(told) if dots else shown == expected


def test_the_guide_followed_to_the_letter(tmp_path, monkeypatch, run):
    monkeypatch.chdir(tmp_path)
    old: list[str] = []
    blocks = list(BLOCK.finditer(PAGE))
    for block in blocks:
        follow(block, tmp_path, run, old)
    assert sum(block["language"] == "console" for block in blocks) == 4
    assert not old


def test_the_rule_of_the_guide_works_in_an_audit(tmp_path, monkeypatch, run):
    monkeypatch.chdir(tmp_path)
    for block in BLOCK.finditer(PAGE):
        follow(block, tmp_path, run, old=[]) if block["before"].startswith("存为") else None
    sample = (ROOT / "corpus" / "documents" / "01_archive_centre_2023.txt").read_text(encoding="utf-8")
    (tmp_path / "公开稿.txt").write_text(f"{sample}\n年度会议费主要用于在湖滨宾馆召开会议。\n", encoding="utf-8")
    assert "会议费说明写了会议地点" in run("gouji explain XA01")
    assert "“在湖滨宾馆”写明了会议地点" in run("gouji audit 公开稿.txt")

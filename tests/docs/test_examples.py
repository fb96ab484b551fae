"""The Python example of the README runs, and the commands it shows exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gouji.cli import app

ROOT = Path(__file__).resolve().parents[2]


def readme(language: str) -> str:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return "\n".join(re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE))


def test_python_example_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    exec(compile(readme("python"), "README.md", "exec"), {})  # noqa: S102 - our own example
    assert "error" in capsys.readouterr().out


def shown() -> list[tuple[str, str]]:
    """Return the commands and options of gouji that the README shows."""
    lines = [re.sub(r"\s*#.*", "", line) for line in readme("sh").splitlines() if line.startswith("gouji ")]
    return sorted({(line.split()[1], option) for line in lines for option in re.findall(r"--[a-z-]+", line)})


@pytest.mark.parametrize(("command", "option"), shown())
def test_shown_options_exist(command, option):
    assert option in CliRunner().invoke(app, [command, "--help"]).output


def test_shown_rule_exists():
    rule = re.search(r"gouji explain (\w+)", readme("sh"))
    assert rule is not None
    assert CliRunner().invoke(app, ["explain", rule[1]]).exit_code == 0

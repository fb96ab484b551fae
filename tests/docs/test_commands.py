"""The README's commands are what the pipeline runs; the lists of commands do not drift apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text(name), re.DOTALL | re.MULTILINE)


def set_ups(name: str) -> list[list[str]]:
    """Return the commands that set up an environment on a fresh machine, each as its steps."""
    lines = [line for block in blocks(name, "sh") for line in block.splitlines()]
    return [line.split(" && ") for line in lines if line.startswith("python3 -m venv")]


def recipes() -> set[str]:
    return set(re.findall(r"^([a-z]+)(?: \*\w+)?:(?!=)", text("justfile"), re.MULTILINE))


@pytest.mark.parametrize("name", READMES)
def test_readme_has_two_commands_that_do_all_the_set_up(name):
    audit, tests = set_ups(name)
    assert audit[-1].startswith(".venv/bin/gouji audit corpus/documents")
    assert tests[-1] == ".venv/bin/pytest"


@pytest.mark.parametrize("name", READMES)
def test_pipeline_runs_the_readme_commands_word_for_word(name):
    run = text(".ci/run").splitlines()
    at = 0
    for step in (step for command in set_ups(name) for step in command):
        assert step in run[at:], step
        at = run.index(step, at) + 1
    assert run[-1] == ".venv/bin/pytest"


def commands(name: str) -> list[str]:
    """Return every line of code without its comment, which may be in either language."""
    shown = [block for kind in ("sh", "powershell", "python") for block in blocks(name, kind)]
    return [re.sub(r"\s*#.*", "", line) for block in shown for line in block.splitlines()]


def test_both_readmes_show_the_same_commands():
    one, two = map(commands, READMES)
    assert one == two


def test_powershell_commands_are_the_same_with_its_paths():
    plain = [" && ".join(steps) for steps in set_ups("README.md")]
    windows = blocks("README.md", "powershell")[0].splitlines()
    translated = [
        re.sub(r"\.venv/bin/(\w+)", r".venv\\Scripts\\\1", line)
        .replace("python3 -m", "py -m")
        .replace(" && ", "; ")
        .replace("corpus/documents", r"corpus\documents")
        .replace("runs/demo", r"runs\demo")
        for line in plain
    ]
    assert windows == translated


def test_pre_commit_calls_recipes_of_the_justfile():
    hooks = [hook for repo in yaml.safe_load(text(".pre-commit-config.yaml"))["repos"] for hook in repo["hooks"]]
    assert all(hook["entry"].split()[0] == "just" for hook in hooks)
    assert {hook["entry"].split()[1] for hook in hooks} <= recipes()


def test_pipeline_calls_recipes_of_the_justfile():
    assert set(re.findall(r"^just (\w+)", text(".ci/run"), re.MULTILINE)) <= recipes()


def test_constraints_hold_names_and_versions_only():
    lines = [line for line in text("constraints.txt").splitlines() if line and not line.startswith("#")]
    assert lines
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line) for line in lines)

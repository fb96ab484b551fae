"""Every command and option is documented, and what the page says of them is current."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from gouji.cli import app
from gouji.report.formats import formats

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app).commands


def test_the_page_is_what_the_program_says():
    command = [sys.executable, "-m", "cogapp", "--check", "docs/cli.md"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own page
    assert done.returncode == 0, f"{done.stdout}{done.stderr}\nrun: cog -r docs/cli.md"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help_and_stands_on_the_page(name):
    section = PAGE.partition(f"## gouji {name}\n")[2].partition("\n## ")[0]
    assert COMMANDS[name].help
    for parameter in COMMANDS[name].params:
        assert parameter.help, parameter.name
        shown = parameter.opts if parameter.param_type_name == "option" else [parameter.metavar]
        assert all(each in section for each in shown), parameter.name


def test_every_format_is_named_in_the_help():
    section = PAGE.partition("## gouji audit\n")[2].partition("\n## ")[0]
    assert all(name in section for name in formats())

"""What is not needed is not imported: the help, a cold audit and the package itself stay light."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLEAN = ROOT / "corpus" / "documents" / "01_archive_centre_2023.txt"
HEAVY = {"pandas", "scipy", "jinja2", "spacy", "sklearn", "jieba"}
HELP = HEAVY | {"numpy", "highspy", "yaml", "lxml", "regex", "rich", "extractor", "rules", "charset_normalizer"}

CASES = [
    ("import gouji", HELP | {"typer"}),
    ("import gouji.cli; gouji.cli.main(['--help'])", HELP),
    ("import gouji.cli; gouji.cli.main(['audit', '--help'])", HELP),
    (f"import gouji.cli; gouji.cli.main(['audit', {str(CLEAN)!r}])", HEAVY | {"rich"}),
    (f"import gouji; gouji.audit({str(CLEAN)!r})", HEAVY | {"rich", "typer"}),
]


@pytest.mark.parametrize(("code", "unwanted"), CASES, ids=lambda case: case if isinstance(case, str) else "")
def test_nothing_heavy_is_imported(code, unwanted):
    code = f"import sys; {code}; print('\\n' + ' '.join(sys.modules))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")  # noqa: S603 - our own program
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert not loaded & unwanted

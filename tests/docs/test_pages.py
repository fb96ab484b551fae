"""What the documentation points at exists: links, glossary terms, the place for measurements."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
TERM = re.compile(
    r"^\| (?P<noun>[a-z, ]+) \| (?P<chinese>[^|]+) \| `(?P<file>[^`]+)`(?P<names>(?:,? `\w+`)*) \|$",
    re.MULTILINE,
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_resolve(page):
    prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", prose)
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert not missing


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "ARCHITECTURE.md"])
def test_named_files_exist(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"`((?:models|extractor|rules|gouji|corpus|docs|tests)/[\w./-]*)`", text)
    assert not [path for path in named if not (ROOT / path).exists()]


def test_glossary_terms_exist_where_it_says():
    rows = list(TERM.finditer((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")))
    assert len(rows) > 30
    missing = []
    for row in rows:
        path = ROOT / row["file"]
        content = path.read_text(encoding="utf-8") if path.exists() else ""
        names = re.findall(r"\w+", row["names"])
        missing += [f"{row['noun']}: {row['file']} {each}" for each in names if not defines(content, each)]
        missing += [] if content else [f"{row['noun']}: {row['file']}"]
    assert not missing


def defines(content: str, noun: str) -> bool:
    return re.search(rf"^(?:class {noun}\b|{noun}\b.*=)", content, re.MULTILINE) is not None


def test_glossary_has_every_measure():
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    line = re.search(r"Measure = Literal\[(.*)\]", (ROOT / "extractor" / "fact.py").read_text(encoding="utf-8"))
    assert line is not None
    assert not [measure for measure in re.findall(r'"(\w+)"', line[1]) if f"`{measure}`" not in text]


def test_measurements_have_their_place():
    text = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert text.index("<!-- bench:start -->") < text.index("<!-- bench:end -->")

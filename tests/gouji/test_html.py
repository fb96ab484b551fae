"""The reading page: all of the text, nothing of it trusted, nothing from elsewhere."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.auditing import Audit
from gouji.placing import PlacedFigure, Text
from gouji.record import record
from gouji.report import html
from gouji.report.marking import Grid, Marked, blocks


class Read(HTMLParser):
    """Collects elements, attributes and the text of the main part."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, str] = {}
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        for tag in self.open:
            self.text[tag] = self.text.get(tag, "") + data


def read(page: str) -> Read:
    parser = Read()
    parser.feed(page)
    return parser


@pytest.fixture(scope="module")
def page(audited) -> str:
    return html.page(record(audited))


def test_no_text_of_a_disclosure_becomes_markup(page):
    assert "<script>alert" not in page
    assert "<b>不该加粗" not in page
    assert sum(tag == "script" for tag, _ in read(page).tags) == 2
    assert not [name for _, attrs in read(page).tags for name in attrs if name.startswith("on")]


@pytest.mark.parametrize(
    "evil", ['"><img src=x onerror=alert(1)>', "</script><script>alert(1)//", "' onfocus='x", "</style>"]
)
def test_no_name_becomes_markup(audited, evil):
    body = replace(audited.extraction.disclosure.body, name=f"局{evil}")
    extraction = replace(audited.extraction, disclosure=replace(audited.extraction.disclosure, body=body))
    finding = replace(audited.findings[0], message=evil)
    page = html.page(record(replace(audited, path=f"{evil}.txt", extraction=extraction, findings=(finding,))))
    found = read(page)
    assert sum(tag == "script" for tag, _ in found.tags) == 2
    assert not [tag for tag, _ in found.tags if tag == "img"]
    assert not [name for _, attrs in found.tags for name in attrs if name.startswith("on")]
    assert evil in found.text["h1"]


def test_the_policy_allows_the_pages_own_script_and_style_only(page):
    found = read(page)
    policy = next(attrs["content"] for _, attrs in found.tags if attrs.get("http-equiv"))
    assert policy.startswith("default-src 'none'")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    assert style is not None
    assert script is not None
    for inline in (style[1], script[1]):
        assert f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'" in policy
    assert "unsafe" not in policy


def test_the_page_needs_nothing_from_elsewhere(page):
    tags = [attrs for _, attrs in read(page).tags]
    assert not re.search(r"url\(|@import|https?://", page)
    assert not [attrs for attrs in tags if "src" in attrs or "style" in attrs]
    assert all(attrs["href"].startswith("#") for attrs in tags if "href" in attrs)


def test_the_whole_text_can_be_read_in_order(page, document):
    shown = "".join(read(page).text["main"].split())
    assert shown == "".join(document.text.split())


def test_every_figure_bears_its_status_and_every_finding_its_place(page, audited):
    found = read(page)
    shown = [attrs for _, attrs in found.tags if "data-figure" in attrs]
    assert len(shown) == audited.coverage.figures
    ids = {attrs["id"] for _, attrs in found.tags if "id" in attrs}
    assert {"m0", "m2", "n0", "n1", "n2", "s0", "s1", "s2"} <= ids
    jumps = [attrs["href"] for _, attrs in found.tags if attrs.get("class") == "jump"]
    assert {jump.removeprefix("#") for jump in jumps} <= ids


def test_a_page_of_what_could_not_be_read_says_so():
    page = html.page(record(Audit(path="甲.txt", status="unreadable", problem="文件是空的。")))
    assert "文件是空的" in page
    assert "没有可以显示的正文" in page


def test_a_folder_has_an_index_that_lists_all_and_links_what_can_be_read(audited, tmp_path):
    bad = Audit(path="坏<i>.txt", status="fault", problem="程序出错", fault="Traceback <b>")
    odd = replace(audited, path="目录/" + "长" * 300 + "\udcff#?%.txt")
    html.write(map(record, (audited, bad, odd)), tmp_path)
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    links = [attrs["href"] for tag, attrs in read(index).tags if tag == "a"]
    assert len(links) == 2
    assert len(list(tmp_path.iterdir())) == 3
    assert "坏&lt;i&gt;.txt" in index


def placed(start: int, end: int) -> PlacedFigure:
    return PlacedFigure(start=start, end=end, status="checked", why="", says=[], verdicts=[], findings=[])


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)), max_size=8)


@given(
    text=st.text(alphabet="一二三1.<>&\n\r\t ", max_size=70),
    figures=SPANS,
    marks=SPANS,
    heading=st.integers(0, 60),
)
def test_cutting_loses_and_doubles_nothing(text, figures, marks, heading):
    size = len(text)
    page = Text(
        file="a",
        text=text,
        sections=[{"title": "", "level": 1, "start": min(heading, size), "end": min(heading + 5, size)}],
        tables=[],
        figures=[placed(a, a + n) for a, n in figures if n and a + n <= size],
        pages=[],
    )
    findings = [
        {"severity": "error", "anchor": {"file": "a", "start": a, "end": a + n}, "notes": []}
        for a, n in marks
        if a + n <= size
    ]
    shown = [block for block in blocks(Marked(text=page, findings=findings)) if not isinstance(block, Grid)]
    lines = ["".join(leaf.text for run in line.runs for leaf in run.leaves) for line in shown]
    assert lines == [line for line in re.split(r"\r\n|\n|\r", text) if line.strip()]
    for line in shown:
        for run in line.runs:
            assert all(leaf.text == text[leaf.start : leaf.start + len(leaf.text)] for leaf in run.leaves)

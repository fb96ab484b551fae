"""Feeds the cases of ``cases.yaml``: pages as they are printed, and the pieces they read as."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extractor.pages.content import Ink, PageContent, Ruling
from extractor.pages.reading import pieces
from extractor.pages.writing import is_wide

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))


def ink(text, left, line, size=12.0):
    edges = [float(left)]
    for char in text:
        edges.append(edges[-1] + (size if is_wide(char) else size / 2))
    return Ink(text, edges[0], line - 0.86 * size, edges[-1], line + 0.14 * size, tuple(edges))


def rulings(page):
    xs, ys = page.get("lattice", ((), ()))
    yield from (Ruling(xs[0], y - 0.4, xs[-1], y + 0.4) for y in ys)
    yield from (Ruling(x - 0.4, ys[0], x + 0.4, ys[-1]) for x in xs)
    yield from (Ruling(start, at - 0.4, end, at + 0.4) for at, start, end in page.get("level", ()))
    yield from (Ruling(at - 0.4, start, at + 0.4, end) for at, start, end in page.get("upright", ()))


def content(page, *, number):
    inks = tuple(ink(*words) for words in page.get("text", ()))
    return PageContent(number=number, width=595.0, height=842.0, inks=inks, rulings=tuple(rulings(page)))


def told(piece):
    if piece.grid is None:
        return {"furniture": piece.text} if piece.kind == "furniture" else piece.text
    rows = {}
    for cell in piece.grid.cells:
        spans = cell.rows > 1 or cell.columns > 1
        rows.setdefault(cell.row, []).append([cell.text, cell.rows, cell.columns] if spans else cell.text)
    return {"grid": [rows[row] for row in sorted(rows)]}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_page_reads_as_the_case_says(case):
    read = pieces([content(page, number=number) for number, page in enumerate(case["pages"], 1)])
    expected = [{"grid": one["grid"]} if isinstance(one, dict) and "grid" in one else one for one in case["reads"]]
    assert [told(piece) for piece in read] == expected
    doubts = [one.get("doubt", "") for one in case["reads"] if isinstance(one, dict) and "grid" in one]
    grids = [piece.grid for piece in read if piece.grid is not None]
    for grid, doubt in zip(grids, doubts, strict=True):
        assert doubt in grid.doubt
        assert bool(doubt) == bool(grid.doubt)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_character_has_its_page_and_place(case):
    for piece in pieces([content(page, number=number) for number, page in enumerate(case["pages"], 1)]):
        lines = piece.text.split("\n") if piece.grid is None else []
        assert [piece.text[run.start : run.end] for run in piece.runs] == lines
        for run in piece.runs:
            assert len(run.edges) == run.end - run.start + 1
            assert list(run.edges) == sorted(run.edges)
        for cell in piece.grid.cells if piece.grid else ():
            assert cell.page
            assert cell.box[0] < cell.box[2]
            assert cell.box[1] < cell.box[3]


def test_words_of_a_picture_are_cut_at_rulings_though_only_their_whole_is_known():
    page = content({"lattice": [[50, 150, 250], [100, 120]]}, number=1)
    words = Ink("教育支出 1,200.05", 60, 104, 230, 116, (), 0.8)
    [piece] = pieces([PageContent(number=1, width=595, height=842, inks=(words,), rulings=page.rulings)])
    assert [cell.text for cell in piece.grid.cells] == ["教育支出", "1,200.05"]
    assert {cell.confidence for cell in piece.grid.cells} == {0.8}


def test_doubt_of_a_page_is_that_of_its_grids():
    page = content({"lattice": [[50, 150, 250], [100, 120]], "text": [["甲", 60, 114]]}, number=1)
    doubtful = PageContent(number=1, width=595, height=842, inks=page.inks, rulings=page.rulings, doubt="图片识别")
    [piece] = pieces([doubtful])
    assert piece.grid.doubt == "图片识别"


def test_running_text_in_frames_is_no_table():
    text = [["本年度工作按计划完成没有其他需要说明的事项" * 2, 60, 114 + 14 * line] for line in range(12)]
    read = pieces([content({"lattice": [[50, 560, 580], [100, 300]], "text": text}, number=1)])
    assert all(piece.grid is None for piece in read)
    assert sum(len(run.edges) - 1 for piece in read for run in piece.runs) == 12 * 42

"""The caption of a table is its title, never its form number, wherever either is printed."""

from __future__ import annotations

import pytest

from extractor.anchor import Source
from extractor.document import Document
from extractor.layout.composing import compose
from extractor.layout.pieces import Grid, GridCell, Piece
from extractor.tabling.arranging import arrange

SOURCE = Source(id="0" * 16, sha256="0" * 64, path="case", media="text/plain", data=b"")
NUMBERS = ("公开09表", "财决公开01表", "表1", "附表3", "公开01-1表", "公开表02", "部门决算公开03表", "附件2", "表十一")
TITLES = (
    "财政拨款“三公”经费支出决算表",
    "一般公共预算财政拨款〝三公〞经费等支出一览表",
    "2023年度『三公』经费及有关情况表",
    "表3支出决算表",
    "收入决算表",
)


def captions_of(lines, rows):
    cells = tuple(
        GridCell(row=row, column=column, text=text)
        for row, line in enumerate(rows, 1)
        for column, text in enumerate(line, 1)
    )
    pieces = [Piece(text=line, kind="paragraph") for line in lines] + [Piece(text="", grid=Grid(cells=cells))]
    composed = compose(pieces, source=SOURCE.id)
    document = arrange(
        Document(source=SOURCE, text=composed.text, blocks=composed.blocks, tables=composed.tables),
    )
    return [table.caption and document.quote(table.caption) for table in document.tables]


ROWS = (("项目", "决算数"), ("一、公务接待费", "1.00"))


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("title", TITLES)
def test_title_is_the_caption_and_the_form_number_is_not(title, number):
    assert captions_of([title, number, "单位:万元"], ROWS) == [title]
    assert captions_of([number, title, "单位:万元"], ROWS) == [title]
    assert captions_of([], [(title, ""), ("", number), ("部门:某局", "单位:万元"), *ROWS]) == [title]


@pytest.mark.parametrize("number", NUMBERS)
def test_form_number_alone_is_no_caption(number):
    assert captions_of([number, "单位:万元"], ROWS) == [None]

"""What a cell's text is, and that every number in a table becomes one figure, none of them a row or column number."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.anchor import Source
from extractor.document import Document
from extractor.layout.composing import compose
from extractor.layout.pieces import Grid, GridCell, Piece
from extractor.tabling.arranging import arrange
from extractor.tabling.reading import read
from extractor.tabling.texts import is_nothing, label, number, plain, unit_of

SOURCE = Source(id="0" * 16, sha256="0" * 64, path="case", media="text/plain", data=b"")


@pytest.mark.parametrize(
    ("printed", "digits", "negative", "unit"),
    [
        ("1,268.35", "1268.35", False, ""),
        ("１，２６８．３５", "1268.35", False, ""),
        ("－12.30", "12.30", True, ""),
        ("−12.30", "12.30", True, ""),
        ("（12.30）", "12.30", True, ""),
        ("负12.30", "12.30", True, ""),
        ("1,26\n8.35", "1268.35", False, ""),
        ("1,268.\n35", "1268.35", False, ""),
        ("1 268.35", "1268.35", False, ""),
        ("1268\n.35", "1268.35", False, ""),
        ("12 万元", "12", False, "万元"),
        ("-14.29%", "14.29", True, "%"),
        ("￥3.00", "3.00", False, ""),
        (".50", "0.50", False, ""),
        ("0.00", "0.00", False, ""),
    ],
)
def test_number_is_read_as_printed(printed, digits, negative, unit):
    read_ = number(printed)
    assert read_ is not None
    assert (read_.digits, read_.negative, read_.unit, read_.why) == (digits, negative, unit, "")


@pytest.mark.parametrize(
    "printed", ["", "—", "——", "-", "／", "无", "(1)", "(一)", "1.办公费", "3,00", "1-12", "2.5.1", "12.30-"]
)
def test_no_number(printed):
    assert number(printed) is None


@pytest.mark.parametrize("printed", ["12 34", "3 4.50", "1234.5 6", "12\n34"])
def test_two_numbers_in_a_cell_are_in_doubt(printed):
    read_ = number(printed)
    assert read_ is not None
    assert read_.why


@pytest.mark.parametrize("printed", ["", "-", "——", "／", "…", "无"])
def test_blank_and_dash_are_nothing(printed):
    assert is_nothing(plain(printed))
    assert not is_nothing("0")


@pytest.mark.parametrize(
    ("printed", "name", "unit"),
    [
        ("（1）公务用车购置费（万元）", "公务用车购置费", "万元"),
        ("其中：外事接待批次（个）", "外事接待批次", "个"),
        ("一、一般公共服务支出", "一般公共服务支出", ""),
        ("1.因公出国（境）费", "因公出国(境)费", ""),
        ("（二）单价50万元以上通用设备（台、套）", "单价50万元以上通用设备", "台、套"),
        ("因公出国（境）人", "因公出国(境)人", ""),
    ],
)
def test_label_has_neither_numbering_nor_unit(printed, name, unit):
    assert label(plain(printed)) == name
    assert unit_of(plain(printed)) == unit


HEADER = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
AMOUNT = st.decimals(min_value=0, max_value=10**7, places=2).map(lambda value: f"{value:,.2f}")
EMPTY = st.sampled_from(["", "—", "-", "——", "／", " "])
ROW = st.tuples(st.integers(1, 99), st.tuples(*[st.one_of(AMOUNT, EMPTY)] * 3))


@given(rows=st.lists(ROW, min_size=1, max_size=8))
def test_every_number_is_one_figure_and_no_column_number_is(rows):
    lines = [HEADER, ("栏次", "", "1", "2", "3"), *(("", "", *values) for _, values in rows)]
    for at, (item, _) in enumerate(rows):
        lines[at + 2] = (f"20106{item:02}", f"第{item}项", *lines[at + 2][2:])
    document = arrange(document_of(lines))
    figures, facts = read(document, year=2023, first=0)
    wanted = sorted(text for _, values in rows for text in values if any(map(str.isdigit, text)))
    assert sorted(figure.printed for figure in figures) == wanted
    assert len(facts) == len(wanted)
    for fact in facts:
        assert fact.quantity.value == Decimal(fact.figure.printed.replace(",", "")) * 10**4
        assert fact.cell is not None
        assert document.quote(fact.figure.span) == fact.figure.printed


@given(
    cells=st.lists(
        st.lists(st.text("0123456789.,-()一二元万%表单位:项目合计\n ", max_size=9), min_size=3, max_size=3), max_size=6
    )
)
def test_no_table_is_too_strange(cells):
    document = arrange(document_of([("甲", "乙", "丙"), *map(tuple, cells)]))
    figures, _ = read(document, year=2023, first=0)
    spans = sorted((figure.span.start, figure.span.end) for figure in figures)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert all(document.quote(figure.span) == figure.printed for figure in figures)


def document_of(lines):
    cells = tuple(
        GridCell(row=row, column=column, text=text)
        for row, line in enumerate(lines, 1)
        for column, text in enumerate(line, 1)
    )
    pieces = [
        Piece(text="一般公共预算财政拨款支出决算表", kind="paragraph"),
        Piece(text="单位:万元", kind="paragraph"),
        Piece(text="", grid=Grid(cells=cells)),
    ]
    composed = compose(pieces, source=SOURCE.id)
    return Document(source=SOURCE, text=composed.text, blocks=composed.blocks, tables=composed.tables)

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from extractor.reading import from_bytes, read

HERE = Path(__file__).parent


def cases(name):
    return [
        pytest.param(case, id=case["name"])
        for case in yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    ]


def spelled(body):
    """Write out the short forms of the cases."""
    body = body.replace("[[", "<w:p>").replace("]]", "</w:p>")
    return re.sub(r"\{([^{}]*)\}", r'<w:r><w:t xml:space="preserve">\1</w:t></w:r>', body)


def cell_markup(one):
    text, props = (one["text"], one["props"]) if isinstance(one, dict) else (one, "")
    return f"<w:tc><w:tcPr>{props}</w:tcPr>[[{{{text}}}]]</w:tc>"


def table(rows):
    return f"<w:tbl>{''.join('<w:tr>' + ''.join(map(cell_markup, row)) + '</w:tr>' for row in rows)}</w:tbl>"


def lines(document):
    return [document.quote(block.span) for block in document.blocks if block.kind != "table"]


def cells(document):
    return [
        [cell.row, cell.column, cell.rows, cell.columns, document.quote(cell.span)]
        for one in document.tables
        for cell in one.cells
    ]


def document_of(word, body, **parts: str):
    data = word(spelled(body), **{name: spelled(part) for name, part in parts.items()})
    return read(from_bytes(data, path="决算.docx"))


@pytest.mark.parametrize("case", cases("paragraphs"))
def test_paragraphs_read_as_word_shows_them(case, word):
    parts = {name: case[name] for name in ("styles", "footnotes", "endnotes") if name in case}
    assert lines(document_of(word, case["body"], **parts)) == case["lines"]


@pytest.mark.parametrize("case", cases("tables"))
def test_cells_stand_where_their_spans_put_them(case, word):
    document = document_of(word, case.get("body") or table(case["table"]))
    assert cells(document) == case.get("cells", [])
    assert lines(document) == case.get("lines", [])
    doubts = [one.doubt for one in document.tables if one.doubt]
    assert len(doubts) == len(document.tables) * ("doubt" in case)
    assert all(case["doubt"] in doubt for doubt in doubts)


def level_markup(at, form, text, more=""):
    start = "" if "w:start " in more else '<w:start w:val="1"/>'
    return f'<w:lvl w:ilvl="{at}">{start}<w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def definition(levels, nums):
    listed = "".join(level_markup(at, *one) for at, one in enumerate(levels))
    lists = "".join(
        f'<w:num w:numId="{name}"><w:abstractNumId w:val="4"/>{more}</w:num>' for name, more in {1: "", **nums}.items()
    )
    return f'<w:abstractNum w:abstractNumId="4">{listed}</w:abstractNum>{lists}'


def item(number, level, text):
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{numbered}</w:pPr>{{{text}}}</w:p>"


@pytest.mark.parametrize("case", cases("numbering"))
def test_automatic_numbers_are_written_as_word_shows_them(case, word):
    body = "".join(item(*one) for one in case["paragraphs"])
    document = document_of(word, body, numbering=definition(case["levels"], case.get("nums", {})))
    assert lines(document) == case["lines"]


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="我的标题"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="二级"/><w:basedOn w:val="a"/>
  <w:pPr><w:outlineLvl w:val="1"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="round"><w:basedOn w:val="trip"/></w:style>
<w:style w:type="paragraph" w:styleId="trip"><w:basedOn w:val="round"/></w:style>
"""
LEVELS = [
    ["chineseCounting", "%1、", '<w:pStyle w:val="1"/>'],
    ["decimal", "（%2）", '<w:pStyle w:val="2"/>'],
]


def styled(style, text, more=""):
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{{{text}}}</w:p>'


def test_styles_bring_levels_and_numbers(word):
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        styled("1", "收入") + styled("2", "结构") + styled("mine", "支出") + styled("mine", "附件", off)
        + styled("round", "正文") + styled("a", "提纲", '<w:outlineLvl w:val="2"/>') + styled("1", "长" * 300)
    )  # fmt: skip
    document = document_of(word, body, styles=STYLES, numbering=definition(LEVELS, {}))
    found = [(document.quote(block.span)[:6], block.level) for block in document.blocks]
    assert found[:6] == [("一、收入", 1), ("（1）结构", 2), ("二、支出", 1), ("附件", 1), ("正文", None), ("提纲", 3)]
    assert found[6] == ("三、长长长长", None)


def test_numbers_in_table_cells_are_counted_row_by_row(word):
    rows = "".join(
        f"<w:tr><w:tc>{item(1, 0, '')}</w:tc><w:tc>[[{{{name}}}]]</w:tc></w:tr>" for name in ("教育", "卫生")
    )
    document = document_of(word, f"<w:tbl>{rows}</w:tbl>", numbering=definition([["decimal", "%1"]], {}))
    assert [row[4] for row in cells(document)] == ["1", "教育", "2", "卫生"]


def test_strict_documents_and_unusual_part_names_are_read(word, pack):
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(word(spelled("[[{收入}]]")))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts.pop("word/document.xml")
    strict = body.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert strict != body
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"/word/document2.xml")
    document = read(from_bytes(pack({**parts, "word\\document2.xml": strict}), path="决算.docm"))
    assert document.text == "收入\n"


def test_every_cell_points_into_the_text_and_to_its_place(word):
    document = document_of(word, "[[{收入决算表}]][[{单位:万元}]]" + table([["科目", "金额"], ["教育", "5"]]))
    (one,) = document.tables
    assert (one.unit, document.quote(one.caption)) == ("万元", "收入决算表")
    assert [(cell.anchor.table, cell.anchor.row, cell.anchor.column) for cell in one.cells] == [
        (1, 1, 1), (1, 1, 2), (1, 2, 1), (1, 2, 2),
    ]  # fmt: skip


def test_pictures_beside_text_are_mentioned(word):
    picture = '<w:r><w:drawing><a:blip r:embed="r9"/></w:drawing></w:r>'
    document = document_of(word, f"[[{{{'收入情况说明。' * 30}}}]][[{picture}{picture}]]")
    assert [remark.message for remark in document.remarks] == ["文档中有 2 张图片,其中的文字没有读取"]

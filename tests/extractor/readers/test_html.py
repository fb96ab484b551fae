from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from extractor.errors import LimitError, UnreadableError
from extractor.reading import from_bytes, load, read

PAGES = Path(__file__).parent / "pages"
CODECS = {"layout_table": "gb18030"}


def page(name):
    markup = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    return read(from_bytes(markup.encode(CODECS.get(name, "utf-8")), path=f"{name}.html"))


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_page_reads_as_it_is_seen(path):
    expected = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert page(path.stem).text.replace("\u00a0", " ") == expected


def test_spaces_that_are_characters_are_kept():
    assert "第三部分\u00a02023年度" in page("columns").text


def test_cells_stand_where_their_spans_put_them_and_point_into_the_text():
    document = page("columns")
    (table,) = document.tables
    places = {(cell.row, cell.column, cell.rows, cell.columns): document.quote(cell.span) for cell in table.cells}
    assert places[1, 1, 1, 2] == "收入"
    assert places[1, 3, 1, 2] == "支出"
    assert places[3, 1, 2, 1] == "一般公共预算\n财政拨款收入"
    assert places[3, 2, 1, 1] == "1,344.73"
    assert places[3, 4, 1, 1] == ""
    assert places[4, 3, 1, 1] == "社会保障和就业支出"
    assert table.unit == "万元"
    assert document.quote(table.caption) == "收入支出决算总表"
    assert all(table.span.holds(cell.span) and cell.anchor.span == cell.span for cell in table.cells)
    assert [block.span for block in document.blocks if block.kind == "table"] == [table.span]


def test_headings_keep_their_level_and_furniture_is_marked():
    document = page("columns")
    headings = {document.quote(block.span)[:4]: block.level for block in document.blocks if block.kind == "heading"}
    assert headings == {"青川县水": 1, "第三部分": 2}
    assert any(block.kind == "furniture" for block in document.blocks)


def test_a_table_that_holds_the_page_is_no_table():
    document = page("layout_table")
    assert document.tables == ()
    assert document.origin == "html gb18030"


def test_content_in_a_box_named_like_navigation_is_not_lost():
    text = "2023年度收入合计412.30万元,其中:财政拨款收入412.30万元,占本年收入的100%。"
    for markup in (f'<div class="nav"><p>{text}</p></div>', f"<form><p>{text}</p></form>", f"<aside>{text}</aside>"):
        for around in ("", "<p>公开说明的另一段文字,其中没有任何数字但也足够长了。</p>"):
            assert text in read(from_bytes(f"<html><body>{around}{markup}</body></html>".encode(), path="a.html")).text


def test_a_page_without_content_says_so():
    markup = b"<!DOCTYPE html><html><body><div id='app'></div><script>load()</script></body></html>"
    with pytest.raises(UnreadableError, match="没有正文"):
        read(from_bytes(markup, path="a.html"))


@pytest.mark.parametrize("depth", [500, 1_000])
def test_deep_nesting_is_read_without_recursion(depth):
    markup = "<html><body>" + "<div>" * depth + "2023年度收入合计5万元" + "</div>" * depth
    assert "收入合计5万元" in read(from_bytes(markup.encode(), path="a.html")).text


def test_nesting_beyond_the_parser_is_refused_and_not_cut():
    markup = "<html><body>" + "<div>" * 50_000 + "2023年度收入合计5万元"
    with pytest.raises(LimitError, match="嵌套"):
        read(from_bytes(markup.encode(), path="a.html"))


@pytest.mark.parametrize("name", ["决算.txt", "决算.aspx", "决算"])
def test_a_page_is_known_by_its_beginning_whatever_its_name(tmp_path, name):
    path = tmp_path / name
    path.write_bytes("<!DOCTYPE html><html><body><p>2023年度部门决算</p></body></html>".encode())
    assert read(load(path)).source.media == "text/html"


def test_enormous_spans_are_bounded():
    rows = "".join(f"<tr><td rowspan=99999 colspan=99999>{i}</td><td>{i}.00</td></tr>" for i in range(300))
    document = read(from_bytes(f"<html><body><table>{rows}</table></body></html>".encode(), path="a.html"))
    assert len(document.tables[0].cells) == 600


def test_items_of_nested_lists_are_numbered_each_in_its_own():
    inner = '<ol start="4"><li>会议费</li><li>培训费</li></ol>'
    items = f'<li>收入合计412.30万元</li><li value="7">支出</li><li>其中{inner}</li><li>结余</li>'
    text = read(from_bytes(f"<html><body><ol>{items}</ol></body></html>".encode(), path="a.html")).text
    assert text.splitlines() == ["1. 收入合计412.30万元", "7. 支出", "3. 其中", "4. 会议费", "5. 培训费", "4. 结余"]


def test_a_huge_list_is_counted_in_one_pass():
    items = "".join(f"<li>收入合计{number}.30万元</li>" for number in range(40_000))
    began = perf_counter()
    text = read(from_bytes(f"<html><body><ol>{items}</ol></body></html>".encode(), path="a.html")).text
    # Half a second; a minute where every item counts those before it.
    assert perf_counter() - began < 15
    assert text.splitlines()[-1] == "40000. 收入合计39999.30万元"

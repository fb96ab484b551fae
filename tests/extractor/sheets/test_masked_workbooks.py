from __future__ import annotations

import pytest

from extractor.reading import from_bytes, read


def document(data, name):
    return read(from_bytes(data, path=name))


def texts(document):
    cells = document.tables[0].cells
    return {(cell.anchor.row, cell.anchor.column): document.quote(cell.span) for cell in cells}


@pytest.mark.parametrize("name", ["决算表.xls", "决算表.xlsx", "决算表.et"])
def test_a_web_page_named_as_a_workbook_is_read_as_a_page(name):
    table = "<table><tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>5.00</td></tr></table>"
    page = f"<html><head><meta charset='gbk'></head><body>{table}</body></html>"
    for markup in (page, table):
        read_back = document(markup.encode("gbk"), name)
        assert read_back.source.media == "text/html"
        assert "5.00" in texts(read_back).values()


FLAT = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="Default"/><Style ss:ID="m"><NumberFormat ss:Format="Standard"/></Style></Styles>
<Worksheet ss:Name="表1"><Table><Column ss:Index="3" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">收入决算表</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">合计</Data></Cell>
<Cell ss:StyleID="m"><Data ss:Type="Number">2940.0537000000002</Data></Cell>
<Cell><Data ss:Type="Number">9</Data></Cell></Row></Table></Worksheet></Workbook>"""


@pytest.mark.parametrize("name", ["a.xls", "a.xml"])
def test_flat_xml_of_2003_is_a_workbook(name):
    read_back = document(FLAT.encode(), name)
    assert texts(read_back) == {(1, 1): "收入决算表", (3, 1): "合计", (3, 2): "2,940.05"}
    assert read_back.tables[0].cells[0].columns == 2


ARCHIVE = """MIME-Version: 1.0
X-Document-Type: Workbook
Content-Type: multipart/related; boundary="----=_Next"

------=_Next
Content-Type: text/html; charset="gb2312"
Content-Transfer-Encoding: 8bit

<html><frameset><frame src="sheet001.htm"></frameset></html>
------=_Next
Content-Type: text/html; charset="gb2312"
Content-Transfer-Encoding: 8bit

<html><meta charset="gb2312"><table>
<tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>5.00</td></tr></table></html>
------=_Next--
"""


@pytest.mark.parametrize("name", ["a.xls", "a.mht", "a.doc"])
def test_a_web_archive_is_read_as_its_pages(name):
    read_back = document(ARCHIVE.encode("gb18030"), name)
    assert "5.00" in texts(read_back).values()
    assert "MIME" not in read_back.text
    assert read_back.source.data.startswith(b"MIME")

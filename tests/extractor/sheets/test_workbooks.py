from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
import xlsxwriter
import xlwt
import yaml
from python_calamine import CalamineWorkbook

from extractor.reading import from_bytes, read

UNIT = "公开01表"
SOFFICE = shutil.which("soffice")
ODD = yaml.safe_load(Path(__file__).with_name("odd_xml.yaml").read_text(encoding="utf-8"))


def written(fill):
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    fill(book)
    book.close()
    return file.getvalue()


def document(data, name="决算表.xlsx"):
    return read(from_bytes(data, path=name))


def texts(document, number=0):
    table = document.tables[number]
    return {(cell.anchor.row, cell.anchor.column): document.quote(cell.span) for cell in table.cells}


def totals(book):
    """Write a sheet as a finance office does: title merged, unit at the right, two header rows, stored binary noise."""
    sheet = book.add_worksheet("Z01 收入支出决算总表(财决01表)")
    money = book.add_format({"num_format": "#,##0.00"})
    sheet.merge_range("A1:D1", "收入支出决算总表")
    sheet.write("D2", UNIT)
    sheet.write("A3", "部门:青川县水利局")
    sheet.write("D3", "金额单位:万元")
    sheet.merge_range("A4:B4", "收入")
    sheet.merge_range("C4:D4", "支出")
    sheet.write_row("A5", ["项目", "决算数", "项目", "决算数"])
    for row, (income, one, spent, two) in enumerate(
        [
            ("一、财政拨款收入", 2940.0537, "一、一般公共服务支出", 0.1 + 0.2),
            ("二、事业收入", 0, "二、农林水支出", 1.005),
        ]
    ):
        sheet.write(5 + row, 0, income)
        sheet.write(5 + row, 1, one, money)
        sheet.write(5 + row, 2, spent)
        sheet.write(5 + row, 3, two, money)
    sheet.write("A8", "总计")
    sheet.write_formula("B8", "=SUM(B6:B7)", money, 2940.0537)
    sheet.write_string("D8", "1.31")
    return sheet


def test_cells_show_what_the_sheet_shows_and_say_where():
    read_back = document(written(totals))
    (table,) = read_back.tables
    found = texts(read_back)
    assert found[6, 2] == "2,940.05"
    assert found[7, 2] == "0.00"
    assert found[6, 4] == "0.30"
    assert found[7, 4] == "1.01"
    assert found[8, 2] == "2,940.05"
    assert found[8, 3] == ""
    assert found[8, 4] == "1.31"
    assert table.unit == "万元"
    assert {cell.anchor.sheet for cell in table.cells} == {"Z01 收入支出决算总表(财决01表)"}
    spans = {(cell.anchor.row, cell.anchor.column): (cell.rows, cell.columns) for cell in table.cells}
    assert spans[1, 1] == (1, 4)
    assert spans[4, 3] == (1, 2)
    assert (4, 2) not in spans
    assert all(cell.anchor.span == cell.span for cell in table.cells)


def test_name_of_the_sheet_is_a_heading_where_it_says_something():
    def fill(book) -> None:
        totals(book)
        book.add_worksheet("Sheet2").write_row("A1", ["项目", 1])

    read_back = document(written(fill))
    headings = [read_back.quote(block.span) for block in read_back.blocks if block.kind == "heading"]
    assert headings == ["Z01 收入支出决算总表(财决01表)"]


def test_values_agree_with_two_other_readers():
    data = written(totals)
    (sheet,) = openpyxl.load_workbook(BytesIO(data), data_only=True).worksheets
    library = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    found = texts(document(data))
    for row in sheet.iter_rows():
        for cell in row:
            other = library[cell.row - 1][cell.column - 1]
            shown = found.get((cell.row, cell.column), "").replace(",", "")
            if isinstance(cell.value, str):
                assert shown == cell.value == other
            elif cell.value is not None:
                assert abs(float(shown) - cell.value) < 0.0051
                assert other == pytest.approx(cell.value)


KINDS = [
    ("A1", True, "TRUE"),
    ("A2", "0012.50", "0012.50"),
    ("A3", "甲\n乙", "甲\n乙"),
    ("A4", " 一、 ", "一、"),
    ("A5", -7, "-7"),
]


def test_kinds_of_values():
    def fill(book) -> None:
        sheet = book.add_worksheet()
        for place, value, _ in KINDS:
            sheet.write(place, value) if not isinstance(value, str) else sheet.write_string(place, value)
        sheet.write_formula("A6", "=1/0", None, "#DIV/0!")
        sheet.write_formula("A7", '="合"&"计"', None, "合计")
        sheet.write_rich_string("A8", "其中:", book.add_format({"bold": True}), "基本支出")
        sheet.write_column("B1", ["x"] * 8)

    found = texts(document(written(fill)))
    assert [found[row, 1] for row in range(1, 6)] == [shown for _, _, shown in KINDS]
    assert (found[6, 1], found[7, 1], found[8, 1]) == ("#DIV/0!", "合计", "其中:基本支出")


def test_zeros_that_the_sheet_hides_are_blank():
    def fill(book) -> None:
        sheet = book.add_worksheet()
        sheet.hide_zero()
        sheet.write_row("A1", ["合计", 0, 10])

    found = texts(document(written(fill)))
    assert (1, 2) not in found
    assert found[1, 3] == "10"


def test_hidden_sheets_are_named_and_left_out():
    def fill(book) -> None:
        totals(book)
        for name, hide in (("上年", "hide"), ("代码", "very_hidden")):
            sheet = book.add_worksheet(name)
            sheet.write_row("A1", ["项目", 99.5])
            getattr(sheet, hide)()

    read_back = document(written(fill))
    assert "99.5" not in read_back.text
    assert [remark.message for remark in read_back.remarks] == [
        "隐藏的工作表“上年”没有读入",
        "隐藏的工作表“代码”没有读入",
    ]


def test_hidden_rows_and_columns_are_left_out_and_put_the_table_in_doubt():
    def fill(book) -> None:
        sheet = totals(book)
        sheet.set_row(6, None, None, {"hidden": True})

    read_back = document(written(fill))
    found = texts(read_back)
    assert (7, 1) not in found
    assert found[8, 1] == "总计"
    assert "第7行" in read_back.tables[0].doubt
    assert any("第7行" in remark.message for remark in read_back.remarks)


def test_hidden_columns_are_left_out():
    def fill(book) -> None:
        totals(book).set_column("B:B", None, None, {"hidden": True})

    read_back = document(written(fill))
    assert not any(column == 2 for _, column in texts(read_back))
    assert "第B列" in read_back.tables[0].doubt


def test_formulas_without_a_stored_value_are_said():
    book = openpyxl.Workbook()
    book.active.append(["合计", "=1+1"])
    file = BytesIO()
    book.save(file)
    read_back = document(file.getvalue())
    assert "1 个公式" in read_back.remarks[0].message
    assert read_back.text.strip().endswith("合计")


def two_tables(gap):
    def fill(book) -> None:
        sheet = book.add_worksheet()
        for start, name in ((0, "收入决算表"), (5 + gap, "支出决算表")):
            sheet.merge_range(start, 0, start, 2, name)
            sheet.write(start + 1, 2, "单位:万元")
            sheet.write_row(start + 2, 0, ["科目编码", "科目名称", "合计"])
            sheet.write_row(start + 3, 0, ["201", "一般公共服务支出", 12.5])
            sheet.write_row(start + 4, 0, ["208", "社会保障和就业支出", 3])

    return fill


@pytest.mark.parametrize("gap", [0, 1, 3])
def test_two_tables_on_a_sheet_are_two(gap):
    read_back = document(written(two_tables(gap)))
    captions = [read_back.quote(table.caption) for table in read_back.tables]
    assert captions == ["收入决算表", "支出决算表"]
    assert read_back.tables[1].cells[0].anchor.row == 6 + gap


def test_blank_rows_within_a_table_cut_nothing():
    def fill(book) -> None:
        sheet = book.add_worksheet()
        sheet.write("A1", "收入支出决算总表")
        sheet.write("C3", "单位:元")
        sheet.write_row("A5", ["项目", "行次", "金额"])
        sheet.write_row("A7", ["本年收入合计", 1, 5])
        sheet.write_row("A9", ["总计", 2, 5])

    (table,) = document(written(fill)).tables
    assert {cell.anchor.row for cell in table.cells} == {1, 3, 5, 7, 9}


def test_a_sheet_of_sentences_is_text():
    sentence = "2023年度收入合计412.30万元,其中:财政拨款收入412.30万元,占本年收入的100%。"

    def fill(book) -> None:
        sheet = book.add_worksheet("情况说明")
        sheet.write_column("B2", ["第三部分 2023年度部门决算情况说明", "一、收入决算情况说明", sentence])

    read_back = document(written(fill))
    assert read_back.tables == ()
    assert sentence in [read_back.quote(block.span) for block in read_back.blocks]


def test_a_passage_below_a_table_is_text_and_a_short_note_a_row():
    passage = (
        "说明:2023年度“三公”经费支出3.20万元,比上年减少0.40万元,主要是压减公务接待;其中公务用车运行维护费2.10万元。"
    )

    def fill(book) -> None:
        sheet = totals(book)
        sheet.write("A9", "注:本表反映收支情况。")
        sheet.write("A10", passage)

    read_back = document(written(fill))
    assert texts(read_back)[9, 1] == "注:本表反映收支情况。"
    assert passage in [read_back.quote(block.span) for block in read_back.blocks if block.kind == "paragraph"]


def test_text_under_a_merged_range_is_not_shown():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = "合计", "藏", 1, 2
    file = BytesIO()
    book.save(file)
    merged = '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    data = rewritten(file.getvalue(), "xl/worksheets/sheet1.xml", "</sheetData>", merged)
    assert texts(document(data)) == {(1, 1): "合计", (2, 1): "1", (2, 2): "2"}


def rewritten(data, part, old, new):
    """Return the package with one part changed."""
    given, file = ZipFile(BytesIO(data)), BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name in given.namelist():
            content = given.read(name)
            if name == part:
                changed = new if old is None else content.replace(old.encode(), new.encode())
                assert changed != content
                content = changed
            package.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("case", ODD, ids=lambda case: case["name"])
def test_xml_that_few_programs_write_is_read_the_same(case):
    data = rewritten(written(totals), "xl/worksheets/sheet1.xml", None, case["xml"].encode(case.get("codec", "utf-8")))
    assert texts(document(data)) == {(2, 2): "合计", (2, 3): "5.5"}


def old_totals():
    """Write what ``totals`` writes as xls."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Z01 收入支出决算总表(财决01表)")
    money = xlwt.easyxf(num_format_str="#,##0.00")
    for (row, column), (wide, text) in {
        (0, 0): (4, "收入支出决算总表"), (1, 3): (1, UNIT), (2, 0): (1, "部门:青川县水利局"),
        (2, 3): (1, "金额单位:万元"),
        (3, 0): (2, "收入"), (3, 2): (2, "支出"), (4, 0): (1, "项目"), (4, 1): (1, "决算数"), (4, 2): (1, "项目"),
        (4, 3): (1, "决算数"), (5, 0): (1, "一、财政拨款收入"), (5, 2): (1, "一、一般公共服务支出"),
        (6, 0): (1, "二、事业收入"), (6, 2): (1, "二、农林水支出"), (7, 0): (1, "总计"), (7, 3): (1, "1.31"),
    }.items():  # fmt: skip
        sheet.write_merge(row, row, column, column + wide - 1, text)
    for row, column, value in ((5, 1, 2940.0537), (6, 1, 0), (5, 3, 0.1 + 0.2), (6, 3, 1.005), (7, 1, 2940.0537)):
        sheet.write(row, column, value, money)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("name", ["决算表.xls", "决算表.et", "决算表.xlsx", "决算表"])
def test_xls_reads_as_xlsx_whatever_its_name(name):
    old, new = document(old_totals(), name), document(written(totals))
    assert old.text == new.text
    assert texts(old) == texts(new)
    assert [(cell.rows, cell.columns) for cell in old.tables[0].cells] == [
        (cell.rows, cell.columns) for cell in new.tables[0].cells
    ]


def test_strings_of_xls_run_over_records():
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表1")
    names = [f"第{n}行" + ("行政运行abc" if n % 2 else "plain text") * (n % 40) for n in range(700)]
    for row, name in enumerate(names):
        sheet.write(row, 0, name)
        sheet.write(row, 1, row / 8)
    file = BytesIO()
    book.save(file)
    found = texts(document(file.getvalue(), "a.xls"))
    assert [found[row + 1, 1] for row in range(700)] == names
    assert found[4, 2] == "0.375"


def test_xls_hides_what_it_hides():
    book = xlwt.Workbook(encoding="utf-8")
    for name, state in (("表1", 0), ("上年", 1), ("代码", 2)):
        sheet = book.add_sheet(name)
        sheet.visibility = state
        for row in range(4):
            sheet.write(row, 0, f"{name}{row}")
            sheet.write(row, 1, row + 1)
        sheet.row(2).hidden = True
    file = BytesIO()
    book.save(file)
    read_back = document(file.getvalue(), "a.xls")
    assert texts(read_back) == {(1, 1): "表10", (1, 2): "1", (2, 1): "表11", (2, 2): "2", (4, 1): "表13", (4, 2): "4"}
    assert [remark.message for remark in read_back.remarks][1:] == [
        "隐藏的工作表“上年”没有读入",
        "隐藏的工作表“代码”没有读入",
    ]


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice")
@pytest.mark.parametrize("form", ["xls", "ods"])
def test_what_libreoffice_saves_reads_the_same(form, tmp_path):
    def fill(book) -> None:
        totals(book)
        sheet = book.add_worksheet("藏")
        sheet.write_row("A1", ["项目", 9])
        sheet.hide()

    given = written(fill)
    (tmp_path / "表.xlsx").write_bytes(given)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(tmp_path / "表.xlsx")], check=True, capture_output=True, timeout=120)  # noqa: S603  our own arguments
    converted = document((tmp_path / "out" / f"表.{form}").read_bytes(), f"表.{form}")
    assert converted.text == document(given).text
    assert [remark.message for remark in converted.remarks] == ["隐藏的工作表“藏”没有读入"]

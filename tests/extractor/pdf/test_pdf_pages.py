"""PDF files as documents: text, tables, places, turned pages."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from extractor.anchor import Span
from extractor.reading import from_bytes, read

TABLE = [["项目", "预算数", "决算数"], ["教育支出", "1,234.50", "1,200.05"], ["其他支出", "", "6.20"]]
SENTENCE = "本年收入合计2,946.25万元,其中财政拨款收入2,940.05万元。"


def rows_of(document, number=0):
    rows = {}
    for cell in document.tables[number].cells:
        rows.setdefault(cell.row, []).append(document.quote(cell.span))
    return list(rows.values())


def test_text_and_table_read_with_their_places(drawn, ruled):
    def page(paper) -> None:
        paper.drawString(60, 760, "本年收入合计")
        paper.setFont("Courier", 10)
        paper.drawString(132, 760, "2,946.25")
        paper.setFont("STSong-Light", 12)
        paper.drawString(180, 760, "万元。")
        ruled(paper, TABLE)

    document = read(drawn(page))
    assert document.source.media == "application/pdf"
    assert document.origin == "pdf 1 pages"
    assert document.text.startswith("本年收入合计2,946.25万元。")
    assert rows_of(document) == TABLE
    start = document.text.index("946.25")
    anchor = document.anchor(Span(start, start + 6))
    assert anchor.page == 1
    # Courier is six points wide at this size; the line stands 82 points below the upper edge.
    assert anchor.box == pytest.approx((144, 71.6, 180, 83.7), abs=0.2)
    cell = next(cell for cell in document.tables[0].cells if document.quote(cell.span) == "6.20")
    assert (cell.row, cell.column, cell.anchor.page) == (3, 3, 1)
    assert cell.anchor.box == pytest.approx((280, 182, 390, 202), abs=0.6)
    assert document.anchor(cell.span).box == cell.anchor.box


def test_text_beside_the_shown_part_of_a_page_is_not_read(drawn):
    def page(paper) -> None:
        paper.setCropBox((50, 100, 550, 800))
        paper.drawString(60, 700, SENTENCE)
        paper.drawString(60, 60, "裁剪线以外")

    document = read(drawn(page))
    assert document.text.strip() == SENTENCE
    assert document.places[0].box[0] == pytest.approx(10, abs=0.5)
    assert document.places[0].box[3] == pytest.approx(800 - 700 + 1.7, abs=0.5)


def test_numbers_drawn_apart_stay_in_their_sentence(drawn):
    def page(paper) -> None:
        paper.drawString(60, 700, "本年支出合计")
        paper.drawString(172, 700, "万元。")
        paper.setFont("Times-Roman", 11)
        paper.drawString(133, 698.8, "2,94")
        paper.drawString(133 + paper.stringWidth("2,94", "Times-Roman", 11), 698.8, "6.25")

    assert read(drawn(page)).text.strip() == "本年支出合计2,946.25万元。"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_page_that_is_shown_turned_reads_upright(drawn, ruled, turn):
    def page(paper) -> None:
        paper.setPageRotation(turn)
        paper.saveState()
        # reportlab gives the page the sides that it has once it is turned; then the text stands upright.
        paper.rotate(turn)
        paper.translate(*{0: (0, 0), 90: (0, -842), 180: (-595, -842), 270: (-595, 0)}[turn])
        paper.drawString(60, 560, SENTENCE)
        ruled(paper, TABLE, top=500)
        paper.restoreState()

    document = read(drawn(page))
    assert document.text.startswith(SENTENCE)
    assert rows_of(document) == TABLE
    assert all(cell.anchor.box[0] >= 59 for cell in document.tables[0].cells)
    cell = document.tables[0].cells[-1]
    assert cell.anchor.box == pytest.approx((280, 842 - 460, 390, 842 - 440), abs=0.6)


def test_table_drawn_turned_on_an_upright_page_reads(drawn, ruled):
    def page(paper) -> None:
        paper.rotate(90)
        paper.translate(0, -595)
        ruled(paper, TABLE, top=500)

    assert rows_of(read(drawn(page))) == TABLE


def test_table_in_a_form_and_frames_drawn_as_rectangles_read(drawn):
    def page(paper) -> None:
        paper.beginForm("table")
        paper.setFont("STSong-Light", 12)
        for row, texts in enumerate(TABLE):
            for column, text in enumerate(texts):
                paper.rect(column * 90, 60 - row * 20, 90, 20, stroke=1, fill=0)
                paper.drawString(column * 90 + 4, 66 - row * 20, text)
        paper.endForm()
        paper.saveState()
        paper.translate(100, 500)
        paper.scale(1.2, 1.2)
        paper.doForm("table")
        paper.restoreState()

    document = read(drawn(page))
    assert rows_of(document) == TABLE
    assert document.tables[0].cells[0].anchor.box == pytest.approx((100, 842 - 596, 208, 842 - 572), abs=1.5)


def test_thin_filled_rectangles_are_rulings(drawn):
    def page(paper) -> None:
        for number in range(4):
            paper.rect(60, 700 - number * 20, 330, 0.5, stroke=0, fill=1)
            paper.rect(60 + number * 110, 640, 0.5, 60, stroke=0, fill=1)
        for row, texts in enumerate(TABLE):
            for column, text in enumerate(texts):
                paper.drawString(64 + column * 110, 686 - row * 20, text)

    assert rows_of(read(drawn(page))) == TABLE


def test_table_over_two_pages_is_a_grid_on_each(drawn, ruled):
    document = read(drawn(lambda paper: ruled(paper, TABLE, top=110), lambda paper: ruled(paper, TABLE[1:], top=780)))
    assert rows_of(document, 0) == TABLE
    assert rows_of(document, 1) == TABLE[1:]
    assert [table.cells[0].anchor.page for table in document.tables] == [1, 2]


def test_slanting_watermark_is_left_out_and_said(drawn, ruled):
    def page(paper) -> None:
        ruled(paper, TABLE)
        paper.saveState()
        paper.translate(200, 500)
        paper.rotate(45)
        paper.setFont("STSong-Light", 40)
        paper.drawString(0, 0, "仅供内部使用")
        paper.restoreState()

    document = read(drawn(page))
    assert "内部" not in document.text
    assert rows_of(document) == TABLE
    assert ["斜排" in remark.message and "第1页" in remark.message for remark in document.remarks] == [True]


def test_glyphs_of_radicals_are_the_characters_they_show(drawn):
    document = read(drawn(lambda paper: paper.drawString(60, 700, "⼯资福利⽀出、⼈员经费")))
    assert document.text.strip() == "工资福利支出、人员经费"


def test_words_drawn_twice_to_look_bold_are_read_once(drawn):
    def page(paper) -> None:
        paper.drawString(60, 700, SENTENCE)
        paper.drawString(60.3, 700, SENTENCE)

    assert read(drawn(page)).text.strip() == SENTENCE


def test_groups_of_a_code_that_the_file_spaces_stay_apart(drawn, ruled):
    rows = [["科目编码", "决算数"], ["208 05 01", "1.00"]]
    assert rows_of(read(drawn(lambda paper: ruled(paper, rows)))) == rows


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_file_of_an_office_program_reads(tmp_path):
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in TABLE)
    body = f'<p>{SENTENCE}</p><table border="1" cellspacing="0">{cells}</table>'
    page = f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--infilter=HTML (StarWriter)",
        "--convert-to",
    ]
    subprocess.run(  # noqa: S603  our own file, an installed program
        [*command, "pdf:writer_pdf_Export", "--outdir", str(tmp_path), str(tmp_path / "page.html")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    document = read(from_bytes((tmp_path / "page.pdf").read_bytes(), path="page.pdf"))
    assert SENTENCE in document.text.replace("\n", "")
    assert rows_of(document) == TABLE

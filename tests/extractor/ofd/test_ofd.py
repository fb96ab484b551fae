"""OFD files: characters where they stand, tables as cells, whatever way the writer chose."""

from __future__ import annotations

import io

import pytest

from extractor.errors import ReadError, UnreadableError
from extractor.ofd.recognising import can_recognise
from extractor.ofd.texts import deltas
from extractor.reading import from_bytes, read

ROWS = [["收入", "金额"], ["一般公共预算财政拨款收入", "1,344.73"], ["合计", "1,344.73"]]
LINE = "2023年度收、支总计均为1344.73万元。"


def opened(data):
    return read(from_bytes(data, path="决算.ofd"))


def rows_of(document, number=0):
    cells = {(cell.row, cell.column): document.quote(cell.span) for cell in document.tables[number].cells}
    return [[cells[row, column] for column in (1, 2)] for row in sorted({row for row, _ in cells})]


def test_text_and_tables_are_read_with_their_places(ofd):
    document = opened(ofd.packed([ofd.page(ofd.text(20, 40, LINE), ofd.table(ROWS))]))
    assert LINE in document.text
    assert rows_of(document) == ROWS
    at = document.text.index("1344.73万元")
    place = document.place(type(document.blocks[0].span)(at, at + 9))
    left, top, right, bottom = (one * 25.4 / 72 for one in place.box)
    assert place.page == 1
    # Four digits, a year's name of two characters, then six; the figure has seven narrow and two wide ones.
    begin = 20 + 4 * 2 + 9 * 4
    assert LINE.index("1344") == 4 + 9
    assert (round(left), round(right)) == (begin, begin + 7 * 2 + 2 * 4)
    assert 39 <= top < bottom <= 46
    assert document.source.media == "application/ofd"


@pytest.mark.parametrize(
    ("written", "most", "steps"),
    [
        ("3.5 g 4 3.2 7", 9, [3.5, 3.2, 3.2, 3.2, 3.2, 7.0]),
        ("g 2 1", 9, [1.0, 1.0]),
        ("g 99999999999 1", 5, [1.0] * 5),
        ("g -3 1 2", 5, [2.0]),
        ("1 2 g", 5, []),
        ("1 nan", 5, []),
        ("1 x", 5, []),
        (None, 5, []),
    ],
)
def test_steps_are_written_out_and_bounded(written, most, steps):
    assert deltas(written, most=most) == steps


def test_a_page_written_on_its_side_is_read_upright(ofd):
    def aside(x: float, y: float, words: str) -> str:
        return ofd.text(x, y, words, attributes='CTM="0 1 -1 0 0 0"')

    sentences = [f"{i}月份收入合计为{i}00.50万元,支出合计为{i}00.40万元。" for i in range(1, 9)]
    document = opened(ofd.packed([ofd.page(*(aside(200 - 9 * i, 10, words) for i, words in enumerate(sentences)))]))
    assert document.text.replace("\n", "") == "".join(sentences)
    first = document.places[0].box
    assert first[2] - first[0] > 10 * (first[3] - first[1])


def test_a_table_on_its_side_keeps_its_cells(ofd):
    # The page as it should be read is 297 wide; x goes down the sheet, y from right to left.
    inner = ofd.table(ROWS)
    unit = '<ofd:CompositeObject ID="5" ResourceID="7" Boundary="0 0 210 297" CTM="0 1 -1 0 210 0"/>'
    shared = (
        f'<ofd:Res {ofd.space}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7" Width="297" '
        f'Height="210"><ofd:Content>{inner}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>'
    )
    data = ofd.packed(
        [ofd.page(unit)],
        common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
        parts={"Doc_0/DocumentRes.xml": shared},
    )
    document = opened(data)
    assert rows_of(document) == ROWS


def test_lines_may_be_thin_areas_or_frames(ofd):
    def area(left: float, top: float, right: float, bottom: float) -> str:
        width, height = max(right - left, 0.2), max(bottom - top, 0.2)
        corners = f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C"
        return (
            f'<ofd:PathObject ID="8" Boundary="{left} {top} {width} {height}" Stroke="false" Fill="true">'
            f"<ofd:AbbreviatedData>{corners}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    frame = (
        '<ofd:PathObject ID="8" Boundary="20 60 100 24"><ofd:AbbreviatedData>'
        "M 0 0 L 100 0 L 100 24 L 0 24 C M 0 8 L 100 8 S 0 16 L 100 16</ofd:AbbreviatedData></ofd:PathObject>"
    )
    middle = area(70, 60, 70, 84)
    words = [ofd.text(21 + 50 * j, 61.5 + 8 * i, cell) for i, row in enumerate(ROWS) for j, cell in enumerate(row)]
    assert rows_of(opened(ofd.packed([ofd.page(frame, middle, *words)]))) == ROWS


def test_a_filled_area_is_no_frame(ofd):
    shade = (
        '<ofd:PathObject ID="8" Boundary="20 30 100 24" Stroke="false" Fill="true"><ofd:AbbreviatedData>'
        "M 0 0 L 100 0 L 100 24 L 0 24 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    document = opened(ofd.packed([ofd.page(shade, ofd.text(22, 40, LINE))]))
    assert document.tables == ()
    assert LINE in document.text


def test_what_is_printed_twice_to_look_bold_is_read_once(ofd):
    document = opened(ofd.packed([ofd.page(ofd.text(20, 40, LINE), ofd.text(20.1, 40, LINE))]))
    assert document.text.count("1344.73") == 1


def test_templates_blocks_and_several_documents_are_read(ofd):
    template = ofd.page(ofd.text(20, 270, "青禾市档案馆公开文件"))
    common = '<ofd:TemplatePage ID="3" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    used = '<ofd:Template TemplateID="3" ZOrder="Background"/>'
    block = f'<ofd:PageBlock ID="2"><ofd:PageBlock ID="3">{ofd.text(20, 40, LINE)}</ofd:PageBlock></ofd:PageBlock>'
    data = ofd.packed(
        [ofd.page(block, template=used)],
        [ofd.page(ofd.text(20, 40, LINE))],
        common=common,
        parts={"Doc_0/Tpls/Tpl_0/Content.xml": template},
    )
    document = opened(data)
    assert document.text.count(LINE) == 2
    assert "青禾市档案馆公开文件" in document.text
    assert {place.page for place in document.places} == {1, 2}


def test_a_unit_that_holds_itself_is_bounded(ofd):
    unit = '<ofd:CompositeObject ID="5" ResourceID="7" Boundary="0 0 210 297"/>' * 3
    shared = (
        f'<ofd:Res {ofd.space}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7"><ofd:Content>{unit}'
        f"{ofd.text(20, 40, LINE)}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    data = ofd.packed(
        [ofd.page(unit)], common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>", parts={"Doc_0/PublicRes.xml": shared}
    )
    assert opened(data).text.count(LINE) == 1


def test_the_origin_of_a_page_need_not_be_its_corner(ofd):
    box = "-10 -20 210 297"
    (place, *_) = opened(ofd.packed([ofd.page(ofd.text(10, 20, LINE), box=box)])).places
    assert round(place.box[0] * 25.4 / 72) == 20


def test_digits_as_wide_as_chinese_are_one_number_and_a_wider_step_parts_two(ofd):
    wide = ofd.text(20, 40, LINE, code=f'X="0" Y="4" DeltaX="g {len(LINE) - 1} 4"')
    assert LINE in opened(ofd.packed([ofd.page(wide)])).text
    two = ofd.text(20, 40, "12.0013.00", code='X="0" Y="4" DeltaX="g 4 2 4 g 4 2"')
    assert "12.0013.00" not in opened(ofd.packed([ofd.page(two)])).text


def test_characters_without_steps_and_with_steps_downwards(ofd):
    plain = ofd.text(20, 40, LINE, code='X="0" Y="4"')
    assert "1344.73万元" in opened(ofd.packed([ofd.page(plain)])).text
    down = ofd.text(20, 40, "说明文字", code='X="0" Y="4" DeltaY="g 3 6"')
    boxes = [place.box for place in opened(ofd.packed([ofd.page(down)])).places]
    assert len({round(box[0]) for box in boxes}) == 1


@pytest.mark.parametrize(
    ("objects", "says"),
    [
        ('<ofd:ImageObject ID="4" ResourceID="1" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>', "图片"),
        ("", "空白"),
        (None, "缺少"),
    ],
)
def test_pages_without_text_say_what_they_are(ofd, objects, says):
    with pytest.raises(UnreadableError, match=says) as raised:
        opened(ofd.packed([ofd.page(objects) if objects is not None else ""]))
    assert raised.value.remedy


def test_one_picture_page_among_others_is_remarked(ofd):
    picture = '<ofd:ImageObject ID="4" ResourceID="1" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'
    document = opened(ofd.packed([ofd.page(ofd.text(20, 40, LINE)), ofd.page(picture)]))
    assert ["第2页" in remark.message for remark in document.remarks if remark.kind == "reading"] == [True]


def test_recognised_text_under_a_scan_is_in_doubt(ofd):
    picture = '<ofd:ImageObject ID="4" ResourceID="1" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'
    hidden = ofd.table(ROWS).replace('Font="1"', 'Font="1" Alpha="0"')
    (table,) = opened(ofd.packed([ofd.page(picture, hidden)])).tables
    assert "扫描" in table.doubt


@pytest.mark.parametrize(
    "parts",
    [
        {"OFD.xml": "<a>"},
        {"OFD.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"},
        {"Doc_0/Pages/Page_0/Content.xml": "<a><b></a>"},
    ],
)
def test_damaged_parts_are_read_errors_that_name_the_part(ofd, parts):
    with pytest.raises(ReadError) as raised:
        opened(ofd.packed([ofd.page(ofd.text(20, 40, LINE))], parts=parts))
    assert raised.value.place == next(iter(parts))


def drawn(size=(1654, 2339)):
    """Return a picture of a page of 210 by 297 millimetres with a line of figures on it."""
    drawing = pytest.importorskip("PIL.ImageDraw", reason="the extra ocr is not installed")
    image = pytest.importorskip("PIL.Image").new("RGB", size, "white")
    font = pytest.importorskip("PIL.ImageFont").load_default(size=60)
    drawing.Draw(image).text((300, 600), "2023 344.73 120.50", fill="black", font=font)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_a_page_that_is_a_picture_is_recognised_where_it_stands(ofd):
    if not can_recognise():
        pytest.skip("the extra ocr is not installed")
    picture = '<ofd:ImageObject ID="4" ResourceID="1" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'
    media = '<ofd:MultiMedia ID="1" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>'
    listed = f'<ofd:Res {ofd.space} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>'
    data = ofd.packed(
        [ofd.page(ofd.text(20, 40, LINE)), ofd.page(picture)],
        common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
        parts={"Doc_0/DocumentRes.xml": listed},
        files={"Doc_0/Res/a.png": drawn()},
    )
    document = opened(data)
    assert "344.73" in document.text
    assert not [remark for remark in document.remarks if "没有读" in remark.message]
    place = document.places[-1]
    assert (place.page, round(place.box[0] / 595.3 * 1654, -2)) == (2, 300)
    assert place.confidence is not None

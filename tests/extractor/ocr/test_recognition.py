from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

OFFLINE = """
import socket, sys
def refuse(*_): raise AssertionError("the network was asked")
socket.socket.connect = socket.getaddrinfo = refuse
import extractor.readers.picture
assert not {"cv2", "onnxruntime", "rapidocr", "PIL"} & set(sys.modules), "loaded before it was needed"
import numpy as np
from extractor.ocr.engine import available, detect, read
assert available()
white = np.full((64, 200, 3), 255, np.uint8)
assert detect(white) == [] and read([white])[0].text == ""
"""


def recognised(page, *, picture=None, number=1):
    from extractor.ocr.pages import recognise

    return recognise(page.picture if picture is None else picture, number=number, width=page.width, height=page.height)


@pytest.fixture(scope="module")
def nine(pages):
    """类 款 项, a name and five amounts, as a scanner gives them back."""
    sheet = pages.shapes.sheets(3)[0]
    page = pages.drawing.scanned(pages.drawing.printed(sheet, font=pages.font), seed=3)
    return sheet, page, recognised(page)


@pytest.fixture(scope="module")
def sided(pages):
    """收入 beside 支出 with a paragraph below, printed clean."""
    sheet = pages.shapes.sheets(5)[1]
    page = pages.drawing.printed(sheet, font=pages.font, western=True)
    return sheet, page, recognised(page)


@pytest.mark.parametrize("shown", ["nine", "sided"])
def test_cells_of_a_ruled_table_are_read(pages, shown, request):
    sheet, page, content = request.getfixturevalue(shown)
    total = pages.ocr.judged(sheet, page, content)
    assert total["cells"] > 70
    assert total["in grid right"] >= 0.98 * total["cells"]
    assert total["figures right"] == total["figures"] > 15
    assert total["stray"] == 0


def test_paragraph_is_read_in_order(sided):
    from extractor.layout.composing import compose
    from extractor.pages.reading import pieces

    sheet, _, content = sided
    text = compose(pieces([content]), source="0" * 16).text
    assert sheet.paragraph[:40].replace("，", ",") in text.replace("\n", "").replace("，", ",")


def test_doubt_and_confidence_are_kept(nine):
    from extractor.layout.composing import compose
    from extractor.pages.reading import pieces

    _, _, content = nine
    composed = compose(pieces([content]), source="0" * 16)
    assert "图片识别" in content.doubt
    assert composed.tables[0].doubt == content.doubt
    assert all(0 < cell.confidence <= 1 for cell in composed.tables[0].cells if len(cell.span))
    assert all(place.confidence is not None for place in composed.places)


def test_edges_stand_between_characters(nine):
    for ink in nine[2].inks:
        assert len(ink.edges) == len(ink.text) + 1
        assert list(ink.edges) == sorted(ink.edges)


@pytest.mark.parametrize("quarters", [1, 2])
def test_a_page_on_its_side_or_head_is_turned_upright(sided, quarters):
    import numpy as np

    _, page, level = sided
    lying = replace(page, width=page.height, height=page.width) if quarters % 2 else page
    content = recognised(lying, picture=np.ascontiguousarray(np.rot90(page.picture, quarters)))
    assert (content.width, content.height) == (page.width, page.height)
    assert sorted(ink.text for ink in content.inks) == sorted(ink.text for ink in level.inks)


def test_a_blank_page_holds_nothing(pages):
    import numpy as np

    for shape in ((1654, 1169, 3), (3, 2000, 3)):
        page = pages.drawing.Printed(picture=np.full(shape, 255, np.uint8), width=595.0, height=842.0)
        content = recognised(page)
        assert (content.inks, content.rulings) == ((), ())


@pytest.mark.usefixtures("pages")
def test_nothing_is_fetched_and_nothing_loaded_before_it_is_needed():
    run = subprocess.run([sys.executable, "-c", OFFLINE], capture_output=True, text=True, check=False)  # noqa: S603 - our own text
    assert run.returncode == 0, run.stderr
    assert run.stdout + run.stderr == ""


def amounts(pages, *texts: str):
    """A ruled row of amounts, printed clean."""
    cells = tuple(pages.drawing.Drawn(row=1, column=i, text=text, right=True) for i, text in enumerate(texts, start=1))
    sheet = pages.drawing.Sheet(title="收入决算表", cells=cells, widths=(90,) * len(texts), heights=(22,))
    return pages.drawing.printed(sheet, font=pages.font)


def test_points_are_counted_by_their_ink(pages):
    from extractor.ocr.lines import lines
    from extractor.ocr.points import points
    from extractor.ocr.strokes import strokes

    found = strokes(amounts(pages, "2.22", "222", "1,344.73", "-0.30", "2010301").picture, inch=200)
    placed = lines(found, (), inch=200)
    assert [points(found.ink, line.box) for line in placed] == [1, 0, 2, 1, 0]


def test_a_number_whose_point_is_not_read_is_not_sure(pages, monkeypatch):
    from extractor.ocr import engine

    page = amounts(pages, "2.22", "3.33")
    plain = {ink.text: ink.confidence for ink in recognised(page).inks}
    monkeypatch.setattr("extractor.ocr.pages.read", lambda strips: [shortened(one) for one in engine.read(strips)])
    lost = {ink.text: ink.confidence for ink in recognised(page).inks}
    assert plain["2.22"] > 0.9 < plain["3.33"]
    assert lost["222"] <= 0.5
    assert lost["3.33"] > 0.9


def shortened(reading):
    if reading.text != "2.22":
        return reading
    return reading._replace(
        text="222",
        sure=reading.sure[:1] + reading.sure[2:],
        middles=reading.middles[:1] + reading.middles[2:],
    )


def test_a_roll_is_read_from_top_to_bottom(pages):
    """Four sheets below each other, as the picture of a long web page has them."""
    import numpy as np

    sheets = [amounts(pages, f"{i},344.73", "0.30") for i in range(1, 5)]
    roll = np.concatenate([sheet.picture[:600, 700:1700] for sheet in sheets])
    page = pages.drawing.Printed(picture=roll, width=360.0, height=0.36 * roll.shape[0])
    texts = [ink.text for ink in sorted(recognised(page).inks, key=lambda ink: ink.top)]
    assert [text for text in texts if text.endswith("344.73")] == [f"{i},344.73" for i in range(1, 5)]
    assert texts.count("收入决算表") == 4

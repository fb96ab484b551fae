from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest

from extractor.errors import LimitError, UnreadableError
from extractor.reading import from_bytes, read

TITLE = "收入支出决算总表"


@pytest.fixture(scope="module")
def page(pages):
    """A small page: a title and one ruled row."""
    from PIL import Image

    Drawn, Sheet = pages.drawing.Drawn, pages.drawing.Sheet  # noqa: N806 - classes
    cells = [Drawn(row=1, column=c, text=t) for c, t in enumerate(("项目", "本年收入合计", "1,344.73"), start=1)]
    cells += [Drawn(row=2, column=c, text=t) for c, t in enumerate(("合计", "2,961.68", "-0.30"), start=1)]
    sheet = Sheet(title=TITLE, cells=tuple(cells), widths=(90, 120, 90), heights=(24, 24), size=11)
    printed = pages.drawing.printed(sheet, font=pages.font, dots=150)
    return Image.fromarray(printed.picture)


def packed(picture, form, **options: object):
    file = BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def opened(data, path="附件.png"):
    return read(from_bytes(data, path=path))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF"])
def test_every_format_is_read(page, form):
    document = opened(packed(page, form), path=f"扫描件.{form.lower()}")
    assert document.source.media == f"image/{form.lower()}"
    assert TITLE in document.text
    assert [document.quote(cell.span) for cell in document.tables[0].cells if cell.row == 2] == [
        "合计",
        "2,961.68",
        "-0.30",
    ]
    assert document.tables[0].doubt
    assert any("识别" in remark.message for remark in document.remarks)


def test_frames_of_a_tiff_are_pages(page):
    import numpy as np
    from PIL import Image

    deep = Image.fromarray(np.asarray(page.convert("L")).astype(np.uint16) * 257)
    assert deep.mode == "I;16"
    document = opened(packed(page, "TIFF", save_all=True, append_images=[deep, page.convert("1")]), path="三页.tif")
    assert document.text.count(TITLE) == 3
    assert {place.page for place in document.places} == {1, 2, 3}


def test_a_clear_background_is_paper(page):
    from PIL import Image, ImageOps

    clear = Image.new("RGBA", page.size, (0, 0, 0, 0))
    clear.putalpha(ImageOps.invert(page.convert("L")))
    assert TITLE in opened(packed(clear, "PNG")).text


def test_what_the_camera_noted_turns_the_page(page):
    from PIL import Image

    lying = page.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    document = opened(packed(lying, "JPEG", exif=exif), path="拍照.jpg")
    assert TITLE in document.text


def test_resolution_follows_the_page_where_the_file_says_nonsense(page):
    small = page.resize((page.width // 2, page.height // 2))
    for picture, dots in ((page, 72), (page, 150), (small, 300)):
        assert TITLE in opened(packed(picture, "JPEG", dpi=(dots, dots)), path="图.jpg").text


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, body=b""):
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("size", [(60_000, 60_000), (10_000, 9_000), (8_000, 7_000)])
def test_a_bomb_is_refused_before_it_is_decoded(size):
    with pytest.raises(LimitError, match="像素的上限"):
        opened(png(*size, body=zlib.compress(bytes(1000))))


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(
    "data",
    [
        png(800, 600, body=b"no stream"),
        png(800, 600, body=zlib.compress(bytes(100))),
        b"\xff\xd8\xff\xe0 no jpeg at all",
        b"II*\x00\xff\xff\xff\x7f",
        b"BM" + bytes(60),
        b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(20),
    ],
    ids=["no deflate stream", "too few rows", "jpeg", "tiff", "bmp", "webp"],
)
def test_damage_is_said(data):
    with pytest.raises(UnreadableError, match="损坏或不完整"):
        opened(data)


def test_a_picture_cut_in_half_is_damaged(page):
    data = packed(page, "PNG")
    with pytest.raises(UnreadableError, match="损坏或不完整"):
        opened(data[: len(data) // 2])


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("size", [(16, 16), (600, 400)])
def test_an_icon_and_a_blank_sheet_hold_no_text(size):
    from PIL import Image

    with pytest.raises(UnreadableError, match="没有识别出文字"):
        opened(packed(Image.new("RGB", size, "white"), "PNG"))


def test_without_the_extra_the_remedy_names_it(monkeypatch):
    monkeypatch.setattr("extractor.ocr.engine.available", lambda: False)
    with pytest.raises(UnreadableError, match=r'pip install "gouji\[ocr\]"'):
        opened(png(100, 100))


def test_text_that_begins_like_a_bitmap_stays_text():
    from extractor.sniffing import form

    assert form("BMW 公务用车购置费 0 万元".encode()) is None

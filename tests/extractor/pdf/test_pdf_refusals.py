"""PDF files that cannot be read, or not wholly: each says why, where, and what to do."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from extractor import sniffing
from extractor.errors import LimitError, UnreadableError
from extractor.pages.content import Ink, PageContent
from extractor.pdf import opening, paging
from extractor.readers import pdf
from extractor.reading import from_bytes, read


def words(paper):
    paper.drawString(60, 700, "本年收入合计2,946.25万元。")


def objects(bodies):
    """Return a file of these objects, numbered from 1; the first is the catalogue."""
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)
    return bytes(data)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"


def test_password_is_asked_for(drawn):
    encryption = pytest.importorskip("reportlab.lib.pdfencrypt")
    locked = encryption.StandardEncryption("geheim", ownerPassword="besitzer")
    with pytest.raises(UnreadableError, match=r"加密.*密码") as caught:
        read(drawn(words, encrypt=locked))
    assert "另存为不加密" in caught.value.remedy


def test_file_that_only_forbids_changes_reads(drawn):
    encryption = pytest.importorskip("reportlab.lib.pdfencrypt")
    guarded = encryption.StandardEncryption("", ownerPassword="besitzer", canModify=0)
    assert "2,946.25" in read(drawn(words, encrypt=guarded)).text


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_file_cut_short_is_said_to_be(drawn, share):
    data = drawn(words).data
    with pytest.raises(UnreadableError, match=r"cut\.pdf:PDF 文件不完整"):
        read(from_bytes(data[: int(len(data) * share)], path="cut.pdf"))


def test_file_shorter_than_it_says_is_cut(drawn):
    data = drawn(words).data
    head, rest = data.split(b"\n", 1)
    longer = head + b"\n99 0 obj <</Linearized 1/L 99999999>> endobj\n" + rest
    with pytest.raises(UnreadableError, match="不完整"):
        read(from_bytes(longer, path="cut.pdf"))


def test_garbage_with_the_marks_of_a_pdf_is_damaged():
    with pytest.raises(UnreadableError, match="损坏"):
        read(from_bytes(b"%PDF-1.7\n" + b"nothing " * 200 + b"\n%%EOF", path="bad.pdf"))


def test_file_without_pages_says_so():
    with pytest.raises(UnreadableError, match=r"没有页面|损坏"):
        read(from_bytes(objects([CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>"]), path="empty.pdf"))


@pytest.mark.parametrize(
    "tree",
    [
        (b"<</Type/Pages/Kids[2 0 R]/Count 1>>",),
        (b"<</Type/Pages/Kids[3 0 R]/Count 5>>", b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 5>>"),
        (b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 1000000000>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000>>"),
    ],
    ids=["itself", "through a child", "doubling"],
)
def test_page_tree_in_a_circle_ends(tree):
    with pytest.raises((UnreadableError, LimitError)):
        read(from_bytes(objects([CATALOGUE, *tree]), path="circle.pdf"))


def test_too_many_pages_are_refused_before_one_is_read(drawn, monkeypatch):
    monkeypatch.setattr(opening, "MAX_PAGES", 2)
    with pytest.raises(LimitError, match=r"3 页.*拆分"):
        read(drawn(words, words, words))


def test_too_much_text_is_refused_with_its_page(drawn, monkeypatch):
    monkeypatch.setattr(paging, "MAX_CHARACTERS", 30)
    with pytest.raises(LimitError, match=r"文字过多.*第2页"):
        read(drawn(words, words))


def picture(paper):
    """A page that is one picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    paper.drawImage(ImageReader(Image.new("RGB", (200, 280), "white")), 0, 0, 595, 842)


@pytest.fixture
def no_recognition(monkeypatch):
    monkeypatch.setattr(pdf, "_can_recognise", lambda: False)


@pytest.mark.usefixtures("no_recognition")
def test_pages_that_are_pictures_are_named(drawn):
    document = read(drawn(words, picture, picture, words, picture))
    assert document.text.count("2,946.25") == 2
    [remark] = document.remarks
    assert remark.kind == "reading"
    assert remark.message.startswith("第2—3、5页是图片,没有文字层")
    assert "gouji[ocr]" in remark.message


@pytest.mark.usefixtures("no_recognition")
def test_file_of_pictures_names_the_extra(drawn):
    with pytest.raises(UnreadableError, match="各页都是图片") as caught:
        read(drawn(picture))
    assert 'pip install "gouji[ocr]"' in caught.value.remedy


@pytest.mark.usefixtures("no_recognition")
def test_text_without_codes_counts_as_no_text(drawn):
    def garbled(paper) -> None:
        paper.drawString(60, 700, "\ue001\ue002\ue003\ue004支出")

    document = read(drawn(words, garbled))
    assert "支出" not in document.text
    assert ["第2页的文字层没有编码" in remark.message for remark in document.remarks] == [True]
    with pytest.raises(UnreadableError, match="乱码"):
        read(drawn(garbled))


def test_blank_pages_are_no_pictures(drawn):
    assert read(drawn(words, lambda _: None)).remarks == ()
    with pytest.raises(UnreadableError, match="空白"):
        read(drawn(lambda _: None))


@pytest.fixture
def recognition(monkeypatch):
    """Return what stands in for the OCR extra: it keeps what it was given, and answers with its ``inks``."""
    seen = []

    def recognise(picture, *, number, width, height) -> PageContent:
        seen.append((picture.shape, picture.dtype.name, number, width, height))
        return PageContent(number=number, width=width, height=height, inks=tuple(module.inks))

    module = ModuleType("extractor.ocr.pages")
    module.recognise, module.seen, module.inks = recognise, seen, []
    monkeypatch.setitem(sys.modules, "extractor.ocr.pages", module)
    monkeypatch.setattr(pdf, "_can_recognise", lambda: True)
    return module


def test_scanned_page_is_handed_to_recognition_in_colour_and_points(drawn, recognition):
    recognition.inks = [Ink("本年支出合计1.00万元。", 60, 100, 200, 112, (), 0.9)]
    document = read(drawn(words, picture))
    assert "本年支出合计1.00万元。" in document.text
    assert [remark.message for remark in document.remarks] == ["第2页是图片,没有文字层,文字由识别得来,可能有误"]
    [(shape, kind, number, width, height)] = recognition.seen
    assert (shape[2], kind, number, width, height) == (3, "uint8", 2, 595, 842)
    assert shape[0] == pytest.approx(842 * 200 / 72, abs=2)
    assert document.places[-1].confidence == 0.9


def test_scan_of_which_nothing_is_recognised_says_so(drawn, recognition):
    with pytest.raises(UnreadableError, match="都是图片") as caught:
        read(drawn(picture))
    assert "没有识别出文字" in caught.value.remedy
    assert len(recognition.seen) == 1


def test_huge_page_is_drawn_within_bounds(drawn, recognition):
    recognition.inks = [Ink("本年支出合计1.00万元。", 60, 100, 200, 112)]
    read(drawn(lambda paper: paper.scale(10, 16) or picture(paper), size=(6_000, 14_000)))
    assert max(recognition.seen[0][0]) <= 6_000


def test_claims_are_made_on_the_first_bytes():
    assert pdf.claims(from_bytes(b"%PDF-1.4 ", path="a.txt")) == 2
    assert pdf.claims(from_bytes(b"\r\n\r\n%PDF-1.4 ", path="a.pdf")) == 1
    assert pdf.claims(from_bytes(b"PDF", path="a.pdf")) == 0
    assert sniffing.form(b"%PDF-1.4").media == "application/pdf"

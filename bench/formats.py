"""One disclosure in every file format: the whole audit beside the bare library reading the same bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from corpus import ledger, writer
from corpus.forms import form
from corpus.rendering import html, office, old_workbook, pdf, word, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Formatted(NamedTuple):
    """A file and what merely opening it with its library costs."""

    name: str
    data: bytes
    library: str
    bare: Callable[[bytes], object]


def subjects() -> Iterator[Formatted]:
    """Yield the sample disclosure with nine tables in each format that can be made here."""
    manuscript = writer.write(ledger.load("water_bureau"), form("national"))
    document = word.render(manuscript)
    yield Formatted("决算.html", html.render(manuscript), "lxml", _html)
    yield Formatted("决算.docx", document, "zipfile + lxml", _docx)
    yield Formatted("决算表.xlsx", workbook.render(manuscript), "python-calamine", _workbook)
    yield Formatted("决算表.xls", old_workbook.render(manuscript), "python-calamine", _workbook)
    drawn = pdf.render(manuscript)
    yield Formatted("决算.pdf", drawn, "pypdfium2, text only", _pdf_text)
    yield Formatted("决算.pdf", drawn, "pdfplumber, tables", _pdf_tables)
    if office.available():
        converted = office.convert(document, given="docx", wanted="pdf")
        yield Formatted("决算(LibreOffice).pdf", converted, "pypdfium2, text only", _pdf_text)
        yield Formatted("决算(LibreOffice).pdf", converted, "pdfplumber, tables", _pdf_tables)


def _html(data: bytes) -> object:
    from lxml import etree

    return etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))


def _docx(data: bytes) -> object:
    from lxml import etree

    with zipfile.ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def _workbook(data: bytes) -> object:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _pdf_text(data: bytes) -> object:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _pdf_tables(data: bytes) -> object:
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as document:
        return [page.extract_tables() for page in document.pages]

"""Draws small PDF files with reportlab, in a font of the reader's own choice."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from extractor.reading import from_bytes

if TYPE_CHECKING:
    from extractor.anchor import Source

FONT = "STSong-Light"


@pytest.fixture(scope="session")
def drawn():
    """Return what draws a file: one function for each page, given the canvas; options go to the canvas."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab draws the PDF files of these tests")
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont

    registerFont(UnicodeCIDFont(FONT))

    def draw(*pages: object, size=(595, 842), path="drawn.pdf", **options: object) -> Source:
        buffer = BytesIO()
        paper = canvas.Canvas(buffer, pagesize=size, **options)
        for page in pages:
            paper.setFont(FONT, 12)
            page(paper)
            paper.showPage()
        paper.save()
        return from_bytes(buffer.getvalue(), path=path)

    return draw


@pytest.fixture(scope="session")
def ruled():
    """Return what draws a ruled table at a place from above; a row is a list of texts."""

    def rule(paper, rows, *, left=60, top=700, width=110, height=20) -> None:
        columns = len(rows[0])
        for number in range(len(rows) + 1):
            paper.line(left, top - number * height, left + columns * width, top - number * height)
        for number in range(columns + 1):
            paper.line(left + number * width, top, left + number * width, top - len(rows) * height)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                paper.drawString(left + column * width + 4, top - (number + 1) * height + 6, text)

    return rule

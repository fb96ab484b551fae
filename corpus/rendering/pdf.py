"""A manuscript as a PDF with a text layer, its tables ruled; drawn by reportlab."""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from corpus.sheets import Sheet, placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.writer import Line, Manuscript

_FONT = "STSong-Light"


def render(manuscript: Manuscript) -> bytes:
    """Return a PDF on landscape pages."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import SimpleDocTemplate

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    buffer = BytesIO()
    paper = SimpleDocTemplate(buffer, pagesize=landscape(A4), leftMargin=40, rightMargin=40, invariant=1)
    paper.build([flowable for part in manuscript.parts for flowable in _part(part, paper.width)], onLaterPages=_foot)
    return buffer.getvalue()


def _foot(canvas: Any, paper: Any) -> None:
    canvas.setFont(_FONT, 9)
    canvas.drawCentredString(paper.pagesize[0] / 2, 24, f"— {paper.page} —")


def _part(part: Line | Sheet, width: float) -> Iterator[Any]:
    if isinstance(part, Sheet):
        yield from _sheet(part, width)
    else:
        size = 16 if part.level == 0 else 12
        yield _paragraph(part.text, size=size, indent=2 * size if part.level is None else 0, centred=part.level == 0)


def _paragraph(text: str, *, size: int, indent: int = 0, centred: bool = False) -> Any:
    from reportlab.lib.enums import TA_CENTER, TA_LEFT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle(
        "text", fontName=_FONT, fontSize=size, leading=size * 1.6, firstLineIndent=indent, wordWrap="CJK"
    )
    style.alignment = TA_CENTER if centred else TA_LEFT
    return Paragraph(escape(text), style)


def _sheet(sheet: Sheet, width: float) -> Iterator[Any]:
    from reportlab.platypus import PageBreak

    yield PageBreak()
    yield _paragraph(sheet.title, size=14, centred=True)
    yield _paragraph(sheet.number, size=9)
    yield _paragraph(f"{sheet.body}　　　　{sheet.printed_unit}", size=9)
    yield _grid(sheet, width)
    yield from (_paragraph(note, size=9) for note in sheet.notes)


def _grid(sheet: Sheet, width: float) -> Any:
    from reportlab.lib.colors import black
    from reportlab.platypus import Table

    size = 6 if sheet.width > 8 else 8  # noqa: PLR2004  twelve columns of amounts need small print
    rows: list[list[Any]] = [[""] * sheet.width for _ in range(len(sheet.header) + len(sheet.rows))]
    styles: list[tuple[Any, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    for row, column, box in placed(sheet):
        rows[row][column] = _paragraph(box.text, size=size) if box.text else ""
        if box.rows > 1 or box.columns > 1:
            styles.append(("SPAN", (column, row), (column + box.columns - 1, row + box.rows - 1)))
    return Table(rows, colWidths=[width / sheet.width] * sheet.width, repeatRows=len(sheet.header), style=styles)

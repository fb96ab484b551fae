"""A manuscript as a Word document, with the tables or without them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from corpus.sheets import Sheet, placed

if TYPE_CHECKING:
    from docx.document import Document

    from corpus.writer import Line, Manuscript


def render(manuscript: Manuscript) -> bytes:
    """Return a docx file."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.size = Pt(9)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Serif CJK SC")
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    for margin in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(page, margin, Mm(18))
    for part in manuscript.parts:
        if isinstance(part, Sheet):
            _sheet(document, part)
        else:
            _line(document, part)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _line(document: Document, line: Line) -> None:
    if line.level is None:
        document.add_paragraph(line.text)
    else:
        document.add_heading(line.text, level=min(line.level, 9))


def _sheet(document: Document, sheet: Sheet) -> None:
    document.add_paragraph(sheet.title)
    document.add_paragraph(sheet.number)
    document.add_paragraph(f"{sheet.body}\t{sheet.printed_unit}")
    table = document.add_table(rows=len(sheet.header) + len(sheet.rows), cols=sheet.width, style="Table Grid")
    grid = [row.cells for row in table.rows]
    for row, column, box in placed(sheet):
        cell = grid[row][column]
        if box.rows > 1 or box.columns > 1:
            cell = cell.merge(grid[row + box.rows - 1][column + box.columns - 1])
        cell.text = box.text
    for note in sheet.notes:
        document.add_paragraph(note)

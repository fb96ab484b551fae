"""The tables of a manuscript as a workbook of Excel 97 (xls)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from corpus.sheets import placed

if TYPE_CHECKING:
    from corpus.sheets import Sheet
    from corpus.writer import Manuscript

_ABOVE = 3
"""Rows above a table: title, form number, body and unit."""


def render(manuscript: Manuscript) -> bytes:
    """Return an xls file."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for number, sheet in enumerate(manuscript.sheets, 1):
        _write(book, sheet, name=f"表{number:02}")
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(book: object, sheet: Sheet, *, name: str) -> None:
    import xlwt

    page = book.add_sheet(name)  # type: ignore[attr-defined]  # xlwt carries no types
    shown = xlwt.easyxf(num_format_str="#,##0.00" if sheet.money.thousands else "0.00")
    last = sheet.width - 1
    page.write_merge(0, 0, 0, last, sheet.title)
    page.write(1, last, sheet.number)
    page.write(2, 0, sheet.body)
    page.write(2, last, sheet.printed_unit)
    for row, column, box in placed(sheet):
        top, down, right = row + _ABOVE, row + _ABOVE + box.rows - 1, column + box.columns - 1
        if box.fen is not None:
            page.write_merge(top, down, column, right, float(sheet.money.stored(box.fen)), shown)
        else:
            page.write_merge(top, down, column, right, box.text if box.count is None else box.count)
    for number, note in enumerate(sheet.notes):
        page.write(_ABOVE + len(sheet.header) + len(sheet.rows) + number, 0, note)

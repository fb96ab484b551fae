"""The tables of a manuscript as a workbook: one sheet a table, amounts as numbers shown to two decimals."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from corpus.sheets import placed

if TYPE_CHECKING:
    from corpus.sheets import Sheet
    from corpus.writer import Manuscript

_WHEN = datetime(2024, 9, 30, 9, 0, tzinfo=UTC)
_ABOVE = 3
"""Rows above a table: title, form number, body and unit."""


def render(manuscript: Manuscript) -> bytes:
    """Return an xlsx file."""
    import xlsxwriter

    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": _WHEN})  # the same bytes every time
        for number, sheet in enumerate(manuscript.sheets, 1):
            _write(book, sheet, name=f"表{number:02}")
    return buffer.getvalue()


def _write(book: object, sheet: Sheet, *, name: str) -> None:
    page = book.add_worksheet(name)  # type: ignore[attr-defined]  # xlsxwriter carries no types
    shown = book.add_format({"num_format": "#,##0.00" if sheet.money.thousands else "0.00"})  # type: ignore[attr-defined]
    last = sheet.width - 1
    page.merge_range(0, 0, 0, last, sheet.title)
    page.write_string(1, last, sheet.number)
    page.write_string(2, 0, sheet.body)
    page.write_string(2, last, sheet.printed_unit)
    for row, column, box in placed(sheet):
        down, right = row + _ABOVE + box.rows - 1, column + box.columns - 1
        if box.rows > 1 or box.columns > 1:
            page.merge_range(row + _ABOVE, column, down, right, "")
        if box.fen is not None:
            page.write_number(row + _ABOVE, column, float(sheet.money.stored(box.fen)), shown)
        elif box.count is not None:
            page.write_number(row + _ABOVE, column, box.count)
        else:
            page.write_string(row + _ABOVE, column, box.text)
    for number, note in enumerate(sheet.notes):
        page.write_string(_ABOVE + len(sheet.header) + len(sheet.rows) + number, 0, note)

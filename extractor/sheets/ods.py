"""Reads OpenDocument spreadsheets, which store beside every value the text that its cell shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.sheets.cells import text_of, too_many
from extractor.sheets.places import MAX_COLUMN, MAX_ROW
from extractor.sheets.sheet import MAX_CELLS, Merged, Sheet, Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from extractor.packages import Package

CONTENT: Final = "content.xml"
_LIMIT: Final = 24 * 1024 * 1024
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_MOST_SPACES: Final = 100


class _Spot(NamedTuple):
    """A cell of a row with what it says, and how often it stands there side by side."""

    column: int
    repeated: int
    cell: _Element
    text: str


def read(package: Package) -> Workbook:
    """Return the workbook; a sheet is hidden where its style does not display it."""
    root = package.xml(CONTENT, limit=_LIMIT)
    unseen = {
        element.get(f"{_STYLE}name")
        for element in root.iter(f"{_STYLE}style")
        if any(child.get(f"{_TABLE}display") == "false" for child in element)
    }
    sheets: list[Sheet] = []
    for table in root.iter(f"{_TABLE}table"):
        before = sum(len(sheet.cells) for sheet in sheets)
        sheets.append(_sheet(table, before=before, hidden=table.get(f"{_TABLE}style-name") in unseen, package=package))
    return Workbook(form="ods", sheets=tuple(sheets))


def _sheet(table: _Element, *, before: int, hidden: bool, package: Package) -> Sheet:
    name = table.get(f"{_TABLE}name", "")
    cells: dict[tuple[int, int], str] = {}
    merged: list[Merged] = []
    rows: set[int] = set()
    number = 1
    for row in table.iter(f"{_TABLE}table-row"):
        repeated = _number(row, "number-rows-repeated", MAX_ROW)
        spots = [spot for spot in _spots(row) if spot.text]
        # A repeated row with content is rare, a repeated blank one stands at the end of every sheet.
        for at in range(number, number + repeated) if spots else ():
            if row.get(f"{_TABLE}visibility") in {"collapse", "filter"}:
                rows.add(at)
            for spot in spots:
                cells.update({(at, spot.column + i): spot.text for i in range(spot.repeated)})
                merged += _merged(spot, at)
            if len(cells) + before > MAX_CELLS:
                raise too_many(path=package.path, sheet=name)
        number += repeated
    return Sheet(
        name=name,
        state="hidden" if hidden else "visible",
        cells=cells,
        merged=tuple(merged),
        hidden_rows=frozenset(rows),
        hidden_columns=frozenset(_hidden_columns(table)),
    )


def _spots(row: _Element) -> Iterator[_Spot]:
    column = 1
    for cell in row:
        repeated = _number(cell, "number-columns-repeated", MAX_COLUMN)
        if cell.tag == f"{_TABLE}table-cell":
            yield _Spot(column, repeated, cell, _shown(cell))
        column += repeated
        if column > MAX_COLUMN:
            return


def _merged(spot: _Spot, row: int) -> list[Merged]:
    down = _number(spot.cell, "number-rows-spanned", MAX_ROW)
    right = _number(spot.cell, "number-columns-spanned", MAX_COLUMN)
    if down == right == 1:
        return []
    return [Merged(row, spot.column, row + down - 1, spot.column + right - 1)]


def _hidden_columns(table: _Element) -> Iterator[int]:
    column = 1
    for element in table.iter(f"{_TABLE}table-column"):
        repeated = _number(element, "number-columns-repeated", MAX_COLUMN)
        if element.get(f"{_TABLE}visibility") in {"collapse", "filter"}:
            yield from range(column, min(column + repeated, MAX_COLUMN + 1))
        column += repeated


def _shown(cell: _Element) -> str:
    """Return the paragraphs of a cell; those of its annotation are not on the sheet."""
    return text_of("\n".join("".join(_inline(child)) for child in cell if child.tag == f"{_TEXT}p"))


def _inline(paragraph: _Element) -> Iterator[str]:
    """Yield the text of a paragraph; several spaces and line breaks are elements."""
    for element in paragraph.iter():
        if element.tag == f"{_TEXT}s":
            count = element.get(f"{_TEXT}c", "1")
            yield " " * (min(int(count), _MOST_SPACES) if count.isdecimal() and len(count) < 6 else 1)  # noqa: PLR2004  five digits
        elif element.tag == f"{_TEXT}line-break":
            yield "\n"
        yield element.text or ""
        if element is not paragraph:
            yield element.tail or ""


def _number(element: _Element, name: str, most: int) -> int:
    given = element.get(f"{_TABLE}{name}", "1")
    return max(1, min(int(given), most)) if given.isdecimal() and len(given) < 8 else 1  # noqa: PLR2004  seven digits

"""Reads Excel 2003 XML, one flat file that report servers still write and sites publish under the name of xls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extractor.errors import LimitError
from extractor.packages import parse_xml
from extractor.sheets.cells import style, text_of, too_many
from extractor.sheets.places import MAX_COLUMN, MAX_ROW
from extractor.sheets.sheet import MAX_CELLS, Merged, Sheet, Workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from extractor.anchor import Source
    from extractor.sheets.cells import Style
    from extractor.sheets.sheet import State

_MOST_BYTES: Final = 24 * 1024 * 1024
_S: Final = "{urn:schemas-microsoft-com:office:spreadsheet}"
# <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
MARK: Final = re.compile(rb"<(?:\w+:)?Workbook\b[^<>]*urn:schemas-microsoft-com:office:spreadsheet")
_STATES: Final[dict[str, State]] = {"SheetHidden": "hidden", "SheetVeryHidden": "very hidden"}
_NAMED: Final = {
    "General Number": "General", "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00",
}  # fmt: skip
"""Formats that this kind of file calls by name."""


def read(source: Source) -> Workbook:
    """Return the workbook."""
    if len(source.data) > _MOST_BYTES:
        problem = f"文件超过 {_MOST_BYTES // 2**20} MB 的上限"
        raise LimitError(path=source.path, problem=problem, remedy="请在 Excel 或 WPS 中另存为 xlsx 后再审核")
    root = parse_xml(source.data, path=source.path, part="Workbook")
    styles = _styles(root)
    sheets: list[Sheet] = []
    for element in root.iterchildren(f"{_S}Worksheet"):
        before = sum(len(sheet.cells) for sheet in sheets)
        sheets.append(_sheet(element, styles, before=before, path=source.path))
    return Workbook(form="xml", sheets=tuple(sheets))


def _styles(root: _Element) -> dict[str, Style]:
    """Return the number format of each style; one without its own has that of its parent."""
    codes: dict[str, str] = {}
    for element in root.iter(f"{_S}Style"):
        form = element.find(f"{_S}NumberFormat")
        own = form.get(f"{_S}Format") if form is not None else codes.get(element.get(f"{_S}Parent", ""))
        codes[element.get(f"{_S}ID", "")] = own or "General"
    return {key: style(_NAMED.get(code, code)) for key, code in codes.items()}


def _sheet(sheet: _Element, styles: Mapping[str, Style], *, before: int, path: str) -> Sheet:
    name = sheet.get(f"{_S}Name", "")
    visible = next((str(element.text) for element in sheet.iter("{*}Visible")), "")
    cells: dict[tuple[int, int], str] = {}
    merged: list[Merged] = []
    hidden: set[int] = set()
    number = 0
    for row in sheet.iter(f"{_S}Row"):
        number = _count(row, "Index", MAX_ROW) or number + 1
        if row.get(f"{_S}Hidden") == "1":
            hidden.add(number)
        _take_row(row, number, styles, cells, merged)
        if len(cells) + before > MAX_CELLS:
            raise too_many(path=path, sheet=name)
    return Sheet(
        name=name,
        state=_STATES.get(visible, "visible"),
        cells=cells,
        merged=tuple(merged),
        hidden_rows=frozenset(hidden),
        hidden_columns=_hidden_columns(sheet),
    )


def _take_row(
    row: _Element,
    number: int,
    styles: Mapping[str, Style],
    cells: dict[tuple[int, int], str],
    merged: list[Merged],
) -> None:
    column = 0
    for cell in row.iterchildren(f"{_S}Cell"):
        column = _count(cell, "Index", MAX_COLUMN) or column + 1
        if shown := _shown(cell, styles.get(cell.get(f"{_S}StyleID", "Default")) or style("General")):
            cells[number, column] = shown
        across, down = _count(cell, "MergeAcross", MAX_COLUMN), _count(cell, "MergeDown", MAX_ROW)
        if across or down:
            merged.append(Merged(number, column, number + down, column + across))
        column += across


def _shown(cell: _Element, style: Style) -> str:
    data = cell.find(f"{_S}Data")
    if data is None:
        return ""
    text = "".join(map(str, data.itertext()))
    match data.get(f"{_S}Type"):
        case "Number":
            return style.show(text.strip())
        case "Boolean":
            return "TRUE" if text.strip() == "1" else "FALSE"
        case "DateTime":  # 2024-01-01T00:00:00.000
            return text.strip().removesuffix(".000").removesuffix("T00:00:00")
        case _:
            return text_of(text, style)


def _hidden_columns(sheet: _Element) -> frozenset[int]:
    hidden: set[int] = set()
    number = 0
    for column in sheet.iter(f"{_S}Column"):
        number = _count(column, "Index", MAX_COLUMN) or number + 1
        span = _count(column, "Span", MAX_COLUMN)
        if column.get(f"{_S}Hidden") == "1":
            hidden.update(range(number, min(number + span, MAX_COLUMN) + 1))
        number += span
    return frozenset(hidden)


def _count(element: _Element, name: str, most: int) -> int:
    given = element.get(f"{_S}{name}", "0")
    return min(int(given), most) if given.isdecimal() and len(given) < 8 else 0  # noqa: PLR2004  seven digits

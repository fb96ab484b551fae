"""Reads the rarer workbooks of the zip kind, xlsb and ods, through python-calamine."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Final

from extractor.errors import LimitError, UnreadableError
from extractor.sheets.cells import style, text_of, too_many
from extractor.sheets.sheet import MAX_CELLS, Merged, Sheet, Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineSheet, CalamineWorkbook

    from extractor.anchor import Source
    from extractor.packages import Package
    from extractor.sheets.sheet import State

_BINARY: Final = re.compile(r"xl/[^/]*\.bin|xl/worksheets/[^/]*\.bin", re.IGNORECASE)
_OPEN: Final = "content.xml"
_MOST_SHEETS: Final = 500
_MOST_PLACES: Final = 4_000_000
"""Cells of a sheet with the blank ones: the library makes a list of each."""
_NOTE: Final = "{form} 文件中数字的显示格式没有读取:数字按存储的值写出,可能比表面显示的小数位多或少"
_STATES: Final[dict[str, State]] = {"Hidden": "hidden", "VeryHidden": "very hidden"}


def is_other(package: Package) -> bool:
    """Tell whether a package holds a workbook that is not written in the XML of xlsx."""
    return _form(package) is not None


def read(source: Source, package: Package) -> Workbook:
    """Return the workbook; numbers stand as stored, as General shows them, and a note says so."""
    from python_calamine import CalamineError, CalamineWorkbook

    form = _form(package) or "xlsb"
    for name in package.names:  # the library trusts sizes; reading every part once counts what it expands to
        package.read(name)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(source.data))
        sheets = tuple(_sheets(book, path=source.path))
    except (CalamineError, OSError, ValueError) as error:
        remedy = "请在 Excel 或 WPS 中另存为 xlsx 后再审核"
        raise UnreadableError(path=source.path, problem=f"{form} 工作簿损坏", remedy=remedy) from error
    return Workbook(form=form, sheets=sheets, notes=(_NOTE.format(form=form),))


def _form(package: Package) -> str | None:
    if any(_BINARY.fullmatch(name) for name in package.names) and "xl/workbook.bin" in package:
        return "xlsb"
    return "ods" if _OPEN in package and "xl/workbook.xml" not in package else None


def _sheets(book: CalamineWorkbook, *, path: str) -> Iterator[Sheet]:
    if len(book.sheet_names) > _MOST_SHEETS:
        problem = f"工作表超过 {_MOST_SHEETS} 个的上限"
        raise LimitError(path=path, problem=problem, remedy="请拆分工作簿后再审核")
    total = 0
    for about in book.sheets_metadata:
        if not str(about.typ).endswith("WorkSheet"):
            continue
        sheet = book.get_sheet_by_name(about.name)
        state = _STATES.get(str(about.visible).rpartition(".")[2], "visible")
        read = _sheet(sheet, name=about.name, state=state, before=total, path=path)
        total += len(read.cells)
        yield read


def _sheet(sheet: CalamineSheet, *, name: str, state: State, before: int, path: str) -> Sheet:
    if sheet.width * sheet.height > _MOST_PLACES:
        raise too_many(path=path, sheet=name)
    general = style("General")
    cells: dict[tuple[int, int], str] = {}
    top, left = sheet.start or (0, 0)
    for row, values in enumerate(sheet.iter_rows(), top + 1):
        for column, value in enumerate(values, left + 1):
            shown = value if isinstance(value, str) else _number(value)
            shown = text_of(shown) if isinstance(value, str) else general.show(shown)
            if shown:
                cells[row, column] = shown
        if len(cells) + before > MAX_CELLS:
            raise too_many(path=path, sheet=name)
    ranges = tuple(
        Merged(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1) for first, last in sheet.merged_cell_ranges or ()
    )
    return Sheet(name=name, state=state, cells=cells, merged=ranges)


def _number(value: object) -> str:
    """Return a value as the digits it is stored in; truth values and dates as they are written."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004  fifteen digits
    return str(value)

"""Reads binary workbooks (xlsb) through python-calamine, after their extent was measured."""

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

MAIN: Final = "xl/workbook.bin"
_SHEET: Final = re.compile(r"xl/worksheets/[^/]*\.bin", re.IGNORECASE)
_MOST_SHEETS: Final = 500
_MOST_PLACES: Final = 4_000_000
"""Cells of a sheet with the blank ones: the library makes room for each."""
_ROW, _CELLS = 0, range(2, 12)
"""Records: the head of a row, and cells with a value."""
_STATES: Final[dict[str, State]] = {"Hidden": "hidden", "VeryHidden": "very hidden"}
_NOTE: Final = "xlsb 文件中数字的显示格式没有读取:数字按存储的值写出,小数位可能比表面显示的多或少"
_SAVE_AS: Final = "请在 Excel 或 WPS 中另存为 xlsx 后再审核"


def read(source: Source, package: Package) -> Workbook:
    """Return the workbook; numbers stand as stored, as General shows them, and a note says so."""
    from python_calamine import CalamineError, CalamineWorkbook

    for name in package.names:  # the library trusts what the file says of its size
        if _SHEET.fullmatch(name):
            _check_extent(package.read(name), path=source.path, sheet=name)
        elif name.casefold().startswith("xl/"):
            package.read(name)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(source.data))
        sheets = tuple(_sheets(book, path=source.path))
    except (CalamineError, LookupError, OSError, ValueError) as error:
        raise UnreadableError(path=source.path, problem="工作簿损坏", remedy=_SAVE_AS) from error
    return Workbook(form="xlsb", sheets=sheets, notes=(_NOTE,))


def _check_extent(data: bytes, *, path: str, sheet: str) -> None:
    """Refuse a sheet whose first and last cells are so far apart that the space between them fills the memory."""
    rows, columns = [0, 0], [0, 0]
    row, seen = 0, False
    for kind, body in _records(data):
        first = int.from_bytes(body[:4], "little")
        if kind == _ROW:
            row = first
        elif kind in _CELLS:
            rows = [min(rows[0], row), max(rows[1], row)] if seen else [row, row]
            columns = [min(columns[0], first), max(columns[1], first)] if seen else [first, first]
            seen = True
    if (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > _MOST_PLACES:
        raise too_many(path=path, sheet=sheet)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and body of each record; both kind and size are written seven bits a byte."""
    at = 0
    while at < len(data):
        kind, at = _packed(data, at, most=2, keep=True)
        size, at = _packed(data, at, most=4, keep=False)
        yield kind, data[at : at + 4]
        at += size


def _packed(data: bytes, at: int, *, most: int, keep: bool) -> tuple[int, int]:
    value = 0
    for i in range(most):
        byte = data[at] if at < len(data) else 0
        value |= (byte << (8 * i)) if keep else ((byte & 0x7F) << (7 * i))
        at += 1
        if not byte & 0x80:
            break
    return value, at


def _sheets(book: CalamineWorkbook, *, path: str) -> Iterator[Sheet]:
    if len(book.sheets_metadata) > _MOST_SHEETS:
        problem = f"工作表超过 {_MOST_SHEETS} 个的上限"
        raise LimitError(path=path, problem=problem, remedy="请拆分工作簿后再审核")
    total = 0
    for about in book.sheets_metadata:
        if not str(about.typ).endswith("WorkSheet"):
            continue
        state = _STATES.get(str(about.visible).rpartition(".")[2], "visible")
        sheet = _sheet(book.get_sheet_by_name(about.name), name=about.name, state=state, before=total, path=path)
        total += len(sheet.cells)
        yield sheet


def _sheet(sheet: CalamineSheet, *, name: str, state: State, before: int, path: str) -> Sheet:
    general = style("General")
    cells: dict[tuple[int, int], str] = {}
    top, left = sheet.start or (0, 0)
    for row, values in enumerate(sheet.iter_rows(), top + 1):
        for column, value in enumerate(values, left + 1):
            shown = text_of(value) if isinstance(value, str) else general.show(_digits(value))
            if shown:
                cells[row, column] = shown
        if len(cells) + before > MAX_CELLS:
            raise too_many(path=path, sheet=name)
    ranges = sheet.merged_cell_ranges or ()
    merged = tuple(Merged(one[0] + 1, one[1] + 1, two[0] + 1, two[1] + 1) for one, two in ranges)
    return Sheet(name=name, state=state, cells=cells, merged=merged)


def _digits(value: object) -> str:
    """Return a value as the digits it is stored in; truth values and dates as they are written."""
    if isinstance(value, bool):
        return str(value).upper()
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)

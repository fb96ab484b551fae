"""Reads workbooks of the zip kind (xlsx, xlsm, and et files that are such) by what their parts refer to."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from extractor.errors import LimitError, UnreadableError
from extractor.sheets.cells import style
from extractor.sheets.plainxml import plain
from extractor.sheets.sheet import Workbook
from extractor.sheets.sheetxml import Book, read_sheet
from extractor.sheets.showing import BUILTIN
from extractor.sheets.strings import shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from extractor.packages import Package
    from extractor.sheets.cells import Style
    from extractor.sheets.sheet import Sheet, State

_PARTS: Final = 16 * 1024 * 1024
"""Expanded bytes of the strings, of the styles, of the list of sheets."""
_MOST_SHEETS: Final = 500
_MAIN: Final = "xl/workbook.xml"
_DOCUMENT: Final = "/officeDocument"
_SHEET: Final = "/worksheet"
_STATES: Final[dict[str, State]] = {"hidden": "hidden", "veryHidden": "very hidden"}


def holds(package: Package) -> bool:
    """Tell whether a package has a workbook of this kind where every program puts it."""
    return _MAIN in package


def read(package: Package) -> Workbook:
    """Return the workbook, its sheets in their order; sheets of charts are left out."""
    main = next(_targets(package, "", _DOCUMENT), _MAIN)
    root = _xml(package, main)
    folder = posixpath.dirname(main)
    parts = {part: strings for strings in ("sharedStrings", "styles") for part in _targets(package, main, strings)}
    named = {kind: part for part, kind in parts.items()}
    book = Book(
        path=package.path,
        strings=shared(package, named.get("sharedStrings", f"{folder}/sharedStrings.xml"), limit=_PARTS),
        styles=_styles(package, named.get("styles", f"{folder}/styles.xml"), from_1904=_from_1904(root)),
    )
    return Workbook(form="xlsx", sheets=tuple(_sheets(package, main, root, book)))


def _sheets(package: Package, main: str, root: _Element, book: Book) -> Iterator[Sheet]:
    listed = [element for element in root.iter("{*}sheet") if element.getparent() is not None]
    if len(listed) > _MOST_SHEETS:
        problem = f"工作表超过 {_MOST_SHEETS} 个的上限"
        raise LimitError(path=package.path, problem=problem, remedy="请拆分工作簿后再审核")
    parts = dict(_related(package, main, _SHEET))
    cells = 0
    for element in listed:
        key = next((value for name, value in element.items() if str(name).endswith("}id")), "")
        if key not in parts:
            continue
        name = element.get("name", "")
        state = _STATES.get(element.get("state", ""), "visible")
        sheet = read_sheet(_plain_sheet(package, parts[key], name), book, name=name, state=state, before=cells)
        cells += len(sheet.cells)
        yield sheet


def _plain_sheet(package: Package, part: str, name: str) -> str:
    place = f"工作表“{name}”"
    try:
        return plain(package.read(part), path=package.path, part=part)
    except KeyError as error:
        remedy = "请在 Excel 或 WPS 中打开后另存再审核"
        raise UnreadableError(path=package.path, problem="工作簿中缺少工作表", place=place, remedy=remedy) from error
    except LimitError as error:
        remedy = "表格的空白行列可能带有格式:请选中表格右侧和下方多余的行列并删除,另存后再审核"
        raise LimitError(path=package.path, problem=error.problem, place=place, remedy=remedy) from error


def _xml(package: Package, part: str) -> _Element:
    try:
        return package.xml(part, limit=_PARTS)
    except KeyError as error:
        remedy = "请在 Excel 或 WPS 中打开后另存再审核"
        raise UnreadableError(path=package.path, problem="工作簿内部缺少文件", place=part, remedy=remedy) from error


def _related(package: Package, part: str, kind: str) -> Iterator[tuple[str, str]]:
    """Yield key and part of what a part refers to, of one kind (the end of its type)."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if listing not in package:
        return
    for element in _xml(package, listing).iter("{*}Relationship"):
        if element.get("Type", "").endswith(kind) and element.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
            yield element.get("Id", ""), target.lstrip("/")


def _targets(package: Package, part: str, kind: str) -> Iterator[str]:
    return (target for _, target in _related(package, part, kind))


def _from_1904(root: _Element) -> bool:
    return any(element.get("date1904") in {"1", "true"} for element in root.iter("{*}workbookPr"))


def _styles(package: Package, part: str, *, from_1904: bool) -> tuple[Style, ...]:
    """Return the style of each cell format, the first where there are none."""
    if part not in package:
        return (style("General"),)
    root = _xml(package, part)
    codes = {element.get("numFmtId", ""): element.get("formatCode", "") for element in root.iter("{*}numFmt")}
    formats = next(root.iterchildren("{*}cellXfs"), None)
    ids = [element.get("numFmtId", "0") for element in formats.iterchildren("{*}xf")] if formats is not None else []
    named = {key: style(codes.get(key, _builtin(key)), from_1904=from_1904) for key in {*ids, "0"}}
    return tuple(named[key] for key in ids) or (named["0"],)


def _builtin(key: str) -> str:
    return BUILTIN.get(int(key), "General") if key.isdecimal() and len(key) < 6 else "General"  # noqa: PLR2004  five digits

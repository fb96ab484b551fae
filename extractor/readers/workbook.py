"""Reads workbooks (xlsx, xlsm, xls, et, xlsb, ods, Excel 2003 XML): what their cells show, table by table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from extractor import sniffing
from extractor.document import Document
from extractor.errors import UnreadableError

if TYPE_CHECKING:
    from extractor.anchor import Source
    from extractor.sheets.sheet import Workbook

_ZIPPED: Final = frozenset({"application/x-xlsx", "application/x-ods"})
_OLE: Final = "application/x-ole"
_SUFFIXES: Final = frozenset({".xls", ".xlsx", ".xlsm", ".xlt", ".xltx", ".xlsb", ".et", ".ett", ".ods"})
_STREAMS: Final = frozenset({"Workbook", "WORKBOOK", "Book", "BOOK"})
_HEAD: Final = 4_096
_LOCKED: Final = "EncryptedPackage"


def claims(source: Source) -> int:
    """Take what is a workbook by content, whatever its name; of locked packages those with a workbook's name."""
    known = sniffing.form(source.data)
    if known is None:
        return 2 if _is_flat(source) else 0
    if known.media in _ZIPPED:
        return 2
    if known.media != _OLE:
        return 0
    from extractor.word.ole import streams

    names = streams(source.data)
    named = PurePath(source.name).suffix.lower() in _SUFFIXES
    if _LOCKED in names or not names:
        return 2 if named else 0
    return 2 if names & _STREAMS else 0


def read(source: Source) -> Document:
    """Return the document; every cell says its sheet, row and column."""
    from extractor.layout.composing import compose
    from extractor.sheets.turning import turned

    book = _book(source)
    pieces, remarks = turned(book, path=source.path)
    if not pieces:
        remedy = "请检查是否导出了空表,或内容是否为图片"
        raise UnreadableError(path=source.path, problem="工作簿中没有内容", remedy=remedy)
    composed = compose(pieces, source=source.id)
    return Document(
        source=replace(source, media=f"application/x-{book.form}"),
        text=composed.text,
        blocks=composed.blocks,
        tables=composed.tables,
        origin=f"workbook {book.form}",
        remarks=remarks,
    )


def _is_flat(source: Source) -> bool:
    from extractor.sheets.flat import MARK

    return MARK.search(source.data[:_HEAD]) is not None


def _book(source: Source) -> Workbook:
    """Read the workbook by what its bytes are."""
    known = sniffing.form(source.data)
    if known is None:
        from extractor.sheets import flat

        return flat.read(source)
    if known.media == _OLE:
        from extractor.sheets import biff

        return biff.read(source)
    from extractor.packages import open_package
    from extractor.sheets import ods, xlsb, xlsx

    package = open_package(source)
    if xlsb.MAIN in package:
        return xlsb.read(source, package)
    return ods.read(package) if ods.CONTENT in package and not xlsx.holds(package) else xlsx.read(package)

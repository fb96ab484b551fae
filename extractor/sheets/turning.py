"""Turns a workbook into pieces in reading order, with remarks on what was hidden or is not known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.decoding import MAX_CHARACTERS
from extractor.document import Remark
from extractor.errors import LimitError
from extractor.layout.pieces import Piece
from extractor.sheets import grids
from extractor.sheets.blocks import blocks
from extractor.sheets.seen import hidden_places, seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.sheets.seen import Seen
    from extractor.sheets.sheet import Sheet, Workbook

# Z01 收入支出决算总表(财决01表) · 表1; near miss: Sheet1 · 工作表1
_NAME: Final = re.compile(r"(?!工作表\s*\d*$).*[\u4e00-\u9fff]")


class Turned(NamedTuple):
    """The pieces of a workbook and what is to be said of it."""

    pieces: list[Piece]
    remarks: tuple[Remark, ...]


def turned(book: Workbook, *, path: str) -> Turned:
    """Return pieces and remarks.

    Hidden sheets are left out: they hold drafts, last year's tables or the codes of the reporting software, which
    nobody published on purpose, and figures from them would contradict those that were. Only where no other sheet has
    anything on it are they read; a remark names them in both cases.
    """
    filled = [sheet for sheet in book.sheets if sheet.cells]
    chosen = [sheet for sheet in filled if sheet.state == "visible"] or filled
    _check_length(chosen, path=path)
    pieces: list[Piece] = []
    remarks = [Remark(kind="layout", message=note) for note in book.notes]
    for sheet in filled:
        if sheet.state != "visible":
            remarks.append(_hidden(sheet, read=sheet in chosen))
        if sheet in chosen:
            shown = seen(sheet)
            remarks += _said(sheet, shown)
            pieces += _sheet(sheet, shown, path=path)
    remarks += [_unreckoned(sheet) for sheet in book.sheets if sheet.unreckoned and sheet.state == "visible"]
    return Turned(pieces, tuple(remarks))


def _sheet(sheet: Sheet, shown: Seen, *, path: str) -> Iterator[Piece]:
    if not shown.rows:
        return
    if _NAME.match(sheet.name):
        yield Piece(text=sheet.name.strip(), level=1)
    left = grids.MAX_PLACES
    for block in blocks(shown.rows):
        left -= grids.places(block, shown)
        if left < 0:
            raise _too_wide(sheet, path=path)
        yield from grids.pieces(block, shown, sheet)


def _check_length(sheets: Sequence[Sheet], *, path: str) -> None:
    """Refuse more text than a document may have: one long string may stand in a hundred thousand cells."""
    if sum(len(text) for sheet in sheets for text in sheet.cells.values()) > MAX_CHARACTERS:
        problem = f"工作簿中的文字超过 {MAX_CHARACTERS // 10_000} 万字的上限"
        raise LimitError(path=path, problem=problem, remedy="一份决算公开通常不超过几十万字,请拆分后再审核")


def _too_wide(sheet: Sheet, *, path: str) -> LimitError:
    return LimitError(
        path=path,
        problem=f"表格的行列过多,超过 {grids.MAX_PLACES // 10_000} 万格的上限",
        place=f"工作表“{sheet.name}”",
        remedy="请删除与决算公开无关的行列后再审核",
    )


def _hidden(sheet: Sheet, *, read: bool) -> Remark:
    message = f"隐藏的工作表“{sheet.name}”" + ("也已读取(没有可见的工作表)" if read else "没有读入")
    return Remark(kind="layout", message=message)


def _said(sheet: Sheet, shown: Seen) -> Iterator[Remark]:
    if shown.dropped:
        where = hidden_places(((row, column) for row, cells in shown.dropped.items() for column, _ in cells), sheet)
        yield Remark(kind="layout", message=f"工作表“{sheet.name}”中{where}是隐藏的,没有读入")


def _unreckoned(sheet: Sheet) -> Remark:
    remedy = "请用 Excel 或 WPS 打开并保存一次再审核"
    message = f"工作表“{sheet.name}”中有 {sheet.unreckoned} 个公式没有存下计算结果,按空白读入;{remedy}"
    return Remark(kind="layout", message=message)

"""Reads workbooks of the old kind (xls, et): sheets, strings and formats of a BIFF8 or BIFF5 stream."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import pairwise
from struct import error as StructError  # noqa: N812  a name that says it is one
from struct import unpack_from
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.errors import LimitError, UnreadableError
from extractor.sheets.biffsheet import Shared, read_sheet
from extractor.sheets.cells import style, text_of
from extractor.sheets.compound import stream
from extractor.sheets.records import CONTINUE, Chunks, byte_text, records, shared_string, unicode_text
from extractor.sheets.sheet import Workbook
from extractor.sheets.showing import BUILTIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.anchor import Source
    from extractor.sheets.cells import Style
    from extractor.sheets.sheet import Sheet, State


class Kind(IntEnum):
    """The records that are read before the first sheet."""

    BOF = 0x0809
    EOF = 0x000A
    LOCKED = 0x002F
    SHEET = 0x0085
    STRINGS = 0x00FC
    FORMAT = 0x041E
    XF = 0x00E0
    DATES = 0x0022
    PAGE = 0x0042


_BIFF8, _BIFF5 = 0x0600, 0x0500
_WORKSHEET: Final = 0
_STATES: Final[dict[int, State]] = {1: "hidden", 2: "very hidden"}
_MOST_SHEETS: Final = 500
_CODECS: Final = {936: "gb18030", 950: "big5", 65001: "utf-8", 1200: "utf-16-le", 1252: "cp1252", 932: "cp932"}
_SAVE_AS: Final = "请在 Excel 或 WPS 中打开后另存为 xlsx 再审核"


class _Listed(NamedTuple):
    """A sheet as the workbook lists it."""

    at: int
    state: State
    kind: int
    name: str


def read(source: Source) -> Workbook:
    """Return the workbook; raise UnreadableError for one with a password, a cut one, or what is older than 1995."""
    from extractor.word.ole import is_encrypted

    if is_encrypted(source.data):
        raise _locked(source.path)
    data = stream(source.data, "Workbook", "WORKBOOK", "Book", "BOOK")
    if not data:
        remedy = "请重新下载后再审核"
        raise UnreadableError(path=source.path, problem="工作簿不完整,可能下载中断", remedy=remedy)
    try:
        shared, listed = _globals(data, path=source.path)
        return Workbook(form="xls", sheets=tuple(_sheets(data, shared, listed)))
    except (StructError, IndexError) as error:
        raise UnreadableError(path=source.path, problem="工作簿损坏", remedy=_SAVE_AS) from error


def _locked(path: str) -> UnreadableError:
    return UnreadableError(path=path, problem="文件有打开密码", remedy="请用密码打开后另存为不加密的文件再审核")


def _sheets(data: bytes, shared: Shared, listed: list[_Listed]) -> Iterator[Sheet]:
    cells = 0
    # Sheets stand one after the other; what lists one place many times is walked once.
    starts = sorted({entry.at for entry in listed})
    ends = dict(pairwise([*starts, len(data)]))
    walked: set[int] = set()
    for entry in listed:
        if entry.kind != _WORKSHEET or entry.at in walked:
            continue
        if entry.at >= len(data):
            problem, remedy = "工作簿不完整,可能下载中断", "请重新下载后再审核"
            raise UnreadableError(path=shared.path, problem=problem, place=f"工作表“{entry.name}”", remedy=remedy)
        walked.add(entry.at)
        sheet = read_sheet(data, entry.at, ends[entry.at], replace(shared, before=cells), name=entry.name)
        cells += len(sheet.cells)
        yield replace(sheet, state=entry.state)


@dataclass(slots=True, kw_only=True)
class _Globals:
    """What stands before the first sheet, while it is read."""

    path: str
    strings: list[bytes] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    used: list[int] = field(default_factory=list)
    sheets: list[bytes] = field(default_factory=list)
    wide: bool = True
    codec: str = "gb18030"
    from_1904: bool = False

    def take(self, kind: int, body: bytes) -> None:
        match kind:
            case Kind.LOCKED:
                raise _locked(self.path)
            case Kind.FORMAT:
                code = unicode_text(body[2:], 2) if self.wide else byte_text(body[2:], 1, self.codec)
                self.codes[unpack_from("<H", body)[0]] = code
            case Kind.XF:
                self.used.append(unpack_from("<H", body, 2)[0])
            case Kind.SHEET:
                self.sheets.append(body)
            case Kind.DATES:
                self.from_1904 = body[:1] == b"\x01"
            case Kind.PAGE:
                self.codec = _CODECS.get(unpack_from("<H", body)[0], self.codec)


def _globals(data: bytes, *, path: str) -> tuple[Shared, list[_Listed]]:
    """Read what stands before the first sheet: strings, formats, and where the sheets are."""
    reading = _Globals(path=path)
    in_strings = False
    for i, (kind, body) in enumerate(records(data)):
        if i == 0:
            reading.wide = _version(kind, body, path=path)
        in_strings = kind == Kind.STRINGS or (in_strings and kind == CONTINUE)
        if in_strings:
            reading.strings.append(body)
        elif kind == Kind.EOF:
            break
        else:
            reading.take(kind, body)
    if len(reading.sheets) > _MOST_SHEETS:
        problem = f"工作表超过 {_MOST_SHEETS} 个的上限"
        raise LimitError(path=path, problem=problem, remedy="请拆分工作簿后再审核")
    shared = Shared(
        path=path,
        strings=_shared(reading.strings),
        styles=_styles(reading.codes, reading.used, from_1904=reading.from_1904),
        wide=reading.wide,
        codec=reading.codec,
    )
    return shared, [_listed(body, wide=reading.wide, codec=reading.codec) for body in reading.sheets]


def _version(kind: int, body: bytes, *, path: str) -> bool:
    """Tell BIFF8 from BIFF5; refuse what is neither."""
    version = unpack_from("<H", body)[0] if kind == Kind.BOF and len(body) > 1 else 0
    if version not in {_BIFF8, _BIFF5}:
        raise UnreadableError(path=path, problem="工作簿损坏,或是 1995 年以前的格式", remedy=_SAVE_AS)
    return bool(version == _BIFF8)


def _listed(body: bytes, *, wide: bool, codec: str) -> _Listed:
    at, state, kind = unpack_from("<IBB", body)
    name = unicode_text(body[6:], 1) if wide else byte_text(body[6:], 1, codec)
    return _Listed(at, _STATES.get(state & 3, "visible"), kind, name)


def _shared(parts: list[bytes]) -> tuple[str, ...]:
    """Return the strings that cells share; no more than their bytes can hold."""
    if not parts or len(parts[0]) < 8:  # noqa: PLR2004  two counts of four bytes
        return ()
    count = unpack_from("<I", parts[0], 4)[0]
    chunks = Chunks(parts, at=8)
    strings: list[str] = []
    while len(strings) < count and not chunks.done():
        strings.append(text_of(shared_string(chunks)))
    return tuple(strings)


def _styles(codes: dict[int, str], used: list[int], *, from_1904: bool) -> tuple[Style, ...]:
    named = {key: style(codes.get(key, BUILTIN.get(key, "General")), from_1904=from_1904) for key in {*used, 0}}
    return tuple(named[key] for key in used) or (named[0],)

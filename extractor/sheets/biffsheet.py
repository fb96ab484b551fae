"""Reads the cells of one sheet from its BIFF records."""

from __future__ import annotations

from dataclasses import dataclass, field
from struct import iter_unpack, unpack_from
from typing import TYPE_CHECKING, Final

from extractor.sheets.cells import text_of, too_many
from extractor.sheets.places import MAX_COLUMN
from extractor.sheets.records import byte_text, records, unicode_text
from extractor.sheets.sheet import MAX_CELLS, Merged, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.sheets.cells import Style

_BOF, _EOF = 0x0809, 0x000A
_FORMULA, _STRING, _NUMBER, _RK, _MULRK = 0x0006, 0x0207, 0x0203, 0x027E, 0x00BD
_LABELSST, _LABEL, _RSTRING, _BOOLERR = 0x00FD, 0x0204, 0x00D6, 0x0205
_ROW, _COLINFO, _MERGED, _WINDOW = 0x0208, 0x007D, 0x00E5, 0x023E
_HIDDEN_ROW, _HIDDEN_COLUMN, _ZEROS_SHOWN = 0x20, 0x01, 0x10
_HUNDREDTH, _WHOLE = 1, 2
_ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_NO_NUMBER: Final = 0xFFFF
_IS_TEXT, _IS_TRUTH, _IS_ERROR = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the sheets of one workbook share; ``before`` is how many of its cells were read already."""

    path: str
    strings: tuple[str, ...]
    styles: tuple[Style, ...]
    wide: bool
    codec: str
    before: int = 0


@dataclass(slots=True, kw_only=True)
class _Reading:
    """A sheet while it is read."""

    name: str
    shared: Shared
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    zeros: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    awaiting: tuple[int, int, int] | None = None
    """The formula whose text stands in the next record."""
    shows_zeros: bool = True

    def put(self, row: int, column: int, text: str) -> None:
        if not text:
            return
        self.cells[row + 1, column + 1] = text
        if len(self.cells) + self.shared.before > MAX_CELLS:
            raise too_many(path=self.shared.path, sheet=self.name)

    def style(self, index: int) -> Style:
        styles = self.shared.styles
        return styles[index if index < len(styles) else 0]

    def number(self, row: int, column: int, style: int, value: float | str) -> None:
        digits = value if isinstance(value, str) else _digits(value)
        self.put(row, column, self.style(style).show(digits))
        if not digits.strip("-0."):
            self.zeros.add((row + 1, column + 1))

    def text(self, row: int, column: int, style: int, text: str) -> None:
        self.put(row, column, text_of(text, self.style(style)))


def read_sheet(stream: bytes, start: int, end: int, shared: Shared, *, name: str) -> Sheet:
    """Return the sheet whose records stand between two offsets."""
    reading = _Reading(name=name, shared=shared)
    depth = 0
    for kind, body in records(stream, start, end):
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif depth == 1 and (take := _TAKERS.get(kind)) is not None:  # deeper lies a chart on the sheet
            take(reading, body)
    if not reading.shows_zeros:
        for place in reading.zeros:
            reading.cells.pop(place, None)
    return Sheet(
        name=name,
        cells=reading.cells,
        merged=tuple(reading.merged),
        hidden_rows=frozenset(reading.rows),
        hidden_columns=frozenset(reading.columns),
    )


def _digits(value: float) -> str:
    """Return a stored binary number in the digits that an xlsx file would have for it."""
    text = repr(value)
    return text.removesuffix(".0")


def _shifted(digits: str) -> str:
    """Return a whole number of hundredths: -5 is -0.05."""
    sign, size = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    size = size.rjust(3, "0")
    return f"{sign}{size[:-2]}.{size[-2:]}".rstrip("0").rstrip(".")


def _rk(packed: int) -> str:
    """Return the digits of a number in the short form: thirty bits, whole or the front of a binary number."""
    if packed & _WHOLE:
        whole = packed >> 2
        digits = str(whole - (1 << 30) if whole >= 1 << 29 else whole)
        return _shifted(digits) if packed & _HUNDREDTH else digits
    value = unpack_from("<d", (packed & 0xFFFFFFFC).to_bytes(8, "little")[:4].rjust(8, b"\x00"))[0]
    return _digits(value / 100 if packed & _HUNDREDTH else value)


def _take_number(reading: _Reading, body: bytes) -> None:
    row, column, style, value = unpack_from("<HHHd", body)
    reading.number(row, column, style, value)


def _take_rk(reading: _Reading, body: bytes) -> None:
    row, column, style, packed = unpack_from("<HHHI", body)
    reading.number(row, column, style, _rk(packed))


def _take_rks(reading: _Reading, body: bytes) -> None:
    row, first = unpack_from("<HH", body)
    pairs = body[4 : 4 + (len(body) - 6) // 6 * 6]
    for column, (style, packed) in enumerate(iter_unpack("<HI", pairs), first):
        reading.number(row, column, style, _rk(packed))


def _take_shared(reading: _Reading, body: bytes) -> None:
    row, column, style, index = unpack_from("<HHHI", body)
    strings = reading.shared.strings
    if index < len(strings):
        reading.text(row, column, style, strings[index])


def _take_label(reading: _Reading, body: bytes) -> None:
    row, column, style = unpack_from("<HHH", body)
    reading.text(row, column, style, _text(reading.shared, body[6:]))


def _text(shared: Shared, data: bytes) -> str:
    return unicode_text(data, 2) if shared.wide else byte_text(data, 2, shared.codec)


def _take_truth(reading: _Reading, body: bytes) -> None:
    row, column, _, value, is_error = unpack_from("<HHHBB", body)
    reading.put(row, column, _ERRORS.get(value, "#N/A") if is_error else str(bool(value)).upper())


def _take_formula(reading: _Reading, body: bytes) -> None:
    """Take the stored value of a formula; a text follows in a record of its own."""
    row, column, style, value, mark = unpack_from("<HHH6sH", body)
    reading.awaiting = None
    if mark != _NO_NUMBER:
        reading.number(row, column, style, unpack_from("<d", body, 6)[0])
    elif value[0] == _IS_TEXT:
        reading.awaiting = (row, column, style)
    elif value[0] == _IS_TRUTH:
        reading.put(row, column, str(bool(value[2])).upper())
    elif value[0] == _IS_ERROR:
        reading.put(row, column, _ERRORS.get(value[2], "#N/A"))


def _take_string(reading: _Reading, body: bytes) -> None:
    if reading.awaiting is not None:
        reading.text(*reading.awaiting, _text(reading.shared, body))
        reading.awaiting = None


def _take_row(reading: _Reading, body: bytes) -> None:
    row, options = unpack_from("<H10xH", body)
    if options & _HIDDEN_ROW:
        reading.rows.add(row + 1)


def _take_columns(reading: _Reading, body: bytes) -> None:
    first, last, width, _, options = unpack_from("<5H", body)
    if options & _HIDDEN_COLUMN or width == 0:
        reading.columns.update(range(first + 1, min(last + 1, MAX_COLUMN) + 1))


def _take_merged(reading: _Reading, body: bytes) -> None:
    ranges = body[2 : 2 + (len(body) - 2) // 8 * 8]
    for top, bottom, left, right in iter_unpack("<4H", ranges):
        if (top, left) != (bottom, right):
            reading.merged.append(Merged(top + 1, left + 1, bottom + 1, right + 1))


def _take_window(reading: _Reading, body: bytes) -> None:
    reading.shows_zeros = bool(unpack_from("<H", body)[0] & _ZEROS_SHOWN)


_TAKERS: Final[dict[int, Callable[[_Reading, bytes], None]]] = {
    _NUMBER: _take_number, _RK: _take_rk, _MULRK: _take_rks, _LABELSST: _take_shared, _LABEL: _take_label,
    _RSTRING: _take_label, _BOOLERR: _take_truth, _FORMULA: _take_formula, _STRING: _take_string, _ROW: _take_row,
    _COLINFO: _take_columns, _MERGED: _take_merged, _WINDOW: _take_window,
}  # fmt: skip

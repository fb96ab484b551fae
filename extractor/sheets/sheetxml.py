"""Reads one sheet of an xlsx workbook by patterns over its plain XML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from extractor.sheets import places
from extractor.sheets.cells import text_of, too_many
from extractor.sheets.sheet import MAX_CELLS, Sheet
from extractor.sheets.strings import rich

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.sheets.cells import Style
    from extractor.sheets.sheet import Merged, State

# <c r="B3" s="4" t="s"><v>17</v></c> · <c r="C3" s="5"><f>SUM(C4:C9)</f><v>12.5</v></c>; near miss: <c r="D3" s="5"/>
_CELL: Final = re.compile(
    r"""<c\x20r="([A-Z]{1,3})([0-9]{1,7})"([^<>/]*)>(?:<v>([^<]*)</v></c>|(.*?)</c>)""", re.VERBOSE | re.DOTALL
)
_VALUE: Final = re.compile(r"<v(?:\s[^<>/]*)?>([^<]*)</v>")
_ATTRIBUTE: Final = re.compile(r'\b([a-zA-Z]+)="([^"]*)"')
_ROW: Final = re.compile(r"""<row\s[^<>]*?\b(?:hidden="(?:1|true)"|ht="0(?:\.0*)?")[^<>]*>""")
_COLUMN: Final = re.compile(r"""<col\s[^<>]*?\bhidden="(?:1|true)"[^<>]*>""")
_MERGED: Final = re.compile(r"""<mergeCell\s[^<>]*?\bref="([^"]{1,40})\"""")
_NO_ZEROS: Final = re.compile(r"""<sheetView\s[^<>]*?\bshowZeros="(?:0|false)\"""")
_MOST_STRETCHES: Final = 1_000
"""Of hidden columns; a sheet has a handful."""
_TRUTH: Final = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What the sheets of one workbook share."""

    path: str
    strings: tuple[str, ...]
    styles: tuple[Style, ...]


def read_sheet(text: str, book: Book, *, name: str, state: State, before: int) -> Sheet:
    """Return the sheet; ``before`` is how many cells of the workbook were read already."""
    zeros = _NO_ZEROS.search(text) is None
    cells: dict[tuple[int, int], str] = {}
    kinds: dict[str, tuple[str, Style]] = {}
    unreckoned = 0
    # Beyond the last end of a cell no search for one may start, or a broken sheet would take the square of its size.
    for match in _CELL.finditer(text, 0, text.rfind("</c>") + 4):
        letters, row, rest, value, inner = match.groups()
        kind, style = kinds.get(rest) or kinds.setdefault(rest, _kind(rest, book))
        if value is None:
            value = _inner(inner, kind)
            unreckoned += not value and kind != "str" and inner.startswith("<f")  # a text may well be empty
        if not value:
            continue
        shown = style.show(value) if kind == "n" else _shown(value, kind, style, book)
        if shown and (zeros or kind != "n" or value.strip("-0.")):
            cells[int(row), places.column(letters)] = shown
            if len(cells) + before > MAX_CELLS:
                raise too_many(path=book.path, sheet=name)
    return Sheet(
        name=name,
        state=state,
        cells=cells,
        merged=_merged(text),
        hidden_rows=frozenset(int(row) for match in _ROW.finditer(text) if (row := _attributes(match[0]).get("r"))),
        hidden_columns=frozenset(_columns(text)),
        unreckoned=unreckoned,
    )


def _attributes(tag: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(tag))


def _kind(rest: str, book: Book) -> tuple[str, Style]:
    """Return the kind of value and the style that the attributes of a cell name."""
    given = _attributes(rest)
    number = int(given.get("s", "0")) if given.get("s", "0").isdecimal() and len(given.get("s", "0")) < 7 else 0  # noqa: PLR2004  six digits
    return given.get("t", "n"), book.styles[number if number < len(book.styles) else 0]


def _inner(inner: str, kind: str) -> str:
    """Return what a cell with more than a value stores: a formula's last value, a text of its own."""
    if kind == "inlineStr":
        return inner.partition("<is>")[2].rpartition("</is>")[0]
    match = _VALUE.search(inner)
    return match[1] if match else ""


def _shown(value: str, kind: str, style: Style, book: Book) -> str:
    match kind:
        case "s":
            at = int(value) if value.isdecimal() and len(value) < 9 else len(book.strings)  # noqa: PLR2004  eight digits
            text = book.strings[at] if at < len(book.strings) else ""
            return text_of(text, style) if style.says_text else text
        case "b":
            return _TRUTH.get(value.strip(), value)
        case _:  # str, inlineStr, e, d: printed as it stands
            return text_of(rich(value), style)


def _columns(text: str) -> Iterator[int]:
    """Yield the hidden columns."""
    for match in islice(_COLUMN.finditer(text), _MOST_STRETCHES):
        given = _attributes(match[0])
        first, last = given.get("min", ""), given.get("max", "")
        if first.isdecimal() and last.isdecimal() and len(first) + len(last) < 12:  # noqa: PLR2004  five digits each
            yield from range(int(first), min(int(last), places.MAX_COLUMN) + 1)


def _merged(text: str) -> tuple[Merged, ...]:
    ranges = (places.merged(match[1]) for match in _MERGED.finditer(text))
    return tuple(found for found in ranges if found is not None)

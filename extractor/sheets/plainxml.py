"""Gives the XML of a sheet in the one plain form that nearly all programs write, so that patterns may read it.

Sheets are long and their XML is simple: a pattern reads a cell in a microsecond where a tree takes four. What is not
in the plain form (prefixes, comments, CDATA, other encodings, cells without their place) goes through the parser
once and is written down plainly; a document type is refused there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extractor.packages import parse_xml
from extractor.sheets.places import column, letters

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED: Final = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)
_OPENS: Final = re.compile(r"\ufeff?\s*(?:<\?xml[^>]*\?>\s*)?<(worksheet|sst)\b[^>]*>")
# <c r="B3" s="4"> is plain; <c s="4" r="B3">, <c s="4"> and <c r='B3'> are not.
_ODD_CELL: Final = re.compile(r"""<c(?!\x20r="[A-Z]{1,3}[0-9]{1,7}"[\x20>/])[\s>/]|<(?:row|col|mergeCell)\s[^<>]*?='""")
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def plain(data: bytes, *, path: str, part: str) -> str:
    """Return the part as text in plain form; raise UnreadableError for what is no XML."""
    text = None if b"<!" in data or _DECLARED.match(data) else _decoded(data)
    if text is not None and _is_plain(text):
        return text
    return _rewritten(parse_xml(data, path=path, part=part))


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_plain(text: str) -> bool:
    opens = _OPENS.match(text)
    if opens is None or not text[-64:].rstrip().endswith(f"</{opens[1]}>"):
        return False
    return opens[1] == "sst" or _ODD_CELL.search(text) is None


def _rewritten(root: _Element) -> str:
    """Write a tree without name spaces, with the place of every cell before its other attributes."""
    from lxml import etree

    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    row = 0
    for element in root.iter("row"):
        given = element.get("r", "")
        row = int(given) if given.isdecimal() and len(given) < 8 else row + 1  # noqa: PLR2004  seven digits at most
        element.set("r", str(row))
        _place_cells(element, row)
    return etree.tostring(root, encoding="unicode")


def _place_cells(row: _Element, number: int) -> None:
    at = 0
    for cell in row.iterchildren("c"):
        match = _REFERENCE.fullmatch(cell.get("r", ""))
        at = column(match[1]) if match else at + 1
        others = {name: value for name, value in cell.attrib.items() if name != "r"}
        cell.attrib.clear()
        cell.set("r", match[0] if match else f"{letters(at)}{number}")
        cell.attrib.update(others)

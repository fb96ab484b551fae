"""The names of the elements and attributes of a Word document, and small readings of their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _SPACE.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
_OFF: Final = frozenset({"0", "false", "off"})

W: Final = f"{{{_SPACE}}}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VAL: Final = f"{W}val"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def transitional(data: bytes) -> bytes:
    """Return a part of a document in strict form with the usual namespaces, any other part unchanged."""
    if b"http://purl.oclc.org/ooxml/" not in data:
        return data
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return data


def value(parent: _Element | None, name: str) -> str | None:
    """Return the ``w:val`` of a child, None where there is no such child or value."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(VAL)


def number(parent: _Element | None, name: str) -> int | None:
    """Return the ``w:val`` of a child as a number, None where it is none."""
    return whole(value(parent, name))


def whole(printed: str | None) -> int | None:
    """Return a short whole number, None for anything else."""
    bare = (printed or "").strip()
    # int() takes digits of any script and any length; the file format has neither.
    return int(bare) if bare.isascii() and bare.lstrip("-").isdigit() and len(bare) < 10 else None  # noqa: PLR2004


def values(parent: _Element | None) -> dict[str, str]:
    """Return the ``w:val`` of all children by tag in one pass; empty where a child has none (``<w:vMerge/>``)."""
    return {} if parent is None else {child.tag: child.get(VAL, "") for child in parent}


def is_on(printed: str | None) -> bool | None:
    """Return whether the value of a property means on (none, ``1``) or off (``0``), None where it is not mentioned."""
    return None if printed is None else printed.lower() not in _OFF


def switch(parent: _Element | None, name: str) -> bool | None:
    """Return whether a property is on (``<w:vanish/>``) or off (``w:val="0"``), None where it is not mentioned."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else is_on(child.get(VAL, ""))

"""Packs a Word document that is one XML file ("Word XML 文档") into the package that it stands for."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as Base64Error
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE: Final = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


def packed(root: _Element) -> bytes | None:
    """Return the package, None where the file is no package but the older markup of Word 2003."""
    if root.tag != f"{_SPACE}package":
        return None
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as package:
        for name, part in {part.get(f"{_SPACE}name", ""): part for part in root.iterchildren(f"{_SPACE}part")}.items():
            package.writestr(ZipInfo(name.lstrip("/")), _content(part))
    return stream.getvalue()


def _content(part: _Element) -> bytes:
    from lxml import etree

    markup = part.find(f"{_SPACE}xmlData/*")
    if markup is not None:
        return etree.tostring(markup, encoding="utf-8", with_tail=False)
    try:
        return b64decode(part.findtext(f"{_SPACE}binaryData") or "")
    except (Base64Error, ValueError):
        return b""

"""Finds the parts of a Word package by their relationships: the main document, styles, numbering and notes."""

from __future__ import annotations

from posixpath import basename, dirname, join, normpath
from typing import TYPE_CHECKING, Final

from extractor.packages import parse_xml
from extractor.word.names import transitional

if TYPE_CHECKING:
    from lxml.etree import _Element

    from extractor.packages import Package

_LARGEST: Final = 48 * 1024 * 1024
"""Expanded bytes of a part: two hundred pages of tables come to ten million."""
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_USUAL: Final = "word/document.xml"


def main_part(package: Package) -> str | None:
    """Return the name of the main document, None where the package is no Word document."""
    if _USUAL in package:
        return _USUAL
    target = related(package, "").get("officeDocument", "")
    folder = any(name.casefold().startswith("word/") for name in package.names)
    return target if folder and target in package and target.endswith(".xml") else None


def related(package: Package, part: str) -> dict[str, str]:
    """Return the parts that a part refers to, by the last word of the relationship's type."""
    folder = dirname(part)
    name = join(folder, "_rels", f"{basename(part)}.rels")
    if name not in package:
        return {}
    targets = {}
    for one in package.xml(name, limit=_LARGEST).iter(_RELATIONSHIP):
        if one.get("TargetMode") != "External":
            target = one.get("Target", "")
            kind = one.get("Type", "").rpartition("/")[2]
            targets[kind] = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
    return targets


def root_of(package: Package, name: str | None) -> _Element | None:
    """Return the root of a part in the usual namespaces, None where the package has no such part."""
    if name is None or name not in package:
        return None
    return parse_xml(transitional(package.read(name, limit=_LARGEST)), path=package.path, part=name)

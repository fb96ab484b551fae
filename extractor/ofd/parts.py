"""Finds in an OFD package what its pages are made of: page trees, templates, areas and shared units."""

from __future__ import annotations

import math
import posixpath
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.errors import LimitError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from extractor.packages import Package

MAX_PAGES: Final = 2_000
_MOST: Final = 1e5
"""Millimetres; a number beyond it is no place on a page."""
_A4: Final = (0.0, 0.0, 210.0, 297.0)
_BOXES: Final = ("PhysicalBox", "ApplicationBox", "ContentBox")
_BOX_NUMBERS: Final = 4
_RESOURCES: Final = ("PublicRes", "DocumentRes", "PageRes")
_AGAIN: Final = "请重新下载,或在阅读软件中另存后再审核"

Area = tuple[float, float, float, float]
"""Left, top, width, height in millimetres."""


class Shared(NamedTuple):
    """What the pages of one document refer to by number: contents of templates, units drawn more than once."""

    package: Package
    area: Area
    templates: dict[str, str]
    units: dict[str, _Element]
    pictures: dict[str, str]


class Leaf(NamedTuple):
    """A page before anything on it is read; ``root`` is None where its part is missing."""

    shared: Shared
    area: Area
    root: _Element | None
    layers: tuple[_Element, ...]


def tag(element: _Element) -> str:
    """Return the name of an element without its namespace, which differs between editions."""
    return str(element.tag).rpartition("}")[2]


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    """Yield the children of this name."""
    if element is not None:
        yield from (child for child in element if tag(child) == name)


def child(element: _Element | None, *names: str) -> _Element | None:
    """Return the first child of the first child … of these names."""
    for name in names:
        element = next(children(element, name), None)
    return element


def numbers(text: str | None) -> list[float]:
    """Return the numbers of a list parted by spaces, none where one of them is no number of a page."""
    try:
        found = [float(word) for word in (text or "").split()]
    except ValueError:
        return []
    return found if all(math.isfinite(one) and abs(one) < _MOST for one in found) else []


def leaves(package: Package) -> Iterator[Leaf]:
    """Yield the pages of all documents of a package in order."""
    left = MAX_PAGES
    for body in children(_part(package, "OFD.xml"), "DocBody"):
        root = child(body, "DocRoot")
        place = _joined(package, "", root.text if root is not None else None)
        document = _part(package, place) if place else None
        if document is None:
            raise UnreadableError(path=package.path, problem="OFD 文件缺少正文部分", remedy=_AGAIN)
        shared = _shared(package, document, place)
        for page in children(child(document, "Pages"), "Page"):
            left -= 1
            if left < 0:
                raise LimitError(path=package.path, problem=f"OFD 文件超过 {MAX_PAGES} 页", remedy="请拆分后再审核")
            yield _leaf(shared, _joined(package, place, page.get("BaseLoc")))


def _leaf(shared: Shared, place: str) -> Leaf:
    root = _part(shared.package, place) if place else None
    used = [shared.templates.get(one.get("TemplateID") or "", "") for one in children(root, "Template")]
    templates = [found for part in dict.fromkeys(used) if part and (found := _part(shared.package, part)) is not None]
    layers = [layer for found in (*templates, root) for layer in children(child(found, "Content"), "Layer")]
    areas = [_area(child(found, "Area")) for found in (root, *templates)]
    return Leaf(shared, next(filter(None, areas), shared.area), root, tuple(layers))


def _shared(package: Package, document: _Element, place: str) -> Shared:
    common = child(document, "CommonData")
    units: dict[str, _Element] = {}
    pictures: dict[str, str] = {}
    for name in _RESOURCES:
        for element in children(common, name):
            _gather(package, _joined(package, place, element.text), units=units, pictures=pictures)
    return Shared(
        package=package,
        area=_area(child(common, "PageArea")) or _A4,
        templates={
            one.get("ID") or "": _joined(package, place, one.get("BaseLoc")) for one in children(common, "TemplatePage")
        },
        units=units,
        pictures=pictures,
    )


def _gather(package: Package, place: str, *, units: dict[str, _Element], pictures: dict[str, str]) -> None:
    """Note the units and the pictures that a list of resources names."""
    root = _part(package, place) if place else None
    if root is None:
        return
    for unit in children(child(root, "CompositeGraphicUnits"), "CompositeGraphicUnit"):
        units[unit.get("ID") or ""] = unit
    base = posixpath.join(posixpath.dirname(place), root.get("BaseLoc") or "", "x")
    for media in children(child(root, "MultiMedias"), "MultiMedia"):
        file = child(media, "MediaFile")
        pictures[media.get("ID") or ""] = _joined(package, base, file.text if file is not None else None)


def _area(element: _Element | None) -> Area | None:
    for name in _BOXES:
        found = child(element, name)
        box = numbers(found.text) if found is not None else []
        if len(box) == _BOX_NUMBERS and box[2] > 0 and box[3] > 0:
            return box[0], box[1], box[2], box[3]
    return None


def _part(package: Package, place: str) -> _Element | None:
    return package.xml(place) if place in package else None


def _joined(package: Package, base: str, place: str | None) -> str:
    """Return where a part is that another one names: beside itself, or, as some writers count, from the root."""
    place = (place or "").strip().replace("\\", "/")
    if not place:
        return ""
    beside = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), place)).lstrip("/")
    root = posixpath.normpath(posixpath.join("/", place)).lstrip("/")
    return root if beside not in package and root in package else beside

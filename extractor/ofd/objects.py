"""Walks the layers of an OFD page down to its texts, paths and pictures, shared units and blocks among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.errors import LimitError
from extractor.ofd import matrix as planes
from extractor.ofd.parts import child, tag
from extractor.ofd.paths import lines
from extractor.ofd.texts import chars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from extractor.ofd.matrix import Matrix
    from extractor.ofd.parts import Leaf
    from extractor.ofd.paths import Box
    from extractor.ofd.texts import Char

_MOST_OBJECTS: Final = 200_000
_MOST_CHARS: Final = 500_000
"""Of one page; a page of small print has five thousand."""
_DEEPEST: Final = 8


class Picture(NamedTuple):
    """A picture: the part it lies in, empty where that is not known, and the box it fills."""

    part: str
    box: Box


class Drawn(NamedTuple):
    """What a page shows, in millimetres from the corner that its coordinates count from."""

    chars: list[Char]
    lines: list[Box]
    pictures: list[Picture]


def drawn(leaf: Leaf) -> Drawn:
    """Return everything on a page; raise LimitError where that has no end."""
    found = Drawn([], [], [])
    for number, (element, matrix) in enumerate(_objects(leaf)):
        if number >= _MOST_OBJECTS or len(found.chars) > _MOST_CHARS:
            problem = "OFD 文件有一页内容过多"
            raise LimitError(path=leaf.shared.package.path, problem=problem, remedy="请检查文件来源,或另存后再审核")
        kind = tag(element)
        if kind == "TextObject":
            found.chars.extend(chars(element, matrix))
        elif element.get("Visible") == "false":
            continue
        elif kind == "PathObject":
            found.lines.extend(lines(element, matrix))
        else:
            part = leaf.shared.pictures.get(element.get("ResourceID") or "", "")
            found.pictures.append(Picture(part, _box(planes.of(element, matrix))))
    return found


def _objects(leaf: Leaf) -> Iterator[tuple[_Element, Matrix]]:
    """Yield the objects in the order they are drawn, with what turns the coordinates around them into the page's."""
    waiting = [(layer, planes.PLAIN, 0) for layer in reversed(leaf.layers)]
    while waiting:
        element, matrix, depth = waiting.pop()
        kind = tag(element)
        if kind in {"TextObject", "PathObject", "ImageObject"}:
            yield element, matrix
        elif kind in {"Layer", "PageBlock"}:
            waiting += [(inner, matrix, depth + 1) for inner in reversed(element) if depth < _DEEPEST]
        elif kind in {"CompositeObject", "CompositeUnit"} and depth < _DEEPEST:
            # A unit may name itself; the depth ends that, the number of objects what doubles at every step.
            unit = child(leaf.shared.units.get(element.get("ResourceID") or ""), "Content")
            inside = element if unit is None else unit
            inner_matrix = planes.of(element, matrix)
            waiting += [(inner, inner_matrix, depth + 1) for inner in reversed(inside)]


def _box(matrix: Matrix) -> Box:
    """Return where the unit square of a picture comes to stand."""
    corners = [planes.moved(x, y, matrix) for x in (0, 1) for y in (0, 1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)

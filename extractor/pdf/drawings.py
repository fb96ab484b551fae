"""Finds the straight lines that a PDF page draws: strokes, thin filled rectangles, frames, also inside of forms."""

from __future__ import annotations

import ctypes
from itertools import pairwise, repeat
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.pages.content import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfPage

    from extractor.anchor import Box
    from extractor.pdf.frame import Frame

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_LINE_TO, _MOVE_TO = 0, 2
_THIN: Final = 3.0
"""Points; what is thicker is a bar, not a line."""
_LONGER: Final = 1.5
_MOST_OBJECTS: Final = 100_000
_MOST_SEGMENTS: Final = 20_000
"""Segments of one path; what has more is a drawing."""
_DEEPEST: Final = 6
_CHUNK: Final = 256

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawn(NamedTuple):
    """What a page draws besides text; areas are shares of the page."""

    rulings: tuple[Ruling, ...]
    pictures: float
    shapes: int
    """Paths that are no straight lines: letters drawn as outlines, ornaments."""
    hidden: bool
    """Its text is drawn invisibly, as programs do that lay recognised text over a picture."""


class Room(NamedTuple):
    """Room for the sides of some objects at a time, made once for a document, with what PDFium writes through."""

    sides: Sequence[ctypes.Array[ctypes.c_float]]
    to_sides: Sequence[Sequence[object]]


class _Thing(NamedTuple):
    handle: object
    kind: int
    matrix: Matrix


def room() -> Room:
    """Return room for the sides of some objects."""
    size = ctypes.sizeof(ctypes.c_float)
    sides = [(ctypes.c_float * _CHUNK)() for _ in range(4)]
    to_sides = [[ctypes.byref(ctypes.c_float.from_buffer(side, size * at)) for at in range(_CHUNK)] for side in sides]
    return Room(sides, to_sides)


def drawn(page: PdfPage, frame: Frame, space: Room) -> Drawn:
    """Return the lines of a page in its frame, and how much of it is pictures."""
    from pypdfium2 import raw

    texts, things = _things(page)
    rulings: list[Ruling] = []
    pictures, shapes = 0.0, 0
    for thing, box in zip(things, _boxes(things, frame, space), strict=True):
        if box is None:
            continue
        if _is_thin(box):
            rulings += _ruling(box)
        elif thing.kind == _IMAGE:
            pictures += (box[2] - box[0]) * (box[3] - box[1])
        elif lines := _outlines(thing, frame):
            rulings += lines
        else:
            shapes += 1
    # The first ones show how a text layer is drawn.
    hidden = [raw.FPDFTextObj_GetTextRenderMode(text) == raw.FPDF_TEXTRENDERMODE_INVISIBLE for text in texts[:3]]
    area = max(frame.width * frame.height, 1.0)
    return Drawn(tuple(rulings), pictures / area, shapes, bool(hidden) and all(hidden))


def _things(page: PdfPage) -> tuple[list[object], list[_Thing]]:
    """Return the texts of a page, and its paths and pictures with the matrix of the form they stand in."""
    from pypdfium2 import raw

    handle = page.raw
    count = min(raw.FPDFPage_CountObjects(handle), _MOST_OBJECTS)
    objects = list(map(raw.FPDFPage_GetObject, repeat(handle), range(count)))
    texts: list[object] = []
    things: list[_Thing] = []
    forms: list[tuple[_Thing, int]] = []
    for found, kind in zip(objects, map(raw.FPDFPageObj_GetType, objects), strict=True):
        if kind == _TEXT:
            texts.append(found)
        elif kind in {_PATH, _IMAGE}:
            things.append(_Thing(found, kind, _PLAIN))
        elif kind == _FORM:
            forms.append((_Thing(found, kind, _PLAIN), 1))
    for thing in _in_forms(forms, most=_MOST_OBJECTS - count):
        if thing.kind == _TEXT:
            texts.append(thing.handle)
        else:
            things.append(thing)
    return texts, things


def _in_forms(forms: list[tuple[_Thing, int]], *, most: int) -> Iterator[_Thing]:
    """Yield what stands in forms and in the forms within them, as long as it is not too much."""
    from pypdfium2 import raw

    while forms and most > 0:
        form, depth = forms.pop()
        matrix = _joined(_matrix(form.handle), form.matrix)
        count = min(raw.FPDFFormObj_CountObjects(form.handle), most)
        most -= max(count, 1)
        for number in range(count):
            inner = raw.FPDFFormObj_GetObject(form.handle, number)
            thing = _Thing(inner, raw.FPDFPageObj_GetType(inner), matrix)
            if thing.kind == _FORM and depth < _DEEPEST:
                forms.append((thing, depth + 1))
            elif thing.kind in {_TEXT, _PATH, _IMAGE}:
                yield thing


def _boxes(things: Sequence[_Thing], frame: Frame, space: Room) -> Iterator[Box | None]:
    """Yield the rectangle of each in the frame, None where it has none."""
    from pypdfium2 import raw

    x, y = frame.left, frame.top
    for start in range(0, len(things), _CHUNK):
        some = things[start : start + _CHUNK]
        # The loop runs in C: a call for each object, none of its arguments made by Python code.
        known = list(map(raw.FPDFPageObj_GetBounds, (thing.handle for thing in some), *space.to_sides))
        places = zip(*(side[: len(some)] for side in space.sides), strict=True)
        for thing, is_known, (left, bottom, right, top) in zip(some, known, places, strict=True):
            if not is_known:
                yield None
            elif thing.matrix is _PLAIN and not frame.quarter:
                yield left - x, y - top, right - x, y - bottom
            else:
                yield frame.box(*_moved((left, bottom, right, top), thing.matrix))


def _matrix(thing: object) -> Matrix:
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, matrix):
        return _PLAIN
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _joined(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies the inner one, then the outer one."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved(box: Sequence[float], matrix: Matrix) -> tuple[float, float, float, float]:
    left, bottom, right, top = box
    if matrix is _PLAIN:
        return left, bottom, right, top
    corners = [_point(x, y, matrix) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _is_thin(box: Sequence[float]) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= _THIN


def _ruling(box: tuple[float, float, float, float]) -> list[Ruling]:
    """Return a thin rectangle as a line; a dot has no direction and is none."""
    width, height = box[2] - box[0], box[3] - box[1]
    return [Ruling(*box)] if max(width, height) > _LONGER * min(width, height) else []


def _outlines(thing: _Thing, frame: Frame) -> list[Ruling]:
    """Return the straight level and upright lines of a path that is more than one line."""
    from pypdfium2 import raw

    count = raw.FPDFPath_CountSegments(thing.handle)
    if not 0 < count <= _MOST_SEGMENTS:
        return []
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing.handle, fill, stroke)
    matrix = _joined(_matrix(thing.handle), thing.matrix)
    parts = list(_parts(thing.handle, count, matrix, frame))
    if stroke.value:
        sides = (Ruling(*box) for part in parts for box in _sides(part))
        return [side for side in sides if _is_thin(side) and _ruling(side)]
    return [line for part in parts for line in _bar(part)] if fill.value else []


def _parts(path: object, count: int, matrix: Matrix, frame: Frame) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each part of a path in the frame; a part with a curve is none."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    part: list[tuple[float, float]] = []
    curved = False
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == _MOVE_TO:
            if len(part) > 1 and not curved:
                yield part
            part, curved = [], False
        curved = curved or kind not in {_MOVE_TO, _LINE_TO}
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        part.append(frame.point(*_point(x.value, y.value, matrix)))
        if raw.FPDFPathSegment_GetClose(segment):
            part.append(part[0])
    if len(part) > 1 and not curved:
        yield part


def _sides(part: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float, float, float]]:
    for (x, y), (u, v) in pairwise(part):
        yield min(x, u), min(y, v), max(x, u), max(y, v)


def _bar(part: Sequence[tuple[float, float]]) -> list[Ruling]:
    """Return a filled part that is thin as a line."""
    xs, ys = [x for x, _ in part], [y for _, y in part]
    box = min(xs), min(ys), max(xs), max(ys)
    return _ruling(box) if _is_thin(box) else []

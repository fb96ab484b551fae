"""Takes the characters of a page with their places from PDFium."""

from __future__ import annotations

import ctypes
from collections import deque
from itertools import repeat
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.pages.glyphs import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdfium2 import PdfTextPage

_CHUNK: Final = 512


class Characters(NamedTuple):
    """The characters of a page, the left and right edge of each and the height of the line it stands on."""

    text: str
    lefts: Sequence[float]
    rights: Sequence[float]
    lines: Sequence[float]


class Buffers(NamedTuple):
    """Room for the answers of PDFium, made once for a document, with the references it writes through."""

    boxes: ctypes.Array[ctypes.Structure]
    heights: ctypes.Array[ctypes.c_double]
    to_boxes: Sequence[object]
    to_heights: Sequence[object]
    to_nowhere: object


def buffers() -> Buffers:
    """Return room for some characters at a time."""
    from pypdfium2 import raw

    boxes = (raw.FS_RECTF * _CHUNK)()
    heights = (ctypes.c_double * _CHUNK)()
    size = ctypes.sizeof(ctypes.c_double)
    to_heights = [ctypes.byref(ctypes.c_double.from_buffer(heights, number * size)) for number in range(_CHUNK)]
    return Buffers(boxes, heights, [ctypes.byref(box) for box in boxes], to_heights, ctypes.byref(ctypes.c_double()))


def characters(layer: PdfTextPage, room: Buffers) -> Characters:
    """Return the text layer of a page with the place of every character."""
    from pypdfium2 import raw

    handle, count = layer.raw, layer.count_chars()
    edges: list[float] = []
    lines: list[float] = []
    nowhere = repeat(room.to_nowhere)
    for start in range(0, count, _CHUNK):
        some = range(start, min(start + _CHUNK, count))
        # Both loops run in C: a call for each character, none of its arguments made by Python code.
        deque(map(raw.FPDFText_GetLooseCharBox, repeat(handle), some, room.to_boxes), 0)
        deque(map(raw.FPDFText_GetCharOrigin, repeat(handle), some, nowhere, room.to_heights), 0)
        edges += memoryview(room.boxes).cast("B").cast("f")[: 4 * len(some)].tolist()
        lines += room.heights[: len(some)]
    return Characters(_text(layer, count), edges[0::4], edges[2::4], lines)


def _text(layer: PdfTextPage, count: int) -> str:
    """Return one character for each that PDFium counts."""
    from pypdfium2 import raw

    written = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(layer.raw, 0, count, written)
    text = bytes(written)[: 2 * count].decode("utf-16-le", errors="replace")
    if len(text) != count or "\x00" in text:  # characters of no code, or of two: asked for one by one
        codes = map(raw.FPDFText_GetUnicode, repeat(layer.raw), range(count))
        text = "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)  # noqa: PLR2004  the last code
    # PDFium marks a hyphen at the end of a line so; here it may be the sign of a number.
    return plain(text.replace("\x02", "-").replace("\ufffe", "-"))

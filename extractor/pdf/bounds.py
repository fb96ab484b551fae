"""Looks at a PDF file before PDFium does, which nothing stops once it has begun: expanded streams, forms in forms."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extractor.anchor import Source

MAX_STREAM: Final = 16 * 1024 * 1024
"""Expanded bytes of the content of a page or form; a page of small print has a hundred thousand."""
MAX_STREAMS: Final = 160 * 1024 * 1024
MAX_DRAWN: Final = 100_000
"""Forms that one form may come to draw, with all that those draw again."""
_SMALL: Final = 16 * 1024
"""Packed bytes that expand to ``MAX_STREAM`` at most."""
_HEAD: Final = 4_096
"""Bytes within which the entries of an object end and its stream begins."""
_FORM_SIZE: Final = 1024 * 1024
_WORD: Final = b"obj"
_NUMBER: Final = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+$")
_BEGIN: Final = re.compile(rb"stream\r?\n|endobj")
# Pictures are expanded only to be shown, within limits; fonts state their length.
_OTHER: Final = re.compile(rb"/Subtype\s*/(?:Image|CIDFontType0C|Type1C|OpenType)|/Length1\b|/ImageMask\b")
_FLATE: Final = re.compile(rb"/Filter\s*\[?\s*/Fl(?:ateDecode)?\s*\]?\s*(?=[/>\s])")
_FORM: Final = re.compile(rb"/Subtype\s*/Form\b")
_DRAWS: Final = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_NAMED: Final = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d{1,10})\s+\d{1,5}\s+R")
_RESOURCES: Final = re.compile(rb"/Resources\s+(\d{1,10})\s+\d{1,5}\s+R")
_XOBJECTS: Final = re.compile(rb"/XObject\s+(\d{1,10})\s+\d{1,5}\s+R")
_DEEPEST: Final = 40
_MOST_OBJECTS: Final = 300_000
_REMEDY: Final = "请检查文件来源,或另存为 PDF 后再审核"


class _Object(NamedTuple):
    entries: bytes
    start: int
    """Where its stream begins, 0 where it has none."""


def check(source: Source) -> None:
    """Raise LimitError for a file that expands, or draws itself again and again, beyond what a document needs."""
    objects = dict(_objects(source))
    left = MAX_STREAMS
    for found in objects.values():
        if found.start and _FLATE.search(found.entries) and not _OTHER.search(found.entries):
            size = _expanded(source.data, found.start)
            left -= size
            if size > MAX_STREAM or left < 0:
                problem = f"PDF 文件中一页的内容展开后超过 {MAX_STREAM // 2**20} MB 的上限"
                raise LimitError(path=source.path, problem=problem, remedy=_REMEDY)
    forms = {number: found for number, found in objects.items() if found.start and _FORM.search(found.entries)}
    if _most_drawn(source.data, forms, objects) > MAX_DRAWN:
        problem = "PDF 文件中的图形层层重复,展开后没有尽头"
        raise LimitError(path=source.path, problem=problem, remedy=_REMEDY)


def _objects(source: Source) -> Iterator[tuple[int, _Object]]:
    """Yield the objects that stand in the file by themselves, as every stream must."""
    data, count = source.data, 0
    at = data.find(_WORD)
    while at >= 0:
        after = data.find(_WORD, at + len(_WORD))
        number = _NUMBER.search(data, max(0, at - 24), at)
        if number is not None:
            count += 1
            if count > _MOST_OBJECTS:
                raise LimitError(path=source.path, problem="PDF 文件由过多的部分组成", remedy=_REMEDY)
            most = min(at + _HEAD, len(data) if after < 0 else after + len(_WORD))
            begin = _BEGIN.search(data, at, most)
            end = most if begin is None else begin.start()
            streams = begin is not None and begin[0].startswith(b"stream")
            yield int(number[1]), _Object(data[at + 3 : end], begin.end() if begin is not None and streams else 0)
        at = after


def _expanded(data: bytes, start: int) -> int:
    """Return how many bytes a stream expands to, as far as the limit goes; 0 for a small one."""
    end = data.find(b"endstream", start)
    if end - start < _SMALL:
        return 0
    expand = zlib.decompressobj()
    packed = memoryview(data)[start:end]
    size = 0
    try:
        while packed and not expand.eof and size <= MAX_STREAM:
            size += len(expand.decompress(packed, MAX_STREAM // 16))
            packed = memoryview(expand.unconsumed_tail)
    except zlib.error:
        return size
    return size


def _most_drawn(data: bytes, forms: Mapping[int, _Object], objects: Mapping[int, _Object]) -> int:
    """Return how many forms the worst one draws, as deep as PDFium follows them."""
    children = {number: Counter(_children(data, form, objects)) for number, form in forms.items()}
    drawn = dict.fromkeys(children, 1)
    for _ in range(_DEEPEST):
        deeper = {
            number: min(1 + sum(drawn.get(child, 0) * times for child, times in inner.items()), 2 * MAX_DRAWN)
            for number, inner in children.items()
        }
        if deeper == drawn:
            break
        drawn = deeper
    return max(drawn.values(), default=0)


def _children(data: bytes, form: _Object, objects: Mapping[int, _Object]) -> list[int]:
    """Return the objects a form draws, each as often as it does."""
    entries = form.entries
    for elsewhere in (_RESOURCES, _XOBJECTS):
        match = elsewhere.search(entries)
        if match is not None and int(match[1]) in objects:
            entries += objects[int(match[1])].entries
    named = {match[1]: int(match[2]) for match in _NAMED.finditer(entries)}
    return [named[match[1]] for match in _DRAWS.finditer(_content(data, form)) if match[1] in named]


def _content(data: bytes, form: _Object) -> bytes:
    end = data.find(b"endstream", form.start)
    packed = data[form.start : max(end, form.start)]
    if not _FLATE.search(form.entries):
        return packed[:_FORM_SIZE]
    try:
        return zlib.decompressobj().decompress(packed, _FORM_SIZE)
    except zlib.error:
        return b""

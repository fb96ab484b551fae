"""Reads the pages of a PDF file as inks and rulings, and says of those without text what they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.errors import LimitError
from extractor.pages.content import PageContent
from extractor.pdf.characters import buffers, characters
from extractor.pdf.drawings import drawn, room
from extractor.pdf.frame import Frame
from extractor.pdf.inking import inked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

    from extractor.anchor import Source
    from extractor.pdf.characters import Buffers
    from extractor.pdf.drawings import Room

MAX_CHARACTERS: Final = 4_000_000
"""Of a whole file; the longest disclosures have some hundred thousand."""
_RECOGNISED: Final = "本页是扫描图片,文字层是识别出来的,可能有识别错误"
_GARBAGE: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_TOO_MUCH: Final = 0.3
_STAMP: Final = 60
"""Characters; a scanned page may bear a printed page number or a running head besides its picture."""
_PICTURE, _FULL = 0.05, 0.5
_OUTLINES: Final = 80
"""Paths that are no lines; a page with so many and no text has its letters drawn as outlines."""


class _Space(NamedTuple):
    """Room for the answers of PDFium, made once for a document."""

    characters: Buffers
    drawings: Room


class ReadPage(NamedTuple):
    """A page; ``lack`` says why its text cannot be used: it is a picture, or its text layer is garbage."""

    content: PageContent
    lack: Literal["", "picture", "garbage"] = ""
    slanting: int = 0
    recognised: bool = False
    """Its content comes from the recognition of its picture."""


def read_pages(document: PdfDocument, source: Source) -> Iterator[tuple[PdfPage, ReadPage]]:
    """Yield each page, open, with what stands on it."""
    from extractor.pdf.opening import pages

    space = _Space(buffers(), room())
    left = MAX_CHARACTERS
    for number, page in enumerate(pages(document, source), 1):
        layer = page.get_textpage()
        left -= layer.count_chars()
        if left < 0:
            problem, remedy = "PDF 文件中的文字过多", "请拆分后再审核"
            raise LimitError(path=source.path, problem=problem, remedy=remedy, place=f"第{number}页")
        yield page, _read(page, layer, space, number=number)


def _read(page: PdfPage, layer: PdfTextPage, space: _Space, *, number: int) -> ReadPage:
    found = characters(layer, space.characters)
    inks, frame, slanting = inked(layer, found, Frame(*page.get_bbox()))
    layer.close()
    rulings, pictures, shapes, hidden = drawn(page, frame, space.drawings)
    text = "".join(ink.text for ink in inks)
    lack = _lack(text, pictures=pictures, shapes=shapes)
    content = PageContent(
        number=number,
        width=frame.width,
        height=frame.height,
        inks=() if lack == "garbage" else inks,
        rulings=rulings,
        doubt=_RECOGNISED if hidden and pictures > _FULL else "",
    )
    return ReadPage(content, lack, slanting)


def _lack(text: str, *, pictures: float, shapes: int) -> Literal["", "picture", "garbage"]:
    if len(_GARBAGE.findall(text)) > _TOO_MUCH * len(text):
        return "garbage"
    if len(text) < _STAMP and pictures > _FULL:
        return "picture"
    return "picture" if not text and (pictures > _PICTURE or shapes > _OUTLINES) else ""

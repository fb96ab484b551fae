"""Reads PDF files: text in reading order with the place of every character, tables as cells, scanned pages by OCR."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractor.document import Document, Remark
from extractor.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdfium2 import PdfPage

    from extractor.anchor import Source
    from extractor.layout.composing import Composed
    from extractor.pages.content import PageContent
    from extractor.pdf.paging import ReadPage

_MAGIC: Final = b"%PDF-"
_HEAD: Final = 1_024
"""Where readers of PDF look for the first bytes; servers put empty lines or their own headers before them."""
_DOTS_PER_POINT: Final = 200 / 72
_LONGEST_SIDE: Final = 6_000
"""Pixels; pages larger than A2 are drawn with fewer dots."""
_LACKS: Final = {
    "picture": "是图片,没有文字层",
    "garbage": "的文字层没有编码,读出来是乱码",
}
_INSTALL: Final = '请安装识别组件后再审核:pip install "gouji[ocr]"'


def claims(source: Source) -> int:
    """Take what begins as PDF files do."""
    if source.data.startswith(_MAGIC):
        return 2
    return int(_MAGIC in source.data[:_HEAD])


def read(source: Source) -> Document:
    """Return the document; a scanned page is read by the OCR extra where it is installed."""
    from extractor.layout.composing import compose
    from extractor.pages.reading import pieces
    from extractor.pdf.opening import ALONE, opened
    from extractor.pdf.paging import read_pages

    with ALONE, closing(opened(source)) as document:
        read_all = [_recognised(page, found) for page, found in read_pages(document, source)]
    composed = compose(pieces([found.content for found in read_all]), source=source.id)
    if not composed.text.strip():
        raise _without_text(source, read_all)
    return _document(source, composed, read_all)


def _document(source: Source, composed: Composed, read_all: Sequence[ReadPage]) -> Document:
    return Document(
        source=replace(source, media="application/pdf"),
        text=composed.text,
        blocks=composed.blocks,
        tables=composed.tables,
        origin=f"pdf {len(read_all)} pages",
        remarks=tuple(_remarks(read_all)),
        places=composed.places,
    )


def _recognised(page: PdfPage, found: ReadPage) -> ReadPage:
    """Return a page without usable text as the OCR extra reads it, unchanged where that is not installed."""
    if not found.lack or not _can_recognise():
        return found
    from extractor.ocr.pages import recognise

    width, height = page.get_size()
    scale = min(_DOTS_PER_POINT, _LONGEST_SIDE / max(width, height, 1.0))
    bitmap = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=_rgb())
    content: PageContent = recognise(bitmap.to_numpy(), number=found.content.number, width=width, height=height)
    return found._replace(content=content, recognised=bool(content.inks))


def _rgb() -> int:
    """Return the format of three bytes for each pixel."""
    from pypdfium2 import raw

    return int(raw.FPDFBitmap_BGR)


def _can_recognise() -> bool:
    try:
        from extractor.ocr.engine import available
    except ImportError:
        return False
    return bool(available())


def _remarks(read_all: Sequence[ReadPage]) -> list[Remark]:
    messages = []
    for lack, words in _LACKS.items():
        for recognised in (True, False):
            pages = [page for page in read_all if page.lack == lack and page.recognised is recognised]
            end = "文字由识别得来,可能有误" if recognised else f"没有读;{_remedy()}"
            messages += [f"{_named(pages)}{words},{end}"] if pages else []
    slanting = [page for page in read_all if page.slanting]
    messages += [f"{_named(slanting)}有斜排的文字(可能是水印),没有读"] if slanting else []
    return [Remark(kind="reading", message=message) for message in messages]


def _remedy() -> str:
    return "图片里没有识别出文字,请换用可以复制文字的版本" if _can_recognise() else _INSTALL


def _named(pages: Sequence[ReadPage]) -> str:
    """第3—5、9页."""
    spans: list[list[int]] = []
    for number in (page.content.number for page in pages):
        if spans and spans[-1][-1] == number - 1:
            spans[-1] = [spans[-1][0], number]
        else:
            spans.append([number])
    return f"第{'、'.join('—'.join(map(str, span)) for span in spans)}页"


def _without_text(source: Source, read_all: Sequence[ReadPage]) -> UnreadableError:
    lacks = {found.lack for found in read_all} - {""}
    if "garbage" in lacks:
        problem = "PDF 的文字层没有编码,读出来是乱码"
    elif lacks:
        problem = "PDF 各页都是图片,没有文字层"
    else:
        return UnreadableError(path=source.path, problem="PDF 各页都是空白", remedy="请换用有内容的文件")
    return UnreadableError(path=source.path, problem=problem, remedy=_remedy())

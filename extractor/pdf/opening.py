"""Opens a PDF file within limits; what cannot be opened says why and what to do."""

from __future__ import annotations

import re
from threading import Lock
from typing import TYPE_CHECKING, Final

from extractor.errors import LimitError, UnreadableError
from extractor.pdf.bounds import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfDocument, PdfPage

    from extractor.anchor import Source

ALONE: Final = Lock()
"""Held while a file is open: PDFium brings the process down when two threads use it at once."""
MAX_PAGES: Final = 2_000
_PASSWORD, _SECURITY = 4, 5
_HEAD: Final = 2_048
# 1 0 obj <</Linearized 1 /L 104432 …: the length of the whole file, said at its beginning
_LENGTH: Final = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,12})\b")
_AGAIN: Final = "请重新下载或导出后再审核"


def opened(source: Source) -> PdfDocument:
    """Return the file as PDFium opens it; the caller closes it."""
    import pypdfium2

    if _is_cut(source.data):
        raise _unreadable(source, "PDF 文件不完整,后一部分缺失")
    check(source)
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {_PASSWORD, _SECURITY}:
            remedy = "请用密码打开,另存为不加密的 PDF 后再审核"
            raise UnreadableError(path=source.path, problem="PDF 文件已加密,需要密码才能打开", remedy=remedy) from error
        raise _unreadable(source, "PDF 文件已损坏,无法打开") from error
    count = len(document)
    if 0 < count <= MAX_PAGES:
        return document
    document.close()
    if not count:
        raise _unreadable(source, "PDF 文件中没有页面")
    problem = f"PDF 文件有 {count} 页,超过 {MAX_PAGES} 页的上限"
    raise LimitError(path=source.path, problem=problem, remedy="请拆分后再审核")


def pages(document: PdfDocument, source: Source) -> Iterator[PdfPage]:
    """Yield the pages one by one, each closed before the next."""
    import pypdfium2

    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError as error:
            raise _unreadable(source, "PDF 文件已损坏,有页面打不开", place=f"第{number + 1}页") from error
        try:
            yield page
        finally:
            page.close()


def _is_cut(data: bytes) -> bool:
    """Tell whether the end of the file is missing: no end mark at all, or shorter than it says it is."""
    length = _LENGTH.search(data[:_HEAD])
    return b"%%EOF" not in data or (length is not None and int(length[1]) > len(data))


def _unreadable(source: Source, problem: str, *, place: str | None = None) -> UnreadableError:
    return UnreadableError(path=source.path, problem=problem, remedy=_AGAIN, place=place)

"""Reads OFD files: text with the place of every character, ruled tables as cells, page by page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractor import sniffing
from extractor.document import Document, Remark
from extractor.errors import LimitError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.anchor import Source
    from extractor.ofd.paging import ReadPage

_MEDIA: Final = "application/ofd"
_MOST: Final = 4_000_000
"""Characters of a file; the longest disclosures have some hundred thousand."""
_LACKS: Final = {
    "missing": "的内容缺失",
    "picture": "是图片,没有文字",
    "garbage": "的文字没有编码,读出来是乱码",
}
_INSTALL: Final = '请换用可以复制文字的版本,或者安装识别组件后再审核:pip install "gouji[ocr]"'
_OTHER: Final = "请换用可以复制文字的版本"


def claims(source: Source) -> int:
    """Take a package that lists OFD.xml."""
    known = sniffing.form(source.data)
    return 2 if known is not None and known.media == _MEDIA else 0


def read(source: Source) -> Document:
    """Return the document; stamps, annotations and attachments are no part of it."""
    from extractor.layout.composing import compose
    from extractor.pages.reading import pieces

    read_all = list(_pages(source))
    composed = compose(pieces([page.content for page in read_all]), source=source.id)
    if not composed.text.strip():
        raise _without_text(source, read_all)
    return Document(
        source=replace(source, media=_MEDIA),
        text=composed.text,
        blocks=composed.blocks,
        tables=composed.tables,
        origin=f"ofd {len(read_all)} pages",
        remarks=tuple(_remarks(read_all)),
        places=composed.places,
    )


def _pages(source: Source) -> Iterator[ReadPage]:
    from extractor.ofd.paging import read_page
    from extractor.ofd.parts import leaves
    from extractor.ofd.recognising import recognised
    from extractor.packages import open_package

    left = _MOST
    package = open_package(source)
    for number, leaf in enumerate(leaves(package), 1):
        page = recognised(read_page(leaf, number=number), package, source)
        left -= sum(len(ink.text) for ink in page.content.inks)
        if left < 0:
            place = f"第{number}页"
            raise LimitError(path=source.path, problem="OFD 文件中的文字过多", remedy="请拆分后再审核", place=place)
        yield page


def _remarks(read_all: Sequence[ReadPage]) -> Iterator[Remark]:
    for lack, words in _LACKS.items():
        lacking = [str(page.content.number) for page in read_all if page.lack == lack]
        if lacking:
            yield Remark(kind="reading", message=f"第{'、'.join(lacking)}页{words},没有读;{_remedy(lack)}")
    slanting = [str(page.content.number) for page in read_all if page.slanting]
    if slanting:
        yield Remark(kind="layout", message=f"第{'、'.join(slanting)}页有斜排的文字(可能是水印),没有读")


def _without_text(source: Source, read_all: Sequence[ReadPage]) -> UnreadableError:
    lacks = {page.lack for page in read_all}
    for lack, problem in (
        ("garbage", "OFD 文件的文字没有编码,读出来是乱码"),
        ("picture", "OFD 文件各页都是图片,没有文字"),
        ("missing", "OFD 文件缺少各页的内容"),
    ):
        if lack in lacks:
            return UnreadableError(path=source.path, problem=problem, remedy=_remedy(lack))
    return UnreadableError(path=source.path, problem="OFD 文件各页都是空白", remedy="请换用有内容的文件")


def _remedy(lack: str) -> str:
    from extractor.ofd.recognising import can_recognise

    return _INSTALL if lack == "picture" and not can_recognise() else _OTHER

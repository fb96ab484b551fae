"""Reads Word documents (docx, docm, dotx): paragraphs with their automatic numbers, tables, text boxes and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extractor import sniffing
from extractor.document import Document, Remark
from extractor.errors import LimitError, ReadError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from extractor.anchor import Source
    from extractor.layout.pieces import Piece
    from extractor.word.body import Story

_MEDIA: Final = "application/x-docx"
_LITTLE: Final = 100
"""Characters below which a document with pictures is a set of pictures."""
_MOST: Final = 5_000_000
_CUT_OFF: Final = (b"PK\x03\x04", b"[Content_Types].xml")
_SAVE: Final = "请在 Word 或 WPS 中打开,确认有文字后另存为 docx 再审核"


def claims(source: Source) -> int:
    """Take a package whose directory lists a Word document, and one cut off that began as such."""
    from extractor.packages import open_package
    from extractor.word.parts import main_part

    if not source.data.startswith(b"PK"):
        return 0
    try:
        return 2 if main_part(open_package(source)) is not None else 0
    except ReadError:
        known = sniffing.form(source.data)
        magic, first = _CUT_OFF
        began = source.data.startswith(magic) and first in source.data[:256]
        return 2 if began and known is not None and known.media == _MEDIA else 0


def read(source: Source) -> Document:
    """Return the document; offsets are into ``Document.text``, which is the document as Word shows it."""
    from extractor.layout.composing import compose
    from extractor.packages import open_package
    from extractor.word.body import Story, pieces
    from extractor.word.numbering import read as read_numbering
    from extractor.word.parts import main_part, related, root_of
    from extractor.word.runs import Shown
    from extractor.word.styles import read as read_styles

    package = open_package(source)
    main = main_part(package)
    body = root_of(package, main)
    if main is None or body is None:
        raise UnreadableError(path=source.path, problem="压缩包里没有 Word 正文", remedy="请重新下载或导出后再审核")
    parts = related(package, main)
    styles = read_styles(root_of(package, parts.get("styles")))
    counting = read_numbering(root_of(package, parts.get("numbering")), styles)
    story = Story(path=source.path, counting=counting, shown=Shown(styles=styles))
    found = pieces(body, story)
    notes = {kind: root_of(package, parts.get(f"{kind}s")) for kind, _ in story.shown.notes}
    found += _notes(story, notes)
    _check(found, story)
    composed = compose(found, source=source.id)
    return Document(
        source=source,
        text=composed.text,
        blocks=composed.blocks,
        tables=composed.tables,
        origin="docx",
        remarks=tuple(_remarks(story)),
    )


def _notes(story: Story, roots: dict[str, _Element | None]) -> list[Piece]:
    """Return the notes that the text refers to, in its order: footnotes before endnotes, as they stand in print."""
    from extractor.word.body import pieces
    from extractor.word.names import W

    found: list[Piece] = []
    for kind, root in sorted(roots.items(), reverse=True):
        by_id = {} if root is None else {note.get(f"{W}id", ""): note for note in root.iterchildren(f"{W}{kind}")}
        for name in dict.fromkeys(name for one, name in story.shown.notes if one == kind):
            if name in by_id:
                found += pieces(by_id[name], story)
    return found


def _check(found: Sequence[Piece], story: Story) -> None:
    """Refuse what has no text to judge, or more than one disclosure ever has."""
    length = sum(len(piece.text) for piece in found)
    cells = sum(len(cell.text) for piece in found if piece.grid is not None for cell in piece.grid.cells)
    if length + cells > _MOST:
        problem = f"文字超过 {_MOST // 10_000} 万字的上限"
        raise LimitError(path=story.path, problem=problem, remedy="一份决算公开通常不超过几十万字,请拆分后再审核")
    pictures = story.shown.pictures
    if length + cells < _LITTLE and pictures:
        problem = f"文档里几乎没有文字,只有 {pictures} 张图片(可能是扫描件)"
        remedy = "请换用可以复制文字的版本;或者安装 OCR 组件(pip install gouji[ocr]),把图片或由它生成的 PDF 交给审核"
        raise UnreadableError(path=story.path, problem=problem, remedy=remedy)
    if not found and story.foreign:
        problem = "文档的正文以其他格式嵌入(由网页程序生成),没有读取"
        raise UnreadableError(path=story.path, problem=problem, remedy=_SAVE)
    if not found:
        raise UnreadableError(path=story.path, problem="文档中没有文字", remedy=_SAVE)


def _remarks(story: Story) -> Iterator[Remark]:
    """Say what stands in the document and was not read."""
    if story.shown.pictures:
        message = f"文档中有 {story.shown.pictures} 张图片,其中的文字没有读取"
        yield Remark(kind="reading", message=message)
    if story.foreign:
        message = f"文档嵌入了 {story.foreign} 个其他格式的部分,没有读取;请在 Word 中打开后另存为 docx"
        yield Remark(kind="reading", message=message)

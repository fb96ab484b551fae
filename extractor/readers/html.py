"""Reads web pages: the main content in reading order, data tables as cells, page furniture set apart or left out."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from extractor import sniffing
from extractor.document import Document
from extractor.errors import LimitError, UnreadableError
from extractor.readers.text import decoded_text, remarks

if TYPE_CHECKING:
    from lxml.etree import _Element

    from extractor.anchor import Source

_SUFFIXES: Final = frozenset({".html", ".htm", ".shtml", ".xhtml", ".jhtml", ".jsp", ".asp", ".aspx", ".php"})
_HEAD: Final = 4_096
_MARKUP: Final = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|meta|div|table|p|span|h[1-6])[\s>/]", re.IGNORECASE
)
# <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">, whose <Table> is none of a page
_SHEETS: Final = re.compile(rb"<(?:\w+:)?Workbook\b[^<>]*urn:schemas-microsoft-com:office:spreadsheet")
_UTF16: Final = re.compile(rb"<\x00?(?:!\x00?d|h\x00?t|h\x00?e|m\x00?e)", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,32})""", re.IGNORECASE)


def claims(source: Source) -> int:
    """Take what begins with markup; surely so where the name or a document type says it."""
    if sniffing.form(source.data) is not None:
        return 0
    head = source.data[:_HEAD]
    if _SHEETS.search(head):
        return 0
    marked = _MARKUP.search(head) is not None or (b"\x00" in head and _UTF16.search(head) is not None)
    named = PurePath(source.name.split("?", 1)[0]).suffix.lower() in _SUFFIXES
    opens = head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").lower().startswith((b"<!doctype html", b"<html", b"<?xml"))
    # A text file that quotes a tag stays text: the text reader claims 2 for it.
    return 2 if marked and (named or opens) else int(marked or named)


def read(source: Source) -> Document:
    """Return the document; offsets are into ``Document.text``, which is the page as it reads, not its markup."""
    from extractor.layout.composing import compose
    from extractor.layout.pieces import Piece
    from extractor.markup.choosing import content
    from extractor.markup.walking import walk

    declared = _CHARSET.search(source.data[:_HEAD])
    decoded = decoded_text(source, declared=declared[1].decode("ascii") if declared else None)
    root = _tree(decoded.text, path=source.path)
    lines = content(walk(root)) if root is not None else []
    pieces = [Piece(text=line.text, level=line.level, grid=line.grid) for line in lines]
    composed = compose(pieces, source=source.id)
    if not composed.text.strip():
        remedy = "请在浏览器中打开该网页,待正文出现后另存为网页或文本再审核"
        raise UnreadableError(path=source.path, problem="网页中没有正文(可能由脚本加载)", remedy=remedy)
    return Document(
        source=replace(source, media="text/html"),
        text=composed.text,
        blocks=composed.blocks,
        tables=composed.tables,
        origin=f"html {decoded.encoding}",
        remarks=remarks(decoded),
    )


def _tree(text: str, *, path: str) -> _Element | None:
    """Parse a page however broken it is; None where there is nothing in it."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    markup = text.replace("\x00", "").encode("utf-8", errors="replace")
    try:
        root = etree.fromstring(markup, parser)
    except etree.XMLSyntaxError:
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        # The parser drops what lies deeper; content must not go missing in silence.
        raise LimitError(path=path, problem="网页的层次嵌套过深", remedy="请在浏览器中另存为文本后再审核")
    return root

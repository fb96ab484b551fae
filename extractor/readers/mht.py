"""Reads web archives (mht, and the doc files that are such): the page in them, as the html reader does."""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractor.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.anchor import Source
    from extractor.document import Document

_HEAD: Final = 4_096
_MOST_PARTS: Final = 1_000
# MIME-Version: 1.0 · Content-Type: multipart/related; boundary="----=_NextPart_01"
_FIRST_LINE: Final = re.compile(rb"\s*(?:MIME-Version|From|Subject|Date|Content-[\w-]+)[ \t]*:", re.IGNORECASE)
_BOUNDARY: Final = re.compile(
    rb"multipart/related[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*?boundary\s*=\s*\"?([^\"\s;]{1,120})", re.IGNORECASE
)
_PAGE: Final = re.compile(rb"^Content-Type[ \t]*:[ \t]*text/html", re.IGNORECASE | re.MULTILINE)
_CODING: Final = re.compile(
    rb"^Content-Transfer-Encoding[ \t]*:[ \t]*(quoted-printable|base64)", re.IGNORECASE | re.MULTILINE
)
_BLANK: Final = re.compile(rb"\r?\n\r?\n")


def claims(source: Source) -> int:
    """Take what begins with the headers of a message that has several parts."""
    head = source.data[:_HEAD]
    return 2 if _FIRST_LINE.match(head) and _BOUNDARY.search(head) else 0


def read(source: Source) -> Document:
    """Return the page in the archive; its source stays the file that was given."""
    from extractor.readers import html

    page = next(_pages(source.data), b"")
    if not page.strip():
        remedy = "请在浏览器或 Word 中打开,另存为网页或 docx 后再审核"
        raise UnreadableError(path=source.path, problem="网页存档中没有网页正文", remedy=remedy)
    document = html.read(replace(source, data=page))
    return replace(document, source=replace(source, media="multipart/related"), origin=f"mht {document.origin}")


def _pages(data: bytes) -> Iterator[bytes]:
    boundary = _BOUNDARY.search(data, 0, _HEAD)
    if boundary is None:
        return
    for part in data.split(b"--" + boundary[1], _MOST_PARTS)[1:]:
        blank = _BLANK.search(part)
        if blank is not None and _PAGE.search(part, 0, blank.start()):
            coding = _CODING.search(part, 0, blank.start())
            yield _decoded(part[blank.end() :], coding[1].lower() if coding else b"")


def _decoded(body: bytes, coding: bytes) -> bytes:
    from base64 import b64decode
    from quopri import decodestring

    if coding == b"quoted-printable":
        return decodestring(body)
    if coding != b"base64":
        return body
    try:
        return b64decode(body)
    except (Base64Error, ValueError):
        return b""

"""Reads web archives (mht, and what Excel and Word save so under the names xls and doc) as the pages in them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractor.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from extractor.anchor import Source
    from extractor.document import Document

_HEAD: Final = 2_048
_OPENS: Final = re.compile(rb"\s*(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*", re.ASCII)
_VERSION: Final = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_KIND: Final = re.compile(rb"^Content-Type:\s*(?:multipart/related|text/html)", re.IGNORECASE | re.MULTILINE)
_SAVE_AS: Final = "请在浏览器、Excel 或 Word 中打开,另存为网页(html)后再审核"
_FRAMES: Final = re.compile(r"<frameset\b", re.IGNORECASE)


def claims(source: Source) -> int:
    """Take what begins as a mail of pages does, whatever its name."""
    head = source.data[:_HEAD]
    opens = _OPENS.match(head)
    found = opens is not None and _VERSION.search(opens[0]) is not None and _KIND.search(opens[0]) is not None
    return 2 if found else 0


def read(source: Source) -> Document:
    """Return the document of all pages in the archive, in their order, as one."""
    from email import message_from_bytes

    from extractor.readers import html

    try:
        pages = list(_pages(message_from_bytes(source.data)))
    except (RecursionError, ValueError, LookupError) as error:
        raise UnreadableError(path=source.path, problem="网页归档文件(mht)损坏", remedy=_SAVE_AS) from error
    if not pages:
        raise UnreadableError(path=source.path, problem="网页归档文件(mht)中没有网页", remedy=_SAVE_AS)
    document = html.read(replace(source, data="\n".join(pages).encode("utf-8", errors="replace")))
    return replace(document, source=replace(source, media="multipart/related"), origin=f"mht {document.origin}")


def _pages(message: Message) -> Iterator[str]:
    """Yield the pages as text that says no other encoding; one that only holds frames says nothing."""
    from extractor.decoding import decode

    for part in message.walk():
        if part.get_content_type() != "text/html":
            continue
        payload = part.get_payload(decode=True)
        decoded = decode(payload, declared=part.get_content_charset()) if isinstance(payload, bytes) else None
        if decoded is not None and not _FRAMES.search(decoded.text):
            yield re.sub(r"charset\s*=\s*[\"']?[\w-]+", "charset=utf-8", decoded.text, flags=re.IGNORECASE)

"""Reads plain text; ``Document.text`` is the decoded file unchanged, without a byte order mark."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from extractor import sniffing
from extractor.decoding import MAX_BYTES, MAX_CHARACTERS, Decoded, decode
from extractor.document import Document, Remark
from extractor.errors import LimitError, NotADisclosureError, UnreadableError
from extractor.layout.lines import line_spans, paragraphs

if TYPE_CHECKING:
    from extractor.anchor import Source

_SUFFIXES: Final = frozenset({".txt", ".text", ".md", ".log", ""})


def claims(source: Source) -> int:
    """Take whatever no other format's first bytes are seen in; surely so where the name says text."""
    if sniffing.form(source.data) is not None:
        return 0
    return 2 if PurePath(source.name).suffix.lower() in _SUFFIXES else 1


def read(source: Source) -> Document:
    """Return the document with a block for every line."""
    decoded = decoded_text(source)
    if _is_data(decoded.text):
        remedy = "请审核决算公开文件本身"
        raise NotADisclosureError(path=source.path, problem="文件是程序用的 JSON 数据,不是决算公开", remedy=remedy)
    return Document(
        source=replace(source, media="text/plain"),
        text=decoded.text,
        blocks=paragraphs(decoded.text, line_spans(decoded.text)),
        origin=f"text {decoded.encoding}",
        remarks=remarks(decoded),
    )


def _is_data(text: str) -> bool:
    """Tell whether a text is data of a program: JSON as a whole, or a value on each line; quotes in it are no text.

    {"doc": "…", "quote": "支出决算为1.20万元"}
    """
    start = text.lstrip()[:1]
    if start not in {"{", "["} or text.rstrip()[-1:] not in {"}", "]"}:
        return False
    return _is_json(text.lstrip().partition("\n")[0]) or _is_json(text)


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except ValueError:
        return False
    except RecursionError:  # brackets within brackets without end are data as well
        return True


def decoded_text(source: Source, *, declared: str | None = None) -> Decoded:
    """Decode within the limits, or say why not; for every reader of text formats."""
    decoded = decode(source.data[:MAX_BYTES], declared=declared)
    if decoded is None:
        remedy = "请换用网页、文本或可以复制文字的版本"
        raise UnreadableError(path=source.path, problem="文件不是文字(含有大量控制字符或乱码)", remedy=remedy)
    if len(decoded.text) > MAX_CHARACTERS or len(source.data) > MAX_BYTES:
        remedy = "一份决算公开通常不超过几十万字,请拆分后再审核"
        raise LimitError(path=source.path, problem=f"文字超过 {MAX_CHARACTERS // 10_000} 万字的上限", remedy=remedy)
    if not decoded.text.strip():
        raise UnreadableError(path=source.path, problem="文件中没有文字", remedy="请重新下载或导出后再审核")
    return decoded


def remarks(decoded: Decoded) -> tuple[Remark, ...]:
    """Say what was lost in decoding."""
    if not decoded.lost:
        return ()
    message = f"按 {decoded.encoding} 解码时有 {decoded.lost} 处字节损坏,以“\ufffd”代替"
    return (Remark(kind="encoding", message=message),)

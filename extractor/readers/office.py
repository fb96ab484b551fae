"""Reads what Word writes besides docx (doc, rtf, XML in one file) and WPS writes (wps), through LibreOffice."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from extractor.errors import UnreadableError

if TYPE_CHECKING:
    from extractor.anchor import Source
    from extractor.document import Document

SECONDS: Final = 120.0
"""That a conversion may take; hundreds of pages take ten."""
_SUFFIXES: Final = frozenset({".doc", ".dot", ".wps", ".wpt", ".docx", ".docm"})
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF: Final = b"{\\rtf"
# <?mso-application progid="Word.Document"?>
_WORD_XML: Final = re.compile(rb"<\?mso-application\s+progid=[\"']Word\.Document")
_HEAD: Final = 1_024
_SAVE: Final = "也可以在 Word 或 WPS 中打开,另存为 docx 后再审核"


def claims(source: Source) -> int:
    """Take what is an old Word document by its content; by its name only where the content does not say."""
    form = _form(source)
    if form is None:
        return 0
    return 1 if form == "unknown" else 2


def read(source: Source) -> Document:
    """Return the document as LibreOffice converts it; its source stays the file that was given."""
    from extractor.readers import docx
    from extractor.word.ole import is_encrypted

    form = _form(source)
    if is_encrypted(source.data):
        raise UnreadableError(
            path=source.path, problem="文件有打开密码", remedy="请用密码打开后另存为不加密的文件再审核"
        )
    if form is None or form == "unknown" or _is_cut_off(source.data, form):
        raise _unreadable(source, "文件不完整或不是 Word 文档,可能下载中断")
    package = _package(source) if form == "xml" else None
    if package is not None:
        return replace(docx.read(replace(source, data=package)), source=source, origin="docx in one file")
    document = docx.read(replace(source, data=_converted(source, form)))
    return replace(document, source=source, origin=f"{form} via LibreOffice")


def _converted(source: Source, form: str) -> bytes:
    from extractor.word.soffice import VARIABLE, ConversionError, convert, program

    soffice = program()
    if soffice is None:
        problem = f"读取旧版 Word 文件({form})需要 LibreOffice,但没有找到"
        remedy = f"请安装 LibreOffice(装在别处时用环境变量 {VARIABLE} 指明 soffice 的位置);{_SAVE}"
        raise UnreadableError(path=source.path, problem=problem, remedy=remedy)
    try:
        return convert(source.data, suffix=f".{form}", soffice=soffice, seconds=SECONDS)
    except ConversionError as error:
        raise _unreadable(source, f"文件转换失败:{error}") from error


def _is_cut_off(data: bytes, form: str) -> bool:
    """Tell whether the end is missing, which LibreOffice would pass over in silence."""
    from extractor.word.ole import is_cut_off

    if form == "rtf":
        return not data.rstrip(b"\x00\x1a \t\r\n").endswith(b"}")
    return form in ("doc", "wps") and is_cut_off(data)


def _form(source: Source) -> str | None:
    """Return ``doc``, ``wps``, ``rtf``, ``xml``, or ``unknown`` for one that is Word's only by its name."""
    from extractor.word.ole import streams

    head = source.data[:_HEAD]
    if head.startswith(_RTF):
        return "rtf"
    if _WORD_XML.search(head):
        return "xml"
    if not head.startswith(_OLE):
        return None
    suffix = PurePath(source.name).suffix.lower()
    names = streams(source.data)
    if "WordDocument" in names:
        return "wps" if suffix in (".wps", ".wpt") else "doc"
    # Of an encrypted file nobody can tell what it is.
    return "unknown" if suffix in _SUFFIXES or "EncryptedPackage" in names else None


def _package(source: Source) -> bytes | None:
    """Return the package that XML in one file stands for; nothing leaves our hands that declares entities."""
    from extractor.packages import parse_xml
    from extractor.word.flat import packed

    return packed(parse_xml(source.data, path=source.path, part=source.name))


def _unreadable(source: Source, problem: str) -> UnreadableError:
    return UnreadableError(path=source.path, problem=problem, remedy=f"请重新下载后再审核;{_SAVE}")

"""Names what bytes really are by their first characters, so that a mislabelled file is refused with a remedy."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A file format known by its first bytes; ``name`` and ``remedy`` are what a user is told."""

    media: str
    name: str
    remedy: str


_PICTURE: Final = '请安装图片识别组件(pip install "gouji[ocr]"),或换用网页、文本或可以复制文字的版本'
_PDF: Final = "请重新下载或导出 PDF 后再审核"
_OFFICE: Final = "文件可能不完整,请重新下载;或在 Word、Excel 或 WPS 中打开,另存为 docx 或 xlsx 后再审核"
_ARCHIVE: Final = "请先解压,再审核其中的文件"
_PROGRAM: Final = "请换用决算公开文件本身"

UNKNOWN: Final = "application/octet-stream"
"""The media type of what nobody knows."""
ARCHIVES: Final = frozenset(
    {
        "application/zip",
        "application/vnd.rar",
        "application/x-7z-compressed",
        "application/gzip",
        "application/x-tar",
    }
)
"""The media types of files that hold other files to be read one by one."""

_MAGIC: Final[tuple[tuple[bytes, Form], ...]] = tuple(
    (magic, Form(media=media, name=name, remedy=remedy))
    for magic, media, name, remedy in (
        (b"\xff\xd8\xff", "image/jpeg", "JPEG 图片", _PICTURE),
        (b"\x89PNG\r\n\x1a\n", "image/png", "PNG 图片", _PICTURE),
        (b"GIF8", "image/gif", "GIF 图片", _PICTURE),
        (b"II*\x00", "image/tiff", "TIFF 图片", _PICTURE),
        (b"MM\x00*", "image/tiff", "TIFF 图片", _PICTURE),
        (b"%PDF-", "application/pdf", "PDF 文件", _PDF),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "application/x-ole",
            "旧版 Office 文件(doc、xls、wps)",
            _OFFICE,
        ),
        (b"{\\rtf", "application/rtf", "RTF 文件", _OFFICE),
        (b"Rar!\x1a\x07", "application/vnd.rar", "RAR 压缩包", _ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "7z 压缩包", _ARCHIVE),
        (b"\x1f\x8b", "application/gzip", "gzip 压缩包", _ARCHIVE),
        (b"\x7fELF", "application/x-elf", "程序文件", _PROGRAM),
        (b"MZ\x90\x00", "application/x-dosexec", "程序文件", _PROGRAM),
    )
)
_ZIPPED: Final[tuple[tuple[bytes, Form], ...]] = tuple(
    (folder, Form(media=media, name=name, remedy=_OFFICE))
    for folder, media, name in (
        (b"word/", "application/x-docx", "Word 文件(docx)"),
        (b"xl/", "application/x-xlsx", "Excel 文件(xlsx)"),
        (b"ppt/", "application/x-pptx", "PowerPoint 文件(pptx)"),
        (b"OFD.xml", "application/ofd", "OFD 版式文件"),
    )
)
_OFFICES: Final = (b"[Content_Types].xml", b"_rels/", b"docProps/", *(folder for folder, _ in _ZIPPED), b"Doc_0/")
"""How the first name in an office file begins, whichever program wrote it."""
_FIRST: Final = 2_000
"""Entries of a directory that are looked at; office files with more are books of pictures."""
_HEAD: Final = 65_536
_TAR_AT: Final = 257
_BITMAP: Final = Form(media="image/bmp", name="BMP 图片", remedy=_PICTURE)
_WEBP: Final = Form(media="image/webp", name="WebP 图片", remedy=_PICTURE)
_TAR: Final = Form(media="application/x-tar", name="TAR 压缩包", remedy=_ARCHIVE)
_ODS: Final = Form(media="application/x-ods", name="OpenDocument 表格(ods)", remedy=_OFFICE)
_ODT: Final = Form(media="application/x-odt", name="OpenDocument 文件(odt 等)", remedy="请另存为 docx 或 PDF 后再审核")
_OPEN_NAMED: Final = b"mimetypeapplication/vnd.oasis.opendocument."
_ODS_NAMED: Final = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
"""How the first member of such a file begins right after its header of thirty bytes."""
_ZIP: Final = Form(media="application/zip", name="ZIP 压缩包", remedy=_ARCHIVE)


def form(data: bytes) -> Form | None:
    """Return the known format these bytes begin with, None for text and for what nobody knows."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK")):
        if data.startswith(_OPEN_NAMED, 30):
            return _ODS if data.startswith(_ODS_NAMED, 30) else _ODT
        return _zipped(data)
    if data[_TAR_AT : _TAR_AT + 5] == b"ustar":
        return _TAR
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _WEBP
    if data.startswith(b"BM") and data[6:10] == bytes(4):  # text may begin with these letters, not with the zeros
        return _BITMAP
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)


def _zipped(data: bytes) -> Form:
    """Tell an office file from an archive by the names in its directory; an archive may hold office files unpacked."""
    from extractor.archives.directory import listed

    try:
        names = [entry.name.replace(b"\\", b"/") for entry in islice(listed(data), _FIRST)]
    except ValueError:
        return _cut_off(data)
    if b"[Content_Types].xml" not in names and b"OFD.xml" not in names:
        return _ZIP
    return next((kind for folder, kind in _ZIPPED if any(name.startswith(folder) for name in names)), _ZIP)


def _cut_off(data: bytes) -> Form:
    """Tell what a zip file without a directory was meant to be: the first name says whether an office wrote it."""
    size = int.from_bytes(data[26:28], "little")
    first = data[30 : 30 + size]
    head = data[:_HEAD]
    if not first.startswith(_OFFICES):
        return _ZIP
    return next((kind for folder, kind in _ZIPPED if folder in head or first.startswith(folder)), _ZIP)

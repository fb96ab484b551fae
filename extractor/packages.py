"""Opens zip packages of XML parts (docx, xlsx, ofd) without trusting a word of what they say of themselves.

A header may lie about sizes, so expanded bytes are counted as they come; a member's name is only ever a key, nothing
is written anywhere; document types and entities are refused, since no office format has a use for them.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from io import BytesIO
from struct import error as StructError  # noqa: N812  a name that says it is one
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from extractor.errors import LimitError, UnreadableError

if TYPE_CHECKING:
    from zipfile import ZipInfo

    from lxml.etree import _Element

    from extractor.anchor import Source

MAX_MEMBERS: Final = 20_000
MAX_MEMBER: Final = 64 * 1024 * 1024
"""Expanded bytes of one member, where the reader asks for no other limit."""
MAX_TOTAL: Final = 256 * 1024 * 1024
"""Expanded bytes of all members read."""
MAX_RATIO: Final = 200
"""Times that a member may expand; XML of empty cells comes to a hundred. Small members may expand more."""
_RATIO_COUNTS: Final = 8 * 1024 * 1024
_CHUNK: Final = 1024 * 1024
MAX_TAGS: Final = 2_000_000
"""Of an XML part, opening and closing; a tree of them takes a hundred times the memory of its text at worst."""
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY: Final = b"PK\x01\x02"
"""Every entry of a zip directory begins with it, so counting it needs no trust and no memory."""
_ENCRYPTED: Final = 1
_DAMAGED: Final = (
    BadZipFile,
    OSError,
    ValueError,
    EOFError,
    RuntimeError,
    StructError,
    zlib.error,
)
"""What the zip module raises on damaged input, among it errors that it does not declare."""
_AGAIN: Final = "请重新下载或导出后再审核"
_SPLIT: Final = "一份决算公开不会这样大,请检查文件来源,或拆分后再审核"
_UNLOCK: Final = "请用密码打开后另存为不加密的文件再审核"
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be"))


@dataclass(slots=True, kw_only=True)
class Package:
    """An opened package; alive only while it is read."""

    path: str
    names: tuple[str, ...]
    """Of its files as its directory lists them, with ``/`` between folders."""
    _zip: ZipFile
    _members: dict[str, ZipInfo]
    _spent: int = field(default=0)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def read(self, name: str, *, limit: int = MAX_MEMBER) -> bytes:
        """Return the bytes of a member; raise LimitError beyond ``limit``, KeyError where there is none."""
        member = self._members[_key(name)]
        _check(member, path=self.path)
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    chunks.append(chunk)
                    size += len(chunk)
                    self._count(member, len(chunk), size=size, limit=limit)
        except _DAMAGED as error:
            raise UnreadableError(path=self.path, problem="压缩包内的数据损坏", place=name, remedy=_AGAIN) from error
        return b"".join(chunks)

    def xml(self, name: str, *, limit: int = MAX_MEMBER) -> _Element:
        """Return the root element of a member."""
        return parse_xml(self.read(name, limit=limit), path=self.path, part=name)

    def _count(self, member: ZipInfo, more: int, *, size: int, limit: int) -> None:
        self._spent += more
        if size > limit or self._spent > MAX_TOTAL:
            most = min(limit, MAX_TOTAL) // 2**20
            problem = f"压缩包内的文件展开后超过 {most} MB 的上限"
        elif size > _RATIO_COUNTS and size > MAX_RATIO * max(member.compress_size, 1):
            problem = f"压缩包内的文件展开到原来的 {MAX_RATIO} 倍以上,可能是“压缩炸弹”"
        else:
            return
        raise LimitError(path=self.path, problem=problem, place=member.filename, remedy=_SPLIT)


def open_package(source: Source) -> Package:
    """Open a package; raise UnreadableError for what is encrypted, cut off or no package, LimitError for too much."""
    data, path = source.data, source.path
    if data.startswith(_OLE):
        raise _not_zip(data, path=path)
    if data.count(_ENTRY) > MAX_MEMBERS:
        raise LimitError(path=path, problem=f"压缩包内的文件超过 {MAX_MEMBERS} 个", remedy=_SPLIT)
    try:
        opened = ZipFile(BytesIO(data))
    except _DAMAGED as error:
        raise UnreadableError(path=path, problem="文件不完整,可能下载中断", remedy="请重新下载后再审核") from error
    files = [info for info in opened.infolist() if not info.is_dir()]
    members = {_key(info.filename): info for info in files}
    return Package(path=path, names=tuple(map(_slashed, files)), _zip=opened, _members=members)


def parse_xml(data: bytes, *, path: str, part: str) -> _Element:
    """Return the root element of an XML part; nothing outside it is ever fetched, no entity ever expanded."""
    from lxml import etree

    if any(doctype in data for doctype in _DOCTYPES):
        raise _declares(path, part)
    if data.count(b"<") > MAX_TAGS:
        problem = f"文件内部的 XML 有 {MAX_TAGS // 10_000} 万个以上的标记"
        raise LimitError(path=path, problem=problem, remedy=_SPLIT, place=part)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(path=path, problem="文件内部的 XML 损坏", place=part, remedy=_AGAIN) from error
    if root.getroottree().docinfo.internalDTD is not None:  # an encoding in which the bytes above look different
        raise _declares(path, part)
    return root


def _key(name: str) -> str:
    """Return what names are compared by: packages do not tell cases apart, and some writers use backslashes."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _slashed(member: ZipInfo) -> str:
    return member.filename.replace("\\", "/").lstrip("/")


def _check(member: ZipInfo, *, path: str) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise UnreadableError(path=path, problem="文件有打开密码", place=member.filename, remedy=_UNLOCK)
    if member.compress_type not in (
        ZIP_STORED,
        ZIP_DEFLATED,
    ):  # others expand without a limit, and no office writes them
        problem = "压缩包使用了不支持的压缩方式"
        raise UnreadableError(path=path, problem=problem, place=member.filename, remedy="请在原软件中另存后再审核")


def _not_zip(data: bytes, *, path: str) -> UnreadableError:
    """Say what an OLE file is that was taken for a package: an encrypted one, or one of the old formats."""
    from extractor.word.ole import is_encrypted

    if is_encrypted(data):
        return UnreadableError(path=path, problem="文件有打开密码", remedy=_UNLOCK)
    return UnreadableError(path=path, problem="文件是旧版 Office 格式", remedy="请另存为 docx 或 xlsx 后再审核")


def _declares(path: str, part: str) -> UnreadableError:
    problem = "文件内部的 XML 声明了实体或文档类型,正常的办公文件不会这样,可能是恶意文件"
    return UnreadableError(path=path, problem=problem, place=part, remedy="请检查文件来源,在原软件中另存后再审核")

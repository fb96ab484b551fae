"""Zip files: entries found through the directory and expanded piece by piece, so that headers need not be believed."""

from __future__ import annotations

import bz2
import stat
import struct
import zlib
from itertools import islice
from typing import TYPE_CHECKING, Final

from extractor.archives.budget import MAX_MEMBERS
from extractor.archives.directory import ENCRYPTED, Listed, SplitError, listed
from extractor.archives.entry import Entry
from extractor.archives.naming import decoded
from extractor.errors import LimitError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.anchor import Source

_STORED: Final = 0
_DEFLATED: Final = 8
_BZIPPED: Final = 12
_CHUNK: Final = 256 * 1024
_MOST: Final = 4 * MAX_MEMBERS
"""Entries of a directory, folders and leftovers among them."""
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_AGAIN: Final = "请重新下载或重新压缩后再审核"
_UNPACK: Final = "请用解压软件解压后,直接审核其中的文件"
_UNLOCK: Final = "请用密码解压后,直接审核其中的文件"


def entries(source: Source) -> Iterator[Entry]:
    """Yield the files of a zip archive in the order of its directory; raise a ReadError where it has none."""
    try:
        rows = list(islice(listed(source.data), _MOST + 1))
    except SplitError as error:
        remedy = "请把全部分卷放在一起,用解压软件解压后直接审核其中的文件"
        raise UnreadableError(path=source.path, problem="是分卷压缩包中的一卷", remedy=remedy) from error
    except ValueError as error:
        raise UnreadableError(path=source.path, problem="压缩包不完整或者损坏", remedy=_AGAIN) from error
    if len(rows) > _MOST:
        raise LimitError(path=source.path, problem=f"压缩包的目录超过 {_MOST} 项", remedy=_UNPACK)
    for row, name in zip(rows, decoded(rows), strict=True):
        if not name.endswith(("/", "\\")) and not stat.S_ISDIR(row.mode):
            yield Entry(name, lambda row=row: _expanded(source, row))  # type: ignore[misc]  # bound at once


def _expanded(source: Source, row: Listed) -> Iterator[bytes]:
    """Yield the bytes of an entry in pieces of bounded size."""
    if row.flags & ENCRYPTED:
        raise UnreadableError(path=source.path, problem="压缩包中的文件有密码", remedy=_UNLOCK)
    if stat.S_ISLNK(row.mode):
        raise UnreadableError(path=source.path, problem="是指向别处的链接,没有内容", remedy="请把原文件放进压缩包")
    if row.method not in {_STORED, _DEFLATED, _BZIPPED}:
        problem = f"压缩方式(编号 {row.method})不支持"
        raise UnreadableError(path=source.path, problem=problem, remedy=_UNPACK)
    total = 0
    try:
        for chunk in _pieces(_packed(source.data, row), row.method):
            total = zlib.crc32(chunk, total)
            yield chunk
    except (struct.error, zlib.error, ValueError, OSError) as error:
        raise _damaged(source) from error
    if total != row.crc:
        raise _damaged(source)


def _damaged(source: Source) -> UnreadableError:
    return UnreadableError(path=source.path, problem="压缩包中的这个文件损坏", remedy=_AGAIN)


def _packed(data: bytes, row: Listed) -> memoryview:
    """Return the bytes of an entry as they are in the archive; its own header says only where they begin."""
    fields = _LOCAL.unpack_from(data, row.offset)
    start = row.offset + _LOCAL.size + fields[9] + fields[10]
    if fields[0] != b"PK\x03\x04" or start + row.packed > len(data):
        raise ValueError("an entry that is not where the directory says")
    return memoryview(data)[start : start + row.packed]


def _pieces(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == _BZIPPED:
        yield from _unbzipped(packed)
        return
    expand = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), _CHUNK):
        piece = packed[at : at + _CHUNK]
        if method == _STORED:
            yield bytes(piece)
            continue
        yield expand.decompress(piece, _CHUNK)
        while expand.unconsumed_tail:
            yield expand.decompress(expand.unconsumed_tail, _CHUNK)
    if method == _DEFLATED and not expand.eof:
        raise ValueError("the entry is cut off")


def _unbzipped(packed: memoryview) -> Iterator[bytes]:
    expand = bz2.BZ2Decompressor()
    for at in range(0, len(packed), _CHUNK):
        yield expand.decompress(packed[at : at + _CHUNK], _CHUNK)
        while not expand.needs_input and not expand.eof:
            yield expand.decompress(b"", _CHUNK)
        if expand.eof:
            return
    raise ValueError("the entry is cut off")

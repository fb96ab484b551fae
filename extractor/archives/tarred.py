"""Tar archives and single files under gzip, read as a stream: what is skipped is counted as what is taken."""

from __future__ import annotations

import tarfile
import zlib
from dataclasses import dataclass
from gzip import GzipFile
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol, cast

from extractor import sniffing
from extractor.archives.budget import MAX_MEMBERS, MAX_TOTAL
from extractor.archives.entry import Entry
from extractor.archives.naming import recoded
from extractor.errors import LimitError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.anchor import Source

_CHUNK: Final = 256 * 1024
_HEADERS: Final = 1024 * 1024
"""Bytes that headers between two members may have: long names and the like, which are read as a whole."""
_MOST: Final = 4 * MAX_MEMBERS
_DAMAGED: Final = (tarfile.TarError, EOFError, zlib.error, OSError, ValueError)
_SUFFIX: Final = ".gz"


class Readable(Protocol):
    """What bytes come from."""

    def read(self, size: int, /) -> bytes:
        """Return up to so many bytes, none at the end."""


@dataclass(slots=True, kw_only=True)
class _Metered:
    """A stream that refuses to give more than it may; ``burst`` is what may be read before the next member."""

    path: str
    stream: Readable
    total: int
    burst: int = _HEADERS

    def read(self, size: int) -> bytes:
        data = self.stream.read(size)
        self.total -= len(data)
        self.burst -= len(data)
        if self.total < 0 or self.burst < 0:
            problem = "压缩包解压后过大(可能是“压缩炸弹”),后面的文件没有审核"
            raise LimitError(path=self.path, problem=problem, remedy="请检查压缩包的来源,解压后直接审核其中的文件")
        return data


def entries(source: Source) -> Iterator[Entry]:
    """Yield the files of a tar archive, whether it stands under gzip or not, or the one file under gzip."""
    if not source.data.startswith(b"\x1f\x8b"):
        return streamed(source, BytesIO(source.data))
    try:
        known = sniffing.form(_expanding(source).read(1024))
    except _DAMAGED as error:
        raise _damaged(source) from error
    if known is not None and known.media == "application/x-tar":
        return streamed(source, _expanding(source))
    return iter((Entry(_without_suffix(source.name), lambda: _pieces(source, _expanding(source))),))


def streamed(source: Source, stream: Readable) -> Iterator[Entry]:
    """Yield the files of a tar archive that comes as a stream; each must be taken before the next."""
    metered = _Metered(path=source.path, stream=stream, total=MAX_TOTAL)
    try:
        with tarfile.open(fileobj=cast("BinaryIO", metered), mode="r|", errorlevel=0) as archive:
            for number in count():
                info = archive.next()
                if info is None:
                    return
                if number == _MOST:
                    raise _too_many(source)
                metered.burst = _HEADERS + max(info.size, 0)
                if not info.isdir():
                    yield Entry(recoded(info.name), lambda info=info: _taken(source, archive, info))  # type: ignore[misc]  # bound at once
    except _DAMAGED as error:
        raise _damaged(source) from error


def _taken(source: Source, archive: tarfile.TarFile, info: tarfile.TarInfo) -> Iterator[bytes]:
    if not info.isreg():
        raise UnreadableError(path=source.path, problem="是指向别处的链接,没有内容", remedy="请把原文件放进压缩包")
    stream = archive.extractfile(info)
    if stream is not None:
        yield from _pieces(source, stream)


def _pieces(source: Source, stream: Readable) -> Iterator[bytes]:
    try:
        while chunk := stream.read(_CHUNK):
            yield chunk
    except _DAMAGED as error:
        raise _damaged(source) from error


def _expanding(source: Source) -> GzipFile:
    return GzipFile(fileobj=BytesIO(source.data))


def _without_suffix(name: str) -> str:
    return name[: -len(_SUFFIX)] if name.lower().endswith(_SUFFIX) else name


def _damaged(source: Source) -> UnreadableError:
    return UnreadableError(path=source.path, problem="压缩包不完整或者损坏", remedy="请重新下载或重新压缩后再审核")


def _too_many(source: Source) -> LimitError:
    problem = f"压缩包的目录超过 {_MOST} 项,后面的没有审核"
    return LimitError(path=source.path, problem=problem, remedy="请解压后直接审核其中的文件")

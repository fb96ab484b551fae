"""RAR and 7z archives: by the library libarchive where it is installed, else by a program that is."""

from __future__ import annotations

import logging
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast

from extractor.archives.budget import MAX_MEMBERS
from extractor.archives.entry import Entry
from extractor.errors import LimitError, ReadError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from extractor.anchor import Source

_CHUNK: Final = 256 * 1024
_MOST: Final = 4 * MAX_MEMBERS
# Encrypted file is unsupported · RAR encryption support unavailable · Passphrase required for this entry
_LOCKED: Final = ("encrypt", "passphrase", "password")
_UNLOCK: Final = "请用密码解压后,直接审核其中的文件"
_AGAIN: Final = "请重新下载或重新压缩后再审核"
_UNPACK: Final = "请解压后直接审核其中的文件"
_INSTALL: Final = "请安装 7-Zip(或 libarchive 库)后再审核,或者解压后直接审核其中的文件"


def entries(source: Source) -> Iterator[Entry]:
    """Yield the files as the first way that can open the archive gives them."""
    from extractor.archives import tools

    failed: ReadError | None = None
    # Under a locale without Chinese (LC_ALL=C) the library knows no names, a program may.
    by_library = () if (library := _library()) is None else (library,)
    strict = [partial(_by_library, library=one, named=True) for one in by_library]
    lax = [partial(_by_library, library=one, named=False) for one in by_library]
    ways: tuple[Callable[[Source], Iterator[Entry]], ...] = (*strict, *tools.ways(), *lax)
    for way in ways:
        try:
            yield from _opened(way(source))
        except _NotOpenedError as error:
            failed = failed or error.reason
        else:
            return
    raise failed or UnreadableError(path=source.path, problem="没有可以打开这种压缩包的程序", remedy=_INSTALL)


class _NotOpenedError(Exception):
    """A way that failed before it gave anything, so that another may be tried."""

    def __init__(self, reason: ReadError) -> None:
        self.reason = reason
        super().__init__(str(reason))


def _opened(found: Iterator[Entry]) -> Iterator[Entry]:
    begun = False
    try:
        for entry in found:
            begun = True
            yield entry
    except LimitError:
        raise
    except ReadError as error:
        if begun:
            raise
        raise _NotOpenedError(error) from error


def _library() -> ModuleType | None:
    try:
        import libarchive
    except Exception:  # noqa: BLE001 - the binding raises anything at all where the library itself is missing
        return None
    log = logging.getLogger("libarchive")
    if not log.handlers:  # its warnings are errors of ours, told where they belong
        log.addHandler(logging.NullHandler())
    return cast("ModuleType", libarchive)


def _by_library(source: Source, *, library: ModuleType, named: bool) -> Iterator[Entry]:
    """Yield the entries; the library stands at one at a time, and after some errors gives no further one."""
    names = _names(source, library)
    if named and "" in names:
        problem = "压缩包中的文件名无法识别"
        raise UnreadableError(path=source.path, problem=problem, remedy=_UNPACK)
    failed = library.exception.ArchiveError
    given = 0
    try:
        with library.memory_reader(source.data) as archive:
            for entry, name in zip(archive, names, strict=False):
                given += 1
                if name is not None:
                    yield Entry(name, lambda entry=entry: _blocks(source, entry, library))  # type: ignore[misc]  # bound at once
    except failed as error:
        lost = _failure(source, error, whole=False)
        yield from (Entry(name, lambda: _raised(lost)) for name in names[given:] if name is not None)


def _names(source: Source, library: ModuleType) -> list[str | None]:
    """Return the names of the entries, None for folders, so that those lost to an error can be told."""
    try:
        with library.memory_reader(source.data) as archive:
            entries = islice(archive, _MOST + 1)
            names = [None if entry.isdir else _name(entry) for entry in entries]
    except library.exception.ArchiveError as error:
        raise _failure(source, error, whole=True) from error
    if len(names) > _MOST:
        raise LimitError(path=source.path, problem=f"压缩包的目录超过 {_MOST} 项", remedy=_UNPACK)
    return names


def _raised(error: ReadError) -> Iterator[bytes]:
    raise type(error)(path=error.path, problem=error.problem, remedy=error.remedy)


def _name(entry: Any) -> str:
    """Return the name of an entry, which the library may give in its raw bytes or not at all."""
    name = entry.pathname
    if isinstance(name, bytes):
        return name.decode("gb18030", errors="replace")
    return str(name or "")


def _blocks(source: Source, entry: Any, library: ModuleType) -> Iterator[bytes]:
    """Yield the bytes of an entry; what the library itself would yield after a warning is no content."""
    from ctypes import create_string_buffer

    if not entry.isreg:
        raise UnreadableError(path=source.path, problem="是指向别处的链接,没有内容", remedy="请把原文件放进压缩包")
    buffer = create_string_buffer(_CHUNK)
    try:
        while count := library.ffi.read_data(entry._archive_p, buffer, _CHUNK):  # noqa: SLF001 - has no other name
            if count < 0:  # a warning: the checksum is another
                raise _damaged(source)
            yield buffer.raw[:count]
    except library.exception.ArchiveError as error:
        raise _failure(source, error, whole=False) from error


def _failure(source: Source, error: Exception, *, whole: bool) -> UnreadableError:
    if any(word in str(error).lower() for word in _LOCKED):
        return UnreadableError(path=source.path, problem="压缩包中的文件有密码", remedy=_UNLOCK)
    if whole:
        problem = "压缩包不完整、缺少分卷或者损坏"
        return UnreadableError(path=source.path, problem=problem, remedy=_AGAIN)
    return _damaged(source)


def _damaged(source: Source) -> UnreadableError:
    return UnreadableError(path=source.path, problem="压缩包中的这个文件损坏", remedy=_AGAIN)

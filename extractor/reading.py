"""Reads a file into a Document: looks at the bytes, asks every reader, lets the surest one read; opens archives."""

from __future__ import annotations

import pkgutil
from functools import cache
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, cast

from extractor import readers as folder
from extractor import sniffing
from extractor.anchor import Source
from extractor.errors import LimitError, ReadError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extractor.archives.budget import Budget
    from extractor.document import Document

MAX_FILE: Final = 64 * 1024 * 1024
"""Bytes of a file; a larger one is no disclosure, or holds pictures that text reading cannot use."""
MAX_ARCHIVE: Final = 256 * 1024 * 1024
"""Bytes of an archive of several files."""
_HEAD: Final = 4_096
"""Bytes that tell an archive from other files."""


class Reader(Protocol):
    """What a module of ``extractor/readers`` offers that reads documents."""

    def claims(self, source: Source) -> int:
        """Return 0 for not mine, 1 for readable, 2 for surely mine."""

    def read(self, source: Source) -> Document:
        """Read it, or raise a ReadError."""


class Container(Protocol):
    """What a module of ``extractor/readers`` offers that holds other files."""

    def claims(self, source: Source) -> int:
        """Return 0 for not mine, 1 for readable, 2 for surely mine."""

    def members(self, source: Source, *, budget: Budget, only: str | None) -> Iterator[Source | ReadError]:
        """Yield its members lazily and in order; what cannot be taken out is a value, never raised."""


def load(path: Path) -> Source:
    """Read the bytes of a file; refuse what is too large before they are read."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE:
            with path.open("rb") as stream:
                _check(size, stream.read(_HEAD), path=str(path))
        return from_bytes(path.read_bytes(), path=str(path))
    except OSError as error:
        problem = f"文件打不开({error.strerror or type(error).__name__})"
        raise UnreadableError(path=str(path), problem=problem, remedy="请检查文件是否存在、是否有权限读取") from error


def from_bytes(data: bytes, *, path: str) -> Source:
    """Return the source these bytes are; its id and hash come from the content."""
    _check(len(data), data[:_HEAD], path=path)
    digest = sha256(data).hexdigest()
    known = sniffing.form(data)
    media = known.media if known else sniffing.UNKNOWN
    return Source(id=digest[:16], sha256=digest, path=path, media=media, data=data)


def unwrap(source: Source, *, only: str | None = None) -> Iterator[Source | ReadError]:
    """Yield the files in an archive and in the archives in it, or the source itself where it is no archive.

    Lazy: one member is in memory at a time, besides the archives around it. Nothing is raised for what a file does:
    whatever cannot be taken out is yielded as the ReadError that names it. ``only`` gives one member by its name.
    """
    from extractor.archives.budget import budget_of

    return _unwrapped(source, budget=budget_of(source), only=only)


def _unwrapped(source: Source, *, budget: Budget, only: str | None) -> Iterator[Source | ReadError]:
    from extractor.archives.budget import MAX_DEPTH, too_deep
    from extractor.archives.naming import INSIDE

    container = next((one for one in _registry().containers if one.claims(source)), None)
    if container is None:
        yield source
    elif (source.member or "").count(INSIDE) >= MAX_DEPTH:
        yield too_deep(source)
    else:
        for member in container.members(source, budget=budget, only=only):
            if isinstance(member, ReadError):
                yield member
            else:
                yield from _unwrapped(member, budget=budget, only=only)


def read(source: Source) -> Document:
    """Return the document; raise a ReadError that says what is wrong and what to do."""
    try:
        return _read(source)
    except ReadError as error:
        error.member = error.member or source.member
        raise


def _read(source: Source) -> Document:
    if not source.data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise UnreadableError(path=source.path, problem="文件是空的", remedy="请重新下载或导出后再审核")
    claims = [(reader.claims(source), number, reader) for number, reader in enumerate(_registry().readers)]
    certainty, _, reader = max(claims, key=lambda claim: (claim[0], -claim[1]))
    if not certainty:
        raise _unknown(source)
    return reader.read(source)


class _Registry(NamedTuple):
    readers: tuple[Reader, ...]
    containers: tuple[Container, ...]


@cache
def _registry() -> _Registry:
    """Walk the folder once; a reader is a file in it, and one with ``members`` a container."""
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    modules = [import_module(f"{folder.__name__}.{name}") for name in names]
    return _Registry(
        readers=tuple(cast("Reader", module) for module in modules if hasattr(module, "read")),
        containers=tuple(cast("Container", module) for module in modules if hasattr(module, "members")),
    )


def _check(size: int, head: bytes, *, path: str) -> None:
    """Refuse what is too large: an archive may be larger than what is read as a whole."""
    if size <= MAX_FILE:
        return
    known = sniffing.form(head)
    most = MAX_ARCHIVE if known is not None and known.media in sniffing.ARCHIVES else MAX_FILE
    if size > most:
        raise LimitError(
            path=path,
            problem=f"文件有 {-(-size // 2**20)} MB,超过 {most // 2**20} MB 的上限",
            remedy="请去掉其中的图片或附件,或者拆分后再审核",
        )


def _unknown(source: Source) -> UnreadableError:
    known = sniffing.form(source.data)
    if known is None:
        remedy = "请换用网页、文本或可以复制文字的版本"
        return UnreadableError(path=source.path, problem="文件不是文字,无法识别其格式", remedy=remedy)
    return UnreadableError(path=source.path, problem=f"文件内容实际是{known.name}", remedy=known.remedy)

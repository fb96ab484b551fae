"""Reads a file into a Document: looks at the bytes, asks every reader, lets the surest one read."""

from __future__ import annotations

import pkgutil
from functools import cache
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from extractor import readers as folder
from extractor import sniffing
from extractor.anchor import Source
from extractor.errors import LimitError, UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

    from extractor.document import Document

MAX_FILE: Final = 64 * 1024 * 1024
"""Bytes of a file; a larger one is no disclosure, or holds pictures that text reading cannot use."""
_UNKNOWN: Final = "application/octet-stream"


class Reader(Protocol):
    """What a module of ``extractor/readers`` offers."""

    def claims(self, source: Source) -> int:
        """Return 0 for not mine, 1 for readable, 2 for surely mine."""

    def read(self, source: Source) -> Document:
        """Read it, or raise a ReadError."""


def load(path: Path) -> Source:
    """Read the bytes of a file; refuse what is too large before a byte is read."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE:
            raise _too_large(str(path), size)
        return from_bytes(path.read_bytes(), path=str(path))
    except OSError as error:
        problem = f"文件打不开({error.strerror or type(error).__name__})"
        raise UnreadableError(path=str(path), problem=problem, remedy="请检查文件是否存在、是否有权限读取") from error


def from_bytes(data: bytes, *, path: str) -> Source:
    """Return the source these bytes are; its id and hash come from the content."""
    if len(data) > MAX_FILE:
        raise _too_large(path, len(data))
    digest = sha256(data).hexdigest()
    known = sniffing.form(data)
    return Source(id=digest[:16], sha256=digest, path=path, media=known.media if known else _UNKNOWN, data=data)


def read(source: Source) -> Document:
    """Return the document; raise a ReadError that says what is wrong and what to do."""
    if not source.data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise UnreadableError(path=source.path, problem="文件是空的", remedy="请重新下载或导出后再审核")
    claims = [(reader.claims(source), number, reader) for number, reader in enumerate(_registry())]
    certainty, _, reader = max(claims, key=lambda claim: (claim[0], -claim[1]))
    if not certainty:
        raise _unknown(source)
    return reader.read(source)


@cache
def _registry() -> tuple[Reader, ...]:
    """Walk the folder once; a reader is a file in it."""
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    return tuple(cast("Reader", import_module(f"{folder.__name__}.{name}")) for name in names)


def _too_large(path: str, size: int) -> LimitError:
    return LimitError(
        path=path,
        problem=f"文件有 {-(-size // 2**20)} MB,超过 {MAX_FILE // 1024 // 1024} MB 的上限",
        remedy="请去掉其中的图片或附件,或者拆分后再审核",
    )


def _unknown(source: Source) -> UnreadableError:
    known = sniffing.form(source.data)
    if known is None:
        remedy = "请换用网页、文本或可以复制文字的版本"
        return UnreadableError(path=source.path, problem="文件不是文字,无法识别其格式", remedy=remedy)
    return UnreadableError(path=source.path, problem=f"文件内容实际是{known.name}", remedy=known.remedy)

"""What there is to audit: paths walked, every file hashed, and those that cannot be opened kept as rows."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from extractor import sniffing
from extractor.leftovers import is_leftover

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Nature = Literal["text", "picture", "other"]
TEXT: Final = frozenset({"", ".txt", ".text"})
HEAD: Final = 4_096

MARK: Final = ".gouji"
"""The file that marks a folder of results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One path; ``problem`` is Chinese and says why its bytes could not even be hashed."""

    path: str
    sha256: str = ""
    problem: str = ""
    nature: Nature = "other"
    """``text`` has no tables and is no archive, so that nothing can be joined to it; known by its first bytes."""


def plan(paths: Iterable[Path], *, besides: Path | None = None) -> tuple[Item, ...]:
    """Return one item for every file under the paths, in order, each path once; ``besides`` is not walked."""
    found = dict.fromkeys(str(file) for path in paths for file in _files(path, besides=besides))
    return tuple(_item(path) for path in found)


def _files(path: Path, *, besides: Path | None) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    kept_out = None if besides is None else besides.resolve()
    for folder, folders, files in os.walk(path):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not is_leftover(name) and not _kept_out(here / name, kept_out))
        yield from (here / name for name in sorted(files) if not is_leftover(name))


def _kept_out(folder: Path, besides: Path | None) -> bool:
    """Tell whether a folder holds results of ours, of this run or another, and nothing to audit."""
    return folder.resolve() == besides or (folder / MARK).exists()


def _item(path: str) -> Item:
    try:
        if not Path(path).is_file():
            return Item(path=path, problem="没有这个文件或文件夹。" if not Path(path).exists() else "不是普通文件。")
        with Path(path).open("rb") as stream:
            nature = _nature(path, stream.read(HEAD))
            stream.seek(0)
            return Item(path=path, sha256=hashlib.file_digest(stream, "sha256").hexdigest(), nature=nature)
    except PermissionError:
        return Item(path=path, problem="没有读取权限。请检查文件的权限。")
    except OSError as error:
        return Item(path=path, problem=f"打不开文件:{error.strerror or error}。请检查路径和磁盘。")


def _nature(path: str, head: bytes) -> Nature:
    form = sniffing.form(head)
    if form is not None:
        return "picture" if form.media.startswith("image/") else "other"
    marked = head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")
    return "text" if not marked and Path(path).suffix.casefold() in TEXT else "other"

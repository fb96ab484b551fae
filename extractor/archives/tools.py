"""Installed programs that open RAR and 7z archives; they write to a pipe, so that no member ever becomes a file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from extractor.archives.entry import Entry
from extractor.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extractor.anchor import Source

_SEVEN: Final = ("7z", "7zz", "7za")
_SECONDS: Final = 300
"""After so long a program is ended, whatever it does."""
_CHUNK: Final = 256 * 1024
_LISTING: Final = 16 * 1024 * 1024
"""Bytes of a listing."""
_ANSWER: Final = "-pgouji"
"""Some password must be given, or the program waits for one to be typed."""
_FIELD: Final = re.compile(r"(\w[\w ]*) = (.*)")
_UNLOCK: Final = "请用密码解压后,直接审核其中的文件"
_AGAIN: Final = "请重新下载或重新压缩后再审核"


def ways() -> Iterator[Callable[[Source], Iterator[Entry]]]:
    """Yield a way for each program there is."""
    seven = next(filter(None, map(_found, _SEVEN)), None)
    if seven is not None:
        yield lambda source: _by_seven(source, seven)
    # Windows brings bsdtar along under the name of tar.
    bsdtar = shutil.which("bsdtar") or (_windows_tar() if sys.platform == "win32" else None)
    if bsdtar is not None:
        yield lambda source: _by_bsdtar(source, bsdtar)


def _found(name: str) -> str | None:
    """Return where a program is; the installer of 7-Zip on Windows does not add it to the search path."""
    folders = [Path(root) / "7-Zip" for key in ("ProgramFiles", "ProgramFiles(x86)") if (root := os.environ.get(key))]
    return shutil.which(name) or next(filter(None, (shutil.which(name, path=str(folder)) for folder in folders)), None)


def _windows_tar() -> str | None:
    return shutil.which("tar", path=str(Path(os.environ.get("SYSTEMROOT", "")) / "System32"))


@contextmanager
def _beside(source: Source) -> Iterator[str]:
    """Write the archive itself into a private folder under a name of ours."""
    with tempfile.TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "archive"
        path.write_bytes(source.data)
        yield str(path)


@contextmanager
def _running(*command: str) -> Iterator[IO[bytes]]:
    """Run a program and give what it writes; it is ended with the context, or when its time is over."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with subprocess.Popen(  # noqa: S603 - a program found on this machine, arguments of ours, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=hidden,
    ) as process:
        timer = Timer(_SECONDS, process.kill)
        timer.daemon = True
        timer.start()
        try:
            yield process.stdout  # type: ignore[misc]  # a pipe, as asked for
        finally:
            timer.cancel()
            process.kill()


class _Row(NamedTuple):
    """A file as 7-Zip lists it."""

    name: str
    size: int
    crc: int | None
    locked: bool


def _by_seven(source: Source, program: str) -> Iterator[Entry]:
    """Yield the entries: 7-Zip writes all files one after the other, its listing says where each ends."""
    with _beside(source) as path:
        rows = _rows(source, program, path)
        if any(row.locked for row in rows):
            # Nothing comes for a file with a password, and what comes after it could not be told apart.
            yield from (Entry(row.name, lambda: _refused(source)) for row in rows)
            return
        with _running(program, "x", "-so", "-bd", "-y", _ANSWER, "--", path) as stream:
            for row in rows:
                left = [row.size]
                yield Entry(row.name, lambda row=row, left=left: _cut(source, stream, row, left))  # type: ignore[misc]  # bound at once
                while left[0] and (skipped := stream.read(min(left[0], _CHUNK))):
                    left[0] -= len(skipped)


def _refused(source: Source) -> Iterator[bytes]:
    raise UnreadableError(path=source.path, problem="压缩包中的文件有密码", remedy=_UNLOCK)


def _rows(source: Source, program: str, path: str) -> list[_Row]:
    with _running(program, "l", "-slt", "-ba", "-sccUTF-8", _ANSWER, "--", path) as stream:
        listing = stream.read(_LISTING).decode("utf-8", errors="replace")
    blocks = [dict(_FIELD.findall(block)) for block in re.split(r"\r?\n\r?\n", listing)]
    rows = [_row(block) for block in blocks if block.get("Path") and not _is_folder(block)]
    if not rows:
        problem = "压缩包不完整、缺少分卷、有密码或者损坏"
        raise UnreadableError(path=source.path, problem=problem, remedy=_AGAIN)
    return rows


def _is_folder(block: dict[str, str]) -> bool:
    return block.get("Folder", "").startswith("+") or block.get("Attributes", "").startswith("D")


def _row(block: dict[str, str]) -> _Row:
    size, crc = block.get("Size", "").strip(), block.get("CRC", "").strip()
    return _Row(
        name=block["Path"].rstrip("\r"),
        size=int(size) if size.isdecimal() else 0,
        crc=int(crc, 16) if re.fullmatch(r"[0-9A-Fa-f]{8}", crc) else None,
        locked=block.get("Encrypted", "").startswith("+"),
    )


def _cut(source: Source, stream: IO[bytes], row: _Row, left: list[int]) -> Iterator[bytes]:
    """Yield the bytes of one file and check that they are its own."""
    total = 0
    while left[0] and (chunk := stream.read(min(left[0], _CHUNK))):
        left[0] -= len(chunk)
        total = zlib.crc32(chunk, total)
        yield chunk
    if left[0] or (row.crc is not None and total != row.crc):
        raise UnreadableError(path=source.path, problem="压缩包中的这个文件损坏", remedy=_AGAIN)


def _by_bsdtar(source: Source, program: str) -> Iterator[Entry]:
    """Yield the entries of the tar archive that bsdtar turns any archive into."""
    from extractor.archives.tarred import streamed

    with _beside(source) as path, _running(program, "-c", "-f", "-", "--format=pax", f"@{path}") as stream:
        entries = streamed(source, stream)
        first = next(entries, None)
        if first is None:
            problem = "压缩包不完整、缺少分卷、有密码或者损坏"
            raise UnreadableError(path=source.path, problem=problem, remedy=_AGAIN)
        yield first
        yield from entries

"""Standard output and error of the command line: never a character that a console cannot take raises."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable


def prepare() -> None:
    """Let characters a console's encoding lacks be written as escapes, and odd file names too."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Write a line for people to standard output."""
    sys.stdout.write(f"{text}\n")


def tell(text: str) -> None:
    """Write a line on what happens to standard error."""
    sys.stderr.write(f"{text}\n")


def progress(done: int, total: int) -> None:
    """Show how far a batch is, on a terminal only, on one line that rewrites itself."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r已审核 {done}/{total}" + ("\n" if done == total else ""))
        sys.stderr.flush()


def write(chunks: Iterable[str], *, machine: bool) -> None:
    """Write a report to standard output: UTF-8 for machines whatever the console, its own encoding for people."""
    stream = sys.stdout
    for chunk in chunks:
        if machine:
            _raw(stream, chunk)
        else:
            stream.write(chunk)
    stream.flush()


def _raw(stream: TextIO, chunk: str) -> None:
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(chunk)
        return
    stream.flush()
    buffer.write(encoded(chunk))
    buffer.flush()


def encoded(text: str) -> bytes:
    r"""Return UTF-8; a lone surrogate of a file name becomes ``\udcff``, which JSON reads back as itself."""
    return text.encode("utf-8", "backslashreplace")

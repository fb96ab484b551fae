"""Patterns of paths, as settings name them: ``2023/**``, ``*本级*``, ``D:/决算/``."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import Final

# ** with what separates it from the rest · * · ? · a class of characters
_PIECE: Final = re.compile(r"(?P<deep>\*\*/|/\*\*$|\*\*)|(?P<star>\*)|(?P<any>\?)|(?P<set>\[!?\]?[^\]]*\])")
_ROOTED: Final = re.compile(r"/|[A-Za-z]:")
_DEEP: Final = {"**/": "(?:.*/)?", "/**": "/.*", "**": ".*"}


def fits(glob: str, path: str, *, base: str) -> bool:
    """Tell whether a path, or a folder above it, is what a pattern names.

    A path below ``base`` is compared from there on, any other as a whole; a pattern that does not begin at the root
    may begin at any folder.

    >>> fits("2023/*.docx", "/data/决算/2023/甲.docx", base="/data"), fits("2023", "/data/2023/甲.docx", base="/data")
    (True, True)
    """
    return _pattern(_plain(glob)).fullmatch(_below(_plain(os.path.abspath(path)), _plain(base))) is not None  # noqa: PTH100 - resolve() would follow links


def sound(glob: str) -> bool:
    """Tell whether a pattern can be understood."""
    try:
        _pattern(_plain(glob))
    except re.error:
        return False
    return True


def _plain(path: str) -> str:
    """Return a path with the strokes of every system alike; case counts only where it does for files."""
    return os.path.normcase(path).replace("\\", "/")


def _below(path: str, base: str) -> str:
    inside = base.rstrip("/") + "/"
    return path.removeprefix(inside)


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    written: list[str] = []
    at = 0
    trimmed = glob.removeprefix("./").rstrip("/") or glob
    for match in _PIECE.finditer(trimmed):
        written += (re.escape(trimmed[at : match.start()]), _written(match))
        at = match.end()
    start = "" if _ROOTED.match(trimmed) else "(?:.*/)?"
    return re.compile(f"{start}{''.join(written)}{re.escape(trimmed[at:])}(?:/.*)?", re.DOTALL)


def _written(match: re.Match[str]) -> str:
    if match["deep"]:
        return _DEEP[match["deep"]]
    if match["set"]:
        inner = match["set"][1:-1]
        turned = inner.startswith("!")
        listed = re.sub(r"([\\\[\]^&~|])", r"\\\1", inner[turned:])
        return f"[{'^' if turned else ''}{listed}]"
    return "[^/]*" if match["star"] else "[^/]"

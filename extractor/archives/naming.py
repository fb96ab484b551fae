"""Names of members: decoded as their archive was written, cleaned so that they are labels and never places."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from extractor.archives.directory import UTF8, extra_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.archives.directory import Listed

INSIDE: Final = "!/"
"""Stands between an archive and what is in it: ``外层.zip!/内层.zip!/决算.docx``."""
_UNICODE_PATH: Final = 0x7075
_MOST: Final = 120
"""Characters of one part of a name; file systems allow 255 bytes, which is 85 Chinese characters."""
_PARTS: Final = 16
# Control characters, and those that turn the direction of writing: 决算\u202excod.exe
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_EAST: Final = "\u2e80"
"""From here on characters are Chinese, Japanese, Korean or rarer; below them stand the letters of the West."""
# The first level of GB2312, and that of Big5, nearly half of which have a second byte that GB2312 never has.
_SIMPLIFIED: Final = re.compile(rb"([\xb0-\xd7][\xa1-\xfe])|[\x81-\xfe].", re.DOTALL)
_TRADITIONAL: Final = re.compile(rb"([\xa4-\xc6][\x40-\x7e\xa1-\xfe])|[\x81-\xfe].", re.DOTALL)
_NAMELESS: Final = "未命名"


def decoded(entries: Sequence[Listed]) -> list[str]:
    """Return the names; those in no stated encoding are judged together, because one name alone is too short."""
    certain = [_stated(entry) for entry in entries]
    guessed = _encoding(b"".join(e.name for e, name in zip(entries, certain, strict=True) if name is None))
    return [
        entry.name.decode(guessed, errors="replace") if name is None else name
        for entry, name in zip(entries, certain, strict=True)
    ]


def recoded(name: str) -> str:
    """Return the name of a tar archive, whose bytes that are no UTF-8 were carried as surrogates."""
    raw = name.encode("utf-8", errors="surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(_encoding(raw), errors="replace")


def _stated(entry: Listed) -> str | None:
    """Return a name whose encoding is stated or seen: ASCII, UTF-8 with its flag, or Chinese that is valid UTF-8."""
    if entry.name.isascii():
        return entry.name.decode("ascii")
    field = extra_field(entry.extra, _UNICODE_PATH)
    if field[:1] == b"\x01" and field[1:5] == zlib.crc32(entry.name).to_bytes(4, "little"):
        return field[5:].decode("utf-8", errors="replace")
    try:
        name = entry.name.decode("utf-8")
    except UnicodeDecodeError:
        return None
    # Two bytes of GBK may be a valid letter of UTF-8 (目 is Ŀ); three that give a Chinese character are no chance.
    return name if entry.flags & UTF8 or any(one >= _EAST for one in name) else None


def _encoding(names: bytes) -> str:
    """Return GB18030 unless the bytes are much rather Big5."""
    simplified, traditional = (_count(usual, names) for usual in (_SIMPLIFIED, _TRADITIONAL))
    if traditional <= simplified:
        return "gb18030"
    try:
        names.decode("big5hkscs")
    except UnicodeDecodeError:
        return "gb18030"
    return "big5hkscs"


def _count(usual: re.Pattern[bytes], names: bytes) -> int:
    """Return how many double-byte characters, read from the left, are usual ones of an encoding."""
    return sum(match[1] is not None for match in usual.finditer(names))


def cleaned(name: str) -> str:
    """Return a name as a label: no drive, no root, no climbing, nothing unseen, bounded in length."""
    shown = _UNSEEN.sub("", name.replace("\\", "/"))
    parts = [part.strip() for part in shown.split("/")]
    kept = [_part(part) for part in parts if part not in {"", ".", ".."} and not _DRIVE.fullmatch(part)]
    return "/".join(kept[-_PARTS:]) or _NAMELESS


def _part(part: str) -> str:
    """Shorten a part that is too long, its suffix kept; its last ``!`` would look like the end of an archive."""
    part = part[:-1] + "！" if part.endswith("!") else part
    if len(part) <= _MOST:
        return part
    suffix = PurePosixPath(part).suffix[-8:]
    return f"{part[: _MOST - len(suffix) - 1]}…{suffix}"


def numbered(label: str, number: int) -> str:
    """Return the label of the second, third … member of one name: ``决算(2).docx``."""
    path = PurePosixPath(label)
    return str(path.with_name(f"{path.stem}({number}){path.suffix}"))

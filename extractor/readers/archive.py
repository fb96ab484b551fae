"""Reads archives: gives the sources of their members, one after the other, and an error for each that stays inside."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Final

from extractor import sniffing
from extractor.anchor import Source
from extractor.archives.budget import MAX_MEMBER
from extractor.archives.naming import INSIDE, cleaned, numbered
from extractor.errors import LimitError, ReadError, UnreadableError
from extractor.leftovers import is_leftover

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.archives.budget import Budget
    from extractor.archives.entry import Entry

_STREAMS: Final = ("application/gzip", "application/x-tar")
_UNPACK: Final = "请检查压缩包,或解压后直接审核其中的文件"


def claims(source: Source) -> int:
    """Take what its first bytes say is an archive; office files that are zip inside are none."""
    known = sniffing.form(source.data)
    return 2 if known is not None and known.media in sniffing.ARCHIVES else 0


def members(source: Source, *, budget: Budget, only: str | None = None) -> Iterator[Source | ReadError]:
    """Yield the members as they are expanded; what cannot be taken out, even the archive itself, is a ReadError.

    With ``only``, a member's name or that of something in it, nothing else is expanded.
    """
    seen = False
    try:
        for name, entry in _named(source, budget):
            seen = True
            wanted = only is None or only == name or only.startswith(name + INSIDE)
            if wanted:
                yield _taken(source, name, entry, budget)
            if budget.ended or (wanted and only is not None):
                return
    except ReadError as error:
        yield _told(error, member=source.member)
        return
    if only is not None or not seen:
        problem = "压缩包中没有可以审核的文件" if only is None else f"压缩包中没有“{only}”"
        yield UnreadableError(path=source.path, member=source.member, problem=problem, remedy=_UNPACK)


def _named(source: Source, budget: Budget) -> Iterator[tuple[str, Entry]]:
    """Yield the entries worth looking at with labels that no two of them share."""
    taken: Counter[str] = Counter()
    used: set[str] = set()
    for entry in _entries(source):
        label = cleaned(entry.name)
        if any(is_leftover(part) for part in label.split("/")):
            continue
        budget.member()
        name = label
        while name in used:  # 决算(2).docx may itself be a member's name
            taken[label] += 1
            name = numbered(label, taken[label] + 1)
        used.add(name)
        yield (name if source.member is None else f"{source.member}{INSIDE}{name}"), entry


def _entries(source: Source) -> Iterator[Entry]:
    from extractor.archives import foreign, tarred, zipped

    known = sniffing.form(source.data)
    media = known.media if known else ""
    if media == "application/zip":
        return zipped.entries(source)
    return tarred.entries(source) if media in _STREAMS else foreign.entries(source)


def _taken(source: Source, name: str, entry: Entry, budget: Budget) -> Source | ReadError:
    """Return a member with its bytes, or the error that it cannot be taken out."""
    try:
        data = _expanded(source, entry, budget)
    except ReadError as error:
        return _told(error, member=name)
    known = sniffing.form(data)
    digest = sha256(data).hexdigest()
    media = known.media if known else sniffing.UNKNOWN
    return Source(id=digest[:16], sha256=digest, path=source.path, member=name, media=media, data=data)


def _told(error: ReadError, *, member: str | None) -> ReadError:
    """Return an error as a value, without the trace that would keep the bytes of the archive in memory."""
    return type(error)(path=error.path, problem=error.problem, remedy=error.remedy, place=error.place, member=member)


def _expanded(source: Source, entry: Entry, budget: Budget) -> bytes:
    """Expand a member, counting what really comes."""
    whole = BytesIO()  # gives its bytes away without a second copy
    for piece in entry.chunks():
        budget.expanded(len(piece))
        whole.write(piece)
        if whole.tell() > MAX_MEMBER:
            problem = f"压缩包中的这个文件超过 {MAX_MEMBER // 2**20} MB 的上限"
            raise LimitError(path=source.path, problem=problem, remedy="请去掉其中的图片或附件,或者拆分后再审核")
    return whole.getvalue()

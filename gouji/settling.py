"""From sources to audits: each file looked at alone, those of one disclosure judged together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from extractor.anchor import Source
from extractor.document import Document
from extractor.errors import ReadError
from gouji import filing, grouping
from gouji.auditing import FAILED, JUDGED, Audit, Unread
from gouji.collecting import Read, collected, piece_of
from gouji.gathering import Piece, called, gathered
from gouji.leafing import PICTURE
from gouji.versions import versions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from extractor.template import Template
    from gouji.auditing import AuditStatus, Subject
    from gouji.filing import Filed
    from gouji.judging import Judged
    from gouji.surveying import Survey
    from rules.load import Rulebook

    Found = Source | Document | ReadError

KEPT: Final = 64
"""So many audits are kept until it is known what belongs together; of more, each is made anew."""
SEVERAL: Final = "压缩包里有 {} 份决算公开,一次只能审核一份。请用 gouji.audits() 或命令 gouji audit 逐份审核"
NONE: Final = "压缩包里的 {} 个文件都不能审核;第一个:{}"
EMPTY: Final = "没有可审核的文件。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What every disclosure is judged with."""

    template: str | None
    book: Rulebook
    templates: Mapping[str, Template] | None = None
    """Those there are; ours where nothing is said."""
    versions: Mapping[str, str] = field(default_factory=versions)
    elsewhere: Callable[[str], Bench] | None = None
    """What a file is judged with, where its path makes a difference."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One file that was looked at; ``page`` marks a picture that is to be read with the others of its folder."""

    piece: Piece
    survey: Survey | None = None
    page: bool = False

    @property
    def filed(self) -> Filed:
        """What grouping sees of it."""
        return filing.filed(*self.piece, survey=self.survey, page=self.page)


def sources(subject: Subject, *, name: str | None = None) -> Iterator[Found]:
    """Yield what there is to read in a path, bytes or a document; errors of reading are values."""
    from extractor import reading

    if isinstance(subject, Document):
        yield subject if name is None else replace(subject, source=replace(subject.source, path=name))
    elif isinstance(subject, bytes):
        try:
            yield from reading.unwrap(reading.from_bytes(subject, path=name or "<bytes>"))
        except ReadError as error:
            yield error
    else:
        yield from gathered(str(subject), name=name)


def together(found: Sequence[Found], bench: Bench, *, name: str | None = None) -> Audit:
    """Return the audit of the files of one disclosure; one that cannot be read is named, the others are judged."""
    started = perf_counter()
    if bench.elsewhere is not None and found:
        bench = bench.elsewhere(found[0].source.path if isinstance(found[0], Document) else found[0].path)
    read = collected(found)
    if read.documents:
        from gouji.judging import judged

        result = _audit(
            judged(read.documents, template=bench.template, book=bench.book, templates=bench.templates), read
        )
    else:
        result = _unreadable(read)
    result = result if name is None else replace(result, path=name)
    return replace(result, versions=bench.versions, seconds=perf_counter() - started)


def alone(found: Iterator[Found], bench: Bench) -> Audit:
    """Return the audit of a path or of bytes: a file, or an archive that holds one disclosure."""
    first = list(islice(found, 1))
    if first and (isinstance(first[0], Document) or first[0].member is None):
        return together(first, bench)
    members = [one for one in (*first, *found) if not isinstance(one, Document)]
    kept: dict[int, Audit] = {}
    seen = looked(members, look=_looking(bench, keep=kept.__setitem__), load=members.__getitem__)
    groups = grouping.grouped([one.filed for one in seen])
    return _the_one([_of_group(group, kept, members.__getitem__, bench) for group in groups])


def looked(
    found: Iterable[Source | ReadError],
    *,
    look: Callable[[int, Source | ReadError], Survey | None],
    load: Callable[[int], Source | ReadError],
    pages: bool = True,
) -> list[Seen]:
    """Look at every file alone, in order.

    With ``pages``, pictures wait until it is known whether they are the pages of one document: reading them is dear.
    """
    seen: list[Seen] = []
    pictures: list[int] = []
    for number, one in enumerate(found):
        if pages and isinstance(one, Source) and one.media.startswith(PICTURE):
            pictures.append(number)
            seen.append(Seen(piece_of(one)))
        else:
            seen.append(Seen(piece_of(one), look(number, one)))
    series = filing.pages([one.filed for one in seen], pictures)
    for number in pictures:
        piece = seen[number].piece
        page = number in series
        seen[number] = Seen(piece, None if page else look(number, load(number)), page=page)
    return seen


def _looking(bench: Bench, *, keep: Callable[[int, Audit], None]) -> Callable[[int, Source | ReadError], Survey | None]:
    from gouji.surveying import survey

    def look(number: int, found: Source | ReadError) -> Survey | None:
        done = together([found], bench)
        keep(number, done)
        return None if done.extraction is None else survey(done.extraction)

    return look


def settled(paths: Iterable[str | Path], bench: Bench, *, mode: str) -> Iterator[Audit]:
    """Yield the audit of every disclosure under the paths; files are read again where not all audits can be kept."""
    from gouji.batch.plan import plan

    files = [Piece(item.path) for item in plan(map(Path, paths))]
    if mode == "folder":
        for pieces in filing.folders(files):
            yield together([one for piece in pieces for one in gathered(piece.path)], bench)
    elif mode == "none":
        yield from (together([one], bench) for piece in files for one in gathered(piece.path))
    else:
        yield from _settled(files, bench)


def _settled(files: Iterable[Piece], bench: Bench) -> Iterator[Audit]:
    kept: dict[int, Audit] = {}
    pieces: list[Piece] = []

    def keep(number: int, done: Audit) -> None:
        if len(kept) < KEPT:
            kept[number] = done

    def load(number: int) -> Source | ReadError:
        return next(gathered(pieces[number].path, member=pieces[number].member))

    def every() -> Iterator[Source | ReadError]:
        for one in (found for file in files for found in gathered(file.path)):
            pieces.append(piece_of(one))
            yield one

    seen = looked(every(), look=_looking(bench, keep=keep), load=load)
    filed = [one.filed for one in seen]
    first: dict[int, tuple[str, str]] = {}
    for group in grouping.grouped(filed):
        before = grouping.version_of(filed[group[0]], pieces[group[0]].called, first)
        yield replace(_of_group(group, kept, load, bench), versions_of=before)


def _of_group(
    members: Sequence[int], kept: dict[int, Audit], load: Callable[[int], Source | ReadError], bench: Bench
) -> Audit:
    if len(members) == 1 and members[0] in kept:
        return kept.pop(members[0])
    return together([load(number) for number in members], bench)


def _the_one(audits: Sequence[Audit]) -> Audit:
    """Return the one disclosure of an archive, or an audit that says why there is not one."""
    judged = [done for done in audits if done.status in JUDGED]
    if len(audits) == 1:
        return audits[0]
    if len(judged) == 1:
        return _lacking(judged[0], [done for done in audits if done.status in FAILED])
    path = audits[0].path.partition("!/")[0] if audits else ""
    first = audits[0].problem if audits else EMPTY
    problem = SEVERAL.format(len(judged)) if judged else NONE.format(len(audits), first)
    return Audit(path=path, status="unreadable", problem=problem, versions=versions())


def _lacking(done: Audit, failed: Sequence[Audit]) -> Audit:
    """Return an audit that names the members of its archive that could not be read."""
    unread = tuple(one for each in failed for one in each.unread)
    if not unread:
        return done
    problem = ";".join((*filter(None, [done.problem]), *map(_lost, unread)))
    return replace(done, status="partial", unread=(*done.unread, *unread), problem=problem)


def _audit(done: Judged, read: Read) -> Audit:
    first = done.extraction.disclosure.documents[0].source
    lost = [done.problem] if done.problem else []
    status: AuditStatus = "audited" if done.nature == "disclosure" else done.nature
    problem = ";".join((*lost, *map(_lost, read.unread)))
    return Audit(
        path=called(first.path, first.member),
        sha256=first.sha256,
        status="partial" if status == "audited" and problem else status,
        problem=problem,
        extraction=done.extraction,
        verdicts=done.verdicts,
        findings=done.findings,
        suspects=done.suspects,
        unread=tuple(read.unread),
        leaves=read.leaves,
    )


def _unreadable(read: Read) -> Audit:
    """Return the audit of files of which none can be read: it says of the first why."""
    if not read.unread:
        return Audit(path="", status="unreadable", problem=EMPTY)
    first = read.unread[0]
    more = "" if len(read.unread) == 1 else f"(共 {len(read.unread)} 个文件,都不能读取)"
    return Audit(
        path=called(first.path, first.member),
        sha256=first.sha256 or None,
        status=read.statuses[0],
        problem=first.problem + more,
        unread=tuple(read.unread),
    )


def _lost(one: Unread) -> str:
    return f"没有读取{called(one.path, one.member)}:{one.problem}"

"""One job of a batch: the boundary where a bug of ours becomes a row instead of an end."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from gouji.batch import store
from gouji.batch.store import Part
from gouji.gathering import Piece, gathered
from gouji.office import bench_of
from gouji.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from extractor.anchor import Source
    from extractor.errors import ReadError
    from gouji.batch.options import Options
    from gouji.settling import Bench, Seen
    from gouji.shapes import Record
    from gouji.surveying import Survey

OURS: Final = "程序出错,这份文件没有审核。请把故障信息报告给我们。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file to look at: it, or each member of it, is audited alone.

    What comes of it goes to ``folder`` where that is given, else back to the caller.
    """

    path: str
    sha256: str
    options: Options
    folder: Path | None = None

    @property
    def whole(self) -> Piece:
        """The file itself."""
        return Piece(self.path, sha256=self.sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """The files of one disclosure, to be audited together."""

    pieces: tuple[Piece, ...]
    options: Options
    folder: Path
    key: str


class Done(NamedTuple):
    """The record of one file with what was seen of it."""

    record: Record
    survey: Survey | None


def work(job: Job | Joint) -> tuple[Done, ...]:
    """Do a job; never raises for anything a file or our own code does."""
    try:
        return _join(job) if isinstance(job, Joint) else _look(job)
    except Exception:  # noqa: BLE001 - the batch boundary: one file's crash must not end the others
        return crashed(job, problem=OURS, fault=traceback.format_exc())


def crashed(job: Job | Joint, *, problem: str, fault: str) -> tuple[Done, ...]:
    """Settle a job that ended in a fault of ours, or with its process."""
    if isinstance(job, Joint):
        store.write(store.result(job.folder, job.key), _faulty(job.pieces, problem=problem, fault=fault))
        return ()
    made = _faulty([job.whole], problem=problem, fault=fault)
    if job.folder is None:
        return (Done(made, None),)
    part = Part(job.whole, key=job.options.key(job.sha256), fault=True)
    store.write(store.result(job.folder, part.key), made)
    store.write_look(store.look(job.folder, job.options.look(job.sha256)), [part])
    return ()


def _look(job: Job) -> tuple[Done, ...]:
    """Audit every file that lies at the job's path alone; an archive may hold thousands, so records do not pile up."""
    from gouji.collecting import piece_of
    from gouji.settling import looked

    done: list[Done] = []
    faults: set[int] = set()
    members: list[str | None] = []
    bench = bench_of(job.options)

    def every() -> Iterator[Source | ReadError]:
        for found in gathered(job.path):
            members.append(found.member)
            yield found

    def look(number: int, found: Source | ReadError) -> Survey | None:
        made, survey = _alone(found, bench, job)
        if made["audit"]["status"] == "fault":
            faults.add(number)
        if job.folder is None:
            done.append(Done(made, survey))
        else:
            store.write(store.result(job.folder, _key(_whole(piece_of(found), job), job)), made)
        return survey

    def load(number: int) -> Source | ReadError:
        return next(gathered(job.path, member=members[number]))

    seen = looked(every(), look=look, load=load, pages=job.options.group != "none")
    if job.folder is not None:
        parts = [_part(one, job, fault=number in faults) for number, one in enumerate(seen)]
        store.write_look(store.look(job.folder, job.options.look(job.sha256)), parts)
    return tuple(done)


def _part(seen: Seen, job: Job, *, fault: bool) -> Part:
    piece = _whole(seen.piece, job)
    return Part(piece, key=_key(piece, job), fault=fault, survey=seen.survey, page=seen.page)


def _whole(piece: Piece, job: Job) -> Piece:
    """Return what could not be opened with the hash it was planned with; a member has none of its own."""
    return piece if piece.sha256 or piece.member else job.whole


def _key(piece: Piece, job: Job) -> str:
    """Return what the audit of a file alone is kept under: its content; that of the archive and a name without one."""
    return job.options.key(piece.sha256) if piece.sha256 else job.options.key(job.sha256, piece.member)


def _alone(found: Source | ReadError, bench: Bench, job: Job) -> tuple[Record, Survey | None]:
    from gouji.collecting import piece_of
    from gouji.settling import together
    from gouji.surveying import survey

    piece = _whole(piece_of(found), job)
    try:
        done = together([found], bench)
        return record(done, pieces=[piece]), None if done.extraction is None else survey(done.extraction)
    except Exception:  # noqa: BLE001 - the batch boundary, within an archive: one member's crash must not end the others
        return _faulty([piece], problem=OURS, fault=traceback.format_exc()), None


def _join(job: Joint) -> tuple[Done, ...]:
    from gouji.settling import together

    found = [one for piece in job.pieces for one in gathered(piece.path, member=piece.member)]
    done = together(found, bench_of(job.options))
    store.write(store.result(job.folder, job.key), record(done, pieces=job.pieces))
    return ()


def _faulty(pieces: Sequence[Piece], *, problem: str, fault: str) -> Record:
    """Return the record of files that were not judged through a fault of ours."""
    from gouji.auditing import Audit, Unread

    first = pieces[0]
    unread = tuple(Unread(piece.path, piece.member, piece.sha256, problem) for piece in pieces)
    failed = Audit(path=first.called, sha256=first.sha256, status="fault", problem=problem, fault=fault, unread=unread)
    return record(failed, pieces=pieces)

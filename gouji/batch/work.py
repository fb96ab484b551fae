"""One job of a batch: the boundary where a bug of ours becomes a row instead of an end."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.batch import store
from gouji.record import record

if TYPE_CHECKING:
    from gouji.shapes import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What changes the result of an audit besides the bytes."""

    template: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file to audit; the record goes to ``result`` where that is given, else back to the caller."""

    path: str
    sha256: str
    options: Options
    result: Path | None = None


def work(job: Job) -> Record | None:
    """Audit one file; never raises for anything the file or our own code does."""
    return deliver(job, judge(job))


def deliver(job: Job, done: Record) -> Record | None:
    """Keep a record where the job wants it, or return it."""
    if job.result is None:
        return done
    store.write(job.result, done)
    return None


def judge(job: Job) -> Record:
    """Return the record of one file, of a fault where there is one."""
    from gouji.auditing import audit

    options = job.options
    try:
        done = audit(
            Path(job.path),
            name=job.path,
            template=options.template,
            select=options.select,
            ignore=options.ignore,
        )
        return record(done, sha256=job.sha256)
    except Exception:  # noqa: BLE001 - the batch boundary: one file's crash must not end the others
        return faulty(job, problem="程序出错,这份文件没有审核。请把故障信息报告给我们。", fault=traceback.format_exc())


def faulty(job: Job, *, problem: str, fault: str | None) -> Record:
    """Return the record of a file that was not judged through a fault of ours."""
    from gouji.auditing import Audit

    failed = Audit(path=job.path, sha256=job.sha256, status="fault", problem=problem, fault=fault)
    return record(failed, sha256=job.sha256)

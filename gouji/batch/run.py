"""A batch from items to records: identical bytes audited once, one record for every path."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from gouji.auditing import Audit
from gouji.batch import store
from gouji.batch.plan import MARK
from gouji.batch.pool import outcomes
from gouji.batch.work import Job, Options
from gouji.record import record, renamed
from gouji.versions import versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gouji.batch.plan import Item
    from gouji.shapes import Record


def stream(items: Sequence[Item], options: Options, *, workers: int) -> Iterator[Record]:
    """Yield the record of every item in order, keeping none longer than it is needed."""
    left = Counter(item.sha256 for item in items)
    results = outcomes(_jobs(items, options), workers=workers)
    kept: dict[str, Record] = {}
    for item in items:
        if item.problem:
            yield unopened(item)
            continue
        if item.sha256 not in kept:
            found = next(results)
            if found is not None:
                kept[item.sha256] = found
        yield renamed(kept[item.sha256], path=item.path)
        left[item.sha256] -= 1
        if not left[item.sha256]:
            del kept[item.sha256]


def pending(items: Sequence[Item], options: Options, *, folder: Path) -> list[Job]:
    """Return the jobs for the documents of the items that a run does not hold yet."""
    jobs = _jobs(items, options, folder=folder)
    return [job for job in jobs if job.result is not None and not store.complete(job.result)]


def fill(items: Sequence[Item], jobs: Sequence[Job], *, workers: int, folder: Path) -> Iterator[None]:
    """Do the pending jobs of a run, yielding after each document; then list all paths."""
    store.replace(folder / MARK, b"")
    for _ in outcomes(jobs, workers=workers):
        yield
    lines = (json.dumps({"path": i.path, "sha256": i.sha256, "problem": i.problem}) for i in items)
    store.replace(folder / "documents.jsonl", "".join(f"{line}\n" for line in lines).encode())


def kept(items: Sequence[Item], options: Options, *, folder: Path) -> Iterator[Record]:
    """Yield the record of every item from a run that was filled."""
    for item in items:
        if item.problem:
            yield unopened(item)
            continue
        found = store.read(_result(item, options, folder))
        if found is None:
            raise FileNotFoundError(_result(item, options, folder))
        yield renamed(found, path=item.path)


def unopened(item: Item) -> Record:
    """Return the record of a path whose bytes could not be read."""
    return record(Audit(path=item.path, status="unreadable", problem=item.problem, versions=versions()))


def _jobs(items: Sequence[Item], options: Options, *, folder: Path | None = None) -> list[Job]:
    first = {item.sha256: item for item in reversed(items) if not item.problem}
    ordered = dict.fromkeys(item.sha256 for item in items if not item.problem)
    return [
        Job(
            path=first[sha].path,
            sha256=sha,
            options=options,
            result=None if folder is None else _result(first[sha], options, folder),
        )
        for sha in ordered
    ]


def _result(item: Item, options: Options, folder: Path) -> Path:
    return store.place(folder, item.sha256, sorted(versions().items()), options)

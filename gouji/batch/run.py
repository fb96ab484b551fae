"""A batch from items to records: identical bytes audited once, the files of one disclosure together."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from gouji import filing, grouping
from gouji.auditing import Audit
from gouji.batch import store
from gouji.batch.plan import MARK
from gouji.batch.pool import outcomes
from gouji.batch.store import Part
from gouji.batch.work import Done, Job, Joint
from gouji.filing import ARCHIVES
from gouji.gathering import Piece
from gouji.record import placed, record
from gouji.versions import versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gouji.batch.options import Options
    from gouji.batch.plan import Item
    from gouji.filing import Filed
    from gouji.shapes import Record

    Kind = tuple[str, Options]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One disclosure of a batch: its files, that with the narrative first, and where its audit is kept."""

    pieces: tuple[Piece, ...]
    key: str = ""
    problem: str = ""
    versions_of: str | None = None
    joint: bool = False
    """Its files are audited together, besides each alone."""


def stream(items: Sequence[Item], options: Options, *, workers: int) -> Iterator[Record]:
    """Yield the record of every disclosure in order.

    Texts stream: nothing can be joined to them, so none is kept longer than it is needed. What might belong together
    waits on disk until all of it was looked at, and so do the many files of an archive.
    """
    if options.group != "folder" and all(_streams(item, options) for item in items):
        yield from _stream(items, options, workers=workers)
        return
    with TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for _ in fill(items, options, workers=workers, folder=folder):
            pass
        yield from kept(rows(items, options, folder=folder), folder=folder)


def _streams(item: Item, options: Options) -> bool:
    return item.nature == "text" or (options.group == "none" and Path(item.path).suffix.casefold() not in ARCHIVES)


def _stream(items: Sequence[Item], options: Options, *, workers: int) -> Iterator[Record]:
    kinds = [_kind(item, options) for item in items]
    left = Counter(kinds)
    results = outcomes([_job(item, options) for item in _first(items, options)], workers=workers)
    made: dict[Kind, tuple[Done, ...]] = {}
    first: dict[int, tuple[str, str]] = {}
    for item, kind in zip(items, kinds, strict=True):
        if item.problem:
            yield unopened(item.path, item.problem, options=options)
            continue
        if kind not in made:
            made[kind] = next(results)
        for done in made[kind]:
            moved = placed(done.record, [_moved(Piece(*done.record["pieces"][0]), item.path)])
            yield _marked(moved, done, first)
        left[kind] -= 1
        if not left[kind]:
            del made[kind]


def _moved(piece: Piece, path: str) -> Piece:
    return piece._replace(path=path)


def _marked(made: Record, done: Done, first: dict[int, tuple[str, str]]) -> Record:
    """Return a record that says which earlier one is another version of it."""
    piece = Piece(*made["pieces"][0])
    before = grouping.version_of(filing.filed(*piece, survey=done.survey), piece.called, first)
    return made if before is None else placed(made, [piece], versions_of=before)


def _first(items: Iterable[Item], options: Options) -> list[Item]:
    """Return the first item of each content and choice of options."""
    first: dict[Kind, Item] = {}
    for item in items:
        if not item.problem:
            first.setdefault(_kind(item, options), item)
    return list(first.values())


def _kind(item: Item, options: Options) -> Kind:
    """Return what files share a result by: content, and what their paths make of the options."""
    return item.sha256, options.at(item.path)


def _job(item: Item, options: Options, folder: Path | None = None) -> Job:
    return Job(path=item.path, sha256=item.sha256, options=options.at(item.path), folder=folder)


def pending(items: Sequence[Item], options: Options, *, folder: Path) -> list[Job]:
    """Return the jobs for the files that a run has not looked at yet."""
    if options.group == "folder":
        return []
    pages = _pages(items, options)
    wanted = [item for number, item in enumerate(items) if number not in pages]
    return [_job(item, options, folder) for item in _first(wanted, options) if not _seen(item, options, folder)]


def _seen(item: Item, options: Options, folder: Path) -> bool:
    parts = store.read_look(store.look(folder, options.at(item.path).look(item.sha256)))
    if parts is None or any(part.fault for part in parts):
        return False
    return all(part.page or store.complete(store.result(folder, part.key)) for part in parts)


def _pages(items: Sequence[Item], options: Options) -> set[int]:
    """Return which items are the pages of one document; to read a picture alone is dear and tells nothing."""
    if options.group != "auto":
        return set()
    files = [filing.filed(item.path, None, item.sha256) for item in items]
    return filing.pages(files, [number for number, item in enumerate(items) if item.nature == "picture"])


def fill(items: Sequence[Item], options: Options, *, workers: int, folder: Path) -> Iterator[tuple[int, int]]:
    """Do what a run has not done yet: look at each file, audit what belongs together; yield how far it is."""
    store.replace(folder / MARK, b"")
    done = 0
    jobs: Sequence[Job | Joint] = pending(items, options, folder=folder)
    for _ in outcomes(jobs, workers=workers):
        done += 1
        yield done, len(jobs)
    found = rows(items, options, folder=folder)
    joints = _joints(found, options, folder=folder)
    for _ in outcomes(joints, workers=workers):
        done += 1
        yield done, len(jobs) + len(joints)
    _list(items, found, folder)


def _list(items: Sequence[Item], found: Sequence[Row], folder: Path) -> None:
    """List all paths, and what was made of them."""
    paths = (json.dumps({"path": i.path, "sha256": i.sha256, "problem": i.problem}) for i in items)
    store.replace(folder / "documents.jsonl", "".join(f"{line}\n" for line in paths).encode())
    groups = (json.dumps({"files": [piece._asdict() for piece in row.pieces], "result": row.key}) for row in found)
    store.replace(folder / "disclosures.jsonl", "".join(f"{line}\n" for line in groups).encode())


def _joints(found: Iterable[Row], options: Options, *, folder: Path) -> list[Joint]:
    wanted = {row.key: row for row in reversed(list(found)) if row.joint}
    ordered = dict.fromkeys(row.key for row in reversed(wanted.values()))
    return [
        Joint(pieces=wanted[key].pieces, options=options.at(wanted[key].pieces[0].path), folder=folder, key=key)
        for key in ordered
        if not store.complete(store.result(folder, key))
    ]


def rows(items: Sequence[Item], options: Options, *, folder: Path) -> list[Row]:
    """Return the disclosures of a run whose files were looked at, in order."""
    if options.group == "folder":
        return _by_folder(items, options)
    problems = {item.path: item.problem for item in items if item.problem}
    parts = [part for item in items for part in _parts(item, options, folder)]
    if options.group == "none":
        return [_row((number,), parts, options, problems) for number in range(len(parts))]
    files = [_filed(part) for part in parts]
    first: dict[int, tuple[str, str]] = {}
    return [
        replace(
            _row(group, parts, options, problems),
            versions_of=grouping.version_of(files[group[0]], parts[group[0]].piece.called, first),
        )
        for group in grouping.grouped(files)
    ]


def _filed(part: Part) -> Filed:
    path, member, sha256 = part.piece
    return filing.filed(path, member, sha256, survey=part.survey, page=part.page)


def _parts(item: Item, options: Options, folder: Path) -> list[Part]:
    """Return what lies in a file, under the path it is asked for by."""
    whole = Piece(item.path, sha256=item.sha256)
    if item.problem:
        return [Part(whole, key="")]
    here = options.at(item.path)
    seen = store.read_look(store.look(folder, here.look(item.sha256)))
    if seen is None:
        return [Part(whole, key=here.key(item.sha256), page=True)]
    return [part._replace(piece=_moved(part.piece, item.path)) for part in seen]


def _row(numbers: Sequence[int], parts: Sequence[Part], options: Options, problems: Mapping[str, str]) -> Row:
    pieces = tuple(parts[number].piece for number in numbers)
    first = parts[numbers[0]]
    if len(pieces) == 1 and not first.page:
        return Row(pieces=pieces, key=first.key, problem=problems.get(first.piece.path, ""))
    return Row(pieces=pieces, key=_joint(pieces, options), joint=True)


def _joint(pieces: Sequence[Piece], options: Options) -> str:
    return options.at(pieces[0].path).key("joint", *dict.fromkeys(piece.sha256 for piece in pieces))


def _by_folder(items: Sequence[Item], options: Options) -> list[Row]:
    bad = {item.path: item.problem for item in items if item.problem}
    found = []
    for pieces in filing.folders(Piece(item.path, sha256=item.sha256) for item in items):
        good = tuple(piece for piece in pieces if piece.path not in bad)
        found += [Row(pieces=(piece,), problem=bad[piece.path]) for piece in pieces if piece.path in bad]
        if good:
            found.append(Row(pieces=good, key=_joint(good, options), joint=True))
    return found


def kept(found: Iterable[Row], *, folder: Path) -> Iterator[Record]:
    """Yield the record of every disclosure from a run that was filled."""
    for row in found:
        if not row.key:
            yield unopened(row.pieces[0].path, row.problem)
            continue
        place = store.result(folder, row.key)
        made = store.read(place)
        if made is None:
            raise FileNotFoundError(place)
        yield placed(made, row.pieces, versions_of=row.versions_of)


def unopened(path: str, problem: str, *, options: Options | None = None) -> Record:
    """Return the record of a path whose bytes could not be read."""
    failed = Audit(path=path, status="unreadable", problem=problem, versions=versions(options))
    return record(failed, pieces=[Piece(path)])

"""What ``gouji extract`` writes: one table each of figures, facts, reasons, cells and documents."""

from __future__ import annotations

import csv
import io
import json
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from gouji import rows, shapes
from gouji.batch.plan import MARK
from gouji.console import encoded
from gouji.flat import columns, flat
from gouji.gathering import called

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from extractor.anchor import Source
    from extractor.fact import Extraction
    from extractor.template import Template
    from gouji.gathering import Piece

LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One path with what was extracted from it, or why nothing was."""

    path: str
    extraction: Extraction | None
    source: shapes.SourceRow
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One table: its shape and how its rows come out of a reading."""

    shape: type
    rows: Callable[[Reading], Iterable[Mapping[str, object]]]


def _from(
    read: Callable[[Extraction], Iterable[Mapping[str, object]]],
) -> Callable[[Reading], Iterable[Mapping[str, object]]]:
    return lambda found: () if found.extraction is None else read(found.extraction)


TABLES: Final[Mapping[str, Kind]] = {
    "figures": Kind(shape=shapes.FigureRow, rows=_from(rows.figures)),
    "facts": Kind(shape=shapes.FactRow, rows=_from(rows.facts)),
    "reasons": Kind(shape=shapes.ReasonRow, rows=_from(rows.reasons)),
    "cells": Kind(shape=shapes.CellRow, rows=_from(rows.cells)),
    "documents": Kind(shape=shapes.SourceRow, rows=lambda found: (found.source,)),
}


def reading(source: Source, *, template: str | None, templates: Mapping[str, Template] | None = None) -> Reading:
    """Extract from one file; raise ReadError where it cannot be read."""
    from extractor import reading as readers
    from extractor.extracting import extract

    extraction = extract(readers.read(source), template=template, templates=templates)
    path = called(source.path, source.member)
    return Reading(path=path, extraction=extraction, source=rows.source_row(extraction))


def failed(piece: Piece, *, problem: str, status: str) -> Reading:
    """Return the reading of a file that could not be read."""
    source = rows.unread_row(piece, status=status, problem=problem)
    return Reading(path=piece.called, extraction=None, source=source, problem=problem)


def lines(found: Reading, *kinds: Kind) -> Iterator[str]:
    """Yield the rows of a reading as JSON lines."""
    for kind in kinds:
        for row in kind.rows(found):
            yield json.dumps(row, ensure_ascii=False) + "\n"


def save(readings: Iterable[Reading], folder: Path, *, form: str) -> list[tuple[str, str]]:
    """Write all readings into a folder; return the paths that could not be read, and why."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    bad = []
    with ExitStack() as stack:
        files = {} if form == "text" else _opened(stack, folder, form)
        for number, found in enumerate(readings, start=1):
            if found.extraction is None:
                bad.append((found.path, found.problem))
            _add(found, files, folder=folder, number=number)
    return bad


def _opened(stack: ExitStack, folder: Path, form: str) -> dict[str, BinaryIO]:
    files: dict[str, BinaryIO] = {}
    for name, kind in TABLES.items():
        files[name] = stack.enter_context((folder / f"{name}.{form}").open("wb"))
        if form == "csv":
            # the mark tells Excel that the file is UTF-8
            files[name].write("\ufeff".encode() + _csv([columns(kind.shape)]))
    return files


def _add(found: Reading, files: Mapping[str, BinaryIO], *, folder: Path, number: int) -> None:
    for name, file in files.items():
        kind = TABLES[name]
        if file.name.endswith(".csv"):
            names = columns(kind.shape)
            cells = (flat(row) for row in kind.rows(found))
            file.write(_csv([safe(row.get(column)) for column in names] for row in cells))
        else:
            file.write(b"".join(map(encoded, lines(found, kind))))
    if not files and found.extraction is not None:
        text = found.extraction.disclosure.documents[0].text
        (folder / f"{number:04d}-{safe_name(found.path)}.txt").write_bytes(encoded(text))


def _csv(table: Iterable[Iterable[object]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(table)
    return encoded(buffer.getvalue())


def safe(value: object) -> object:
    """Return a cell that a spreadsheet takes for text where it would run it as a formula; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) and not _number(value):
        return f"'{value}"
    return value


def _number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdecimal()


def safe_name(path: str) -> str:
    """Return a part of a file name that every system takes, made of a path's last part without its ending."""
    stem = PurePath(path).stem
    kept = "".join(character if character.isalnum() or character in "-_" else "_" for character in stem)
    return kept[:LONGEST_NAME].strip("_") or "document"

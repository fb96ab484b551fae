"""The results a run keeps: one JSON file for each audit and each look at a file, written whole or not at all."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.fact import digest
from gouji.gathering import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gouji.shapes import Record
    from gouji.surveying import Survey


class Part(NamedTuple):
    """One file that was looked at: itself or a member of an archive, and where its audit is kept."""

    piece: Piece
    key: str
    fault: bool = False
    """A fault of ours: worth another try."""
    survey: Survey | None = None
    page: bool = False
    """One page of a document: not audited alone."""


def key(*parts: object) -> str:
    """Return the name of the result of these parts: content, versions, options."""
    return digest(*parts)


def result(folder: Path, name: str) -> Path:
    """Return where an audit is kept in a run."""
    return folder / "results" / name[:2] / f"{name}.json"


def look(folder: Path, name: str) -> Path:
    """Return where a run keeps what lies in a file."""
    return folder / "looks" / name[:2] / f"{name}.json"


def write(path: Path, record: Record) -> None:
    """Write a record so that a reader sees all of it or nothing."""
    replace(path, _encoded(record))


def write_look(path: Path, parts: Sequence[Part]) -> None:
    """Write what was seen in a file: after its audits, so that a look that is there is whole."""
    from gouji.surveying import to_row

    rows = [
        {**part._asdict(), "piece": list(part.piece), "survey": None if part.survey is None else to_row(part.survey)}
        for part in parts
    ]
    replace(path, _encoded(rows))


def _encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")


def replace(path: Path, data: bytes) -> None:
    """Put bytes in a file's place in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    new.write_bytes(data)
    new.replace(path)


def read(path: Path) -> Record | None:
    """Return a kept record; None where there is none or it is damaged."""
    found: Any = _loaded(path)
    if not isinstance(found, dict) or found.get("schema") != "gouji.record/1":
        return None
    whole: Record = found  # type: ignore[assignment]  # its schema says so
    return whole


def read_look(path: Path) -> list[Part] | None:
    """Return what a run has seen in a file; None where it was not looked at or that is damaged."""
    from gouji.surveying import from_row

    found: Any = _loaded(path)
    try:
        return [
            Part(
                **{
                    **row,
                    "piece": Piece(*row["piece"]),
                    "survey": None if row["survey"] is None else from_row(row["survey"]),
                }
            )
            for row in found
        ]
    except (TypeError, KeyError):
        return None


def _loaded(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def complete(path: Path) -> bool:
    """Tell whether an audit is kept that need not be made again; a fault of ours is worth another try."""
    found = read(path)
    return found is not None and found["audit"]["status"] != "fault"

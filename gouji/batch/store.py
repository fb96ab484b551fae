"""The results a run keeps: one JSON file for each document, written whole or not at all."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from extractor.fact import digest

if TYPE_CHECKING:
    from pathlib import Path

    from gouji.shapes import Record


def place(folder: Path, *parts: object) -> Path:
    """Return where the result named by its parts (content, versions, options) is kept in a run."""
    key = digest(*parts)
    return folder / "results" / key[:2] / f"{key}.json"


def write(path: Path, record: Record) -> None:
    """Write a record so that a reader sees all of it or nothing."""
    data = json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace")
    replace(path, data)


def replace(path: Path, data: bytes) -> None:
    """Put bytes in a file's place in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    new.write_bytes(data)
    new.replace(path)


def read(path: Path) -> Record | None:
    """Return a kept record; None where there is none or it is damaged."""
    try:
        found: Record = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("schema") == "gouji.record/1" else None


def complete(path: Path) -> bool:
    """Tell whether a result is kept that need not be made again; a fault of ours is worth another try."""
    found = read(path)
    return found is not None and found["audit"]["status"] != "fault"

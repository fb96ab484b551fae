"""How many of the amounts and percentages that a person read each tool reads with the right value."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from rivals import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

GOLD = Path(__file__).resolve().parents[1] / "corpus" / "gold" / "all_figures.jsonl"


def gold() -> Mapping[str, list[dict[str, str]]]:
    """Return the rows of the hand-made list by file name; none where the list is absent."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    if GOLD.exists():
        for line in GOLD.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            rows[row["file"]].append(row)
    return rows


def recall(read: Callable[[str], Sequence[Reading]], *, kind: str, folder: Path) -> tuple[int, int]:
    """Return how many figures of the kind have the right place and value, and how many there are."""
    right = total = 0
    for name, rows in gold().items():
        path = folder / name
        if not path.exists():
            continue
        found = {(reading.start, reading.value) for reading in read(path.read_text(encoding="utf-8"))}
        wanted = {(int(row["start"]), Decimal(row["value"])) for row in rows if row["kind"] == kind}
        right, total = right + len(wanted & found), total + len(wanted)
    return right, total


def ours(*, kind: str) -> Callable[[str], list[Reading]]:
    """Return a reader that takes our own figures of the kind from a text."""
    from extractor.extracting import extract
    from extractor.reading import from_bytes, read

    def readings(text: str) -> list[Reading]:
        figures = extract(read(from_bytes(text.encode(), path="bench.txt"))).figures
        return [
            Reading(figure.span.start, abs(figure.quantity.value))
            for figure in figures
            if figure.quantity is not None and not figure.word and figure.quantity.kind == kind
        ]

    return readings

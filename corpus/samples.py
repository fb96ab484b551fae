"""The sample disclosures that ship with the package, and what was planted in each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A defect put into a sample on purpose."""

    quote: str
    within: str
    """A longer piece of the text, found once in it, that holds the quote once: it tells which of several."""
    family: str
    """The family of rules that should speak."""
    slip: str | None
    """The kind of misprint; None for a defect of words."""
    replacement: str | None
    """What the first suspect must read instead; None where the right value is not determined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One sample disclosure of an invented body."""

    path: Path
    format: str
    encoding: str
    template: str
    year: int
    body: str
    planted: tuple[Planted, ...]
    """Empty for a clean sample: nothing may be said about it at error or warning."""


def documents() -> Path:
    """Return the folder of sample disclosures: text and HTML files, some clean, some with planted defects."""
    return _HERE / "documents"


def samples() -> tuple[Sample, ...]:
    """Return every sample with what was planted in it, in the order of the manifest."""
    lines = (_HERE / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_sample(line) for line in lines)


def _sample(line: str) -> Sample:
    row = json.loads(line)
    planted = tuple(Planted(**defect) for defect in row.pop("planted"))
    path = _HERE / row.pop("path")
    return Sample(path=path, planted=planted, **row)

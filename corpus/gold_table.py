"""The table of figures read by hand from the two seeds, as data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from extractor.anchor import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = Path(__file__).parent / "gold"
SEEDS: Final = {"000": "000_a6364d1d4a308149.txt", "001": "001_b685d6b5451265ea.txt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFact:
    """One thing a figure says, as a person reads it."""

    indicator: str
    account: str
    measure: str
    year: int
    base: str | None
    direction: int | None
    scope: str = ""

    @property
    def key(self) -> str:
        """The fact in one line: ``proc.sme share/proc.total``."""
        return key(indicator=self.indicator, account=self.account, measure=self.measure, base=self.base)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFigure:
    """One figure of the third part; it carries facts, or there is a reason why not."""

    span: Span
    printed: str
    kind: str
    value: Decimal
    unit: str
    approximate: bool
    facts: tuple[GoldFact, ...]
    why: str | None
    accepted: tuple[GoldFact, ...] = ()
    """Facts that may be read where the table has none."""
    optional: bool = False
    """Durations and the like, which need not be read as figures at all."""
    damaged: bool = False
    """Its unit was lost in extraction, so none is demanded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldWord:
    """A word that stands for a figure or compares two (持平, 无, 大于)."""

    span: Span
    printed: str
    facts: tuple[GoldFact, ...]
    meaning: str


def key(*, indicator: str, account: str, measure: str, base: str | None) -> str:
    """Return subject, measure and base in one line, without the quotes that folding may drop."""
    name = account.translate({ord(quote): None for quote in "“”\"'‘’「」 "})
    return f"{indicator}{f'[{name}]' if name else ''} {measure}{f'/{base}' if base else ''}"


def figures(seed: str) -> tuple[GoldFigure, ...]:
    """Return the figures of a seed's third part, in reading order."""
    return tuple(_figure(row) for row in _rows(f"seed_{seed}.jsonl") if row["kind"] != "word")


def words(seed: str) -> tuple[GoldWord, ...]:
    """Return the words of a seed's third part that stand for figures or compare them."""
    return tuple(_word(row) for row in _rows(f"seed_{seed}.jsonl") if row["kind"] == "word")


def amounts_and_percentages(seed: str) -> tuple[GoldFigure, ...]:
    """Return every amount and percentage of a whole seed."""
    rows = _rows("all_figures.jsonl")
    return tuple(_figure(row) for row in rows if row["file"] == SEEDS[seed])


def _rows(name: str) -> list[Mapping[str, Any]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _figure(row: Mapping[str, Any]) -> GoldFigure:
    return GoldFigure(
        span=Span(row["start"], row["end"]),
        printed=row["printed"],
        kind=row["kind"],
        value=Decimal(row["value"]),
        unit=row["unit"],
        approximate=row.get("approximate", False),
        facts=tuple(GoldFact(**fact) for fact in row.get("facts", ())),
        why=row.get("why"),
        accepted=tuple(GoldFact(**fact) for fact in row.get("accept_facts", ())),
        optional=row.get("optional", False),
        damaged="damaged" in row,
    )


def _word(row: Mapping[str, Any]) -> GoldWord:
    rest = {name: row[name] for name in ("measure", "base", "direction", "year")}
    return GoldWord(
        span=Span(row["start"], row["end"]),
        printed=row["printed"],
        facts=tuple(GoldFact(**subject, **rest) for subject in row["subjects"]),
        meaning=row["meaning"],
    )

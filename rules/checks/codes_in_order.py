"""Codes of a table's rows: each once, in order, and none without the codes above it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rules.tabular import finding_at, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.fact import Fact
    from rules.binding.cells import Grid
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

TABLES: Final = ("income", "expenditure", "gpb", "fund", "soe")
LEVELS: Final = (3, 5)


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for each table with codes out of order, twice there or without those above them."""
    if not scene.leads:
        return
    for grid in scene.cells.of(TABLES):
        rows = _rows(grid)
        faults = _faults(rows)
        if faults and len(faults) * 2 < len(rows):
            codes = "、".join(dict.fromkeys(fact.cell.code for fact, _ in faults if fact.cell))
            kinds = "、".join(dict.fromkeys(what for _, what in faults))
            anchors = [fact.figure.anchor for fact, _ in faults]
            known = (grid.role, codes)
            yield finding_at(scene, rule, anchors, known=known, title=named(scene, grid), codes=codes, what=kinds)


def _rows(grid: Grid) -> Sequence[Fact]:
    """Return the first cell of every row with a code, from top to bottom."""
    rows: dict[int, Fact] = {}
    for fact in grid.facts:
        if fact.cell is not None and fact.cell.code:
            rows.setdefault(fact.cell.row, fact)
    return [rows[row] for row in sorted(rows)]


def _faults(rows: Sequence[Fact]) -> list[tuple[Fact, str]]:
    codes = [fact.cell.code if fact.cell else "" for fact in rows]
    present = set(codes)
    found = [(fact, "次序颠倒") for fact, (one, other) in zip(rows[1:], pairwise(codes), strict=True) if other < one]
    seen: set[str] = set()
    for fact, code in zip(rows, codes, strict=True):
        if code in seen:
            found.append((fact, "重复出现"))
        seen.add(code)
        if any(len(code) > level and code[:level] not in present for level in LEVELS):
            found.append((fact, "缺上级科目"))
    return found

"""Accounts of one budget in the table of another: a sign of rows that slipped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extractor.vocabulary.codes import fund_only
from rules.binding.cells import Column
from rules.tabular import finding_at, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

SOE: Final = "223"
LEVEL: Final = 5

COLUMNS: Final = {
    "gpb": Column("gpb.exp", "final", ""),
    "fund": Column("fund.expenditure", "final", ""),
    "soe": Column("soe.expenditure", "final", ""),
}


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for each table with amounts in rows of accounts that belong to another budget."""
    if not scene.leads:
        return
    for role, column in COLUMNS.items():
        for grid in scene.cells.by_role.get(role, ()):
            facts = [fact for fact in grid.columns.get(column, ()) if _is_misplaced(role, fact)]
            if facts:
                codes = "、".join(dict.fromkeys(fact.cell.code for fact in facts if fact.cell))
                anchors = [fact.figure.anchor for fact in facts]
                yield finding_at(scene, rule, anchors, known=(role, codes), title=named(scene, grid), codes=codes)


def _is_misplaced(role: str, fact: Fact) -> bool:
    code = fact.cell.code if fact.cell is not None else ""
    if not code or fact.quantity.is_zero:
        return False
    if role == "gpb":
        return code[:LEVEL] in fund_only() or code[:3] == SOE
    return (code[:3] == SOE) != (role == "soe")

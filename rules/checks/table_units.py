"""Tables whose unit line makes every figure so many times what the narrative says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.binding.cells import Column
from rules.estranged import scale
from rules.tabular import finding_at, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact
    from rules.binding.cells import Grid
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

LEAST: Final = 2
"""One figure may be wrong by itself; two that are off by the same power of ten are not."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each table whose totals all differ from the narrative by one power of ten."""
    if not scene.leads or not scene.cells.grids:
        return
    told = [fact for fact in scene.extraction.facts if _is_told(fact)]
    for grid in scene.cells.grids:
        pairs = list(_pairs(grid, told))
        powers = {scale(cell, fact) for cell, fact in pairs}
        several = len({cell.figure.printed for cell, _ in pairs}) >= LEAST
        if several and len(powers) == 1 and powers.isdisjoint({0, None}):
            cell, fact = pairs[0]
            yield finding_at(
                scene,
                rule,
                [cell.figure.anchor, fact.figure.anchor],
                known=(grid.role,),
                note="正文写作此数",
                title=named(scene, grid),
                stated=f"{cell.figure.printed}{cell.quantity.unit}",
                told=fact.figure.printed,
            )


def _is_told(fact: Fact) -> bool:
    """Tell whether the narrative states an amount of this year for an indicator as a whole."""
    if fact.cell is not None or fact.measure != "final" or fact.subject.account or fact.scope or fact.base:
        return False
    quantity = fact.figure.quantity
    return quantity is not None and quantity.kind == "amount" and not quantity.is_zero


def _pairs(grid: Grid, told: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    for fact in told:
        cell = grid.of(Column(fact.subject.indicator, "final", ""))
        if cell is not None and not cell.quantity.is_zero:
            yield cell, fact

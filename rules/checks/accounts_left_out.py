"""Rows of the table that no item of the narrative speaks of, and items that have no row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.binding.cells import Column, last, plain
from rules.tabular import finding_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.fact import Fact
    from rules.binding.cells import Grid
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("which",)
"""``table``: rows without an item; ``narrative``: items without a row."""

LEAST: Final = 2
CODE: Final = 7
SHOWN: Final = 12


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for the 项 that only the table has, or only the narrative."""
    grids = scene.sound("gpb")
    if not scene.leads or len(grids) != 1:
        return
    items = [fact for fact in scene.extraction.facts if _is_item(fact)]
    rows = _rows(grids[0])
    told = {_end(fact) for fact in items}
    there = {_end(fact) for fact in rows}
    if len(told & there) < LEAST:
        return
    if rule.spec["which"] == "table":
        alone = [fact for fact in rows if _end(fact) not in told]
    else:
        alone = list({_end(fact): fact for fact in items if _end(fact) not in there}.values())
    if alone:
        names = "、".join(f"{last(fact)}{fact.figure.printed}" for fact in alone[:SHOWN])
        anchors = [fact.figure.anchor for fact in alone]
        yield finding_at(scene, rule, anchors, known=(names,), note="这一项也是", names=names, count=len(alone))


def _is_item(fact: Fact) -> bool:
    return (
        fact.cell is None
        and fact.subject.indicator == "gpb.exp"
        and fact.role == "gpb_items"
        and fact.measure == "final"
        and fact.subject.account.count("/") == LEAST
        and fact.figure.quantity is not None
        and not fact.quantity.is_zero
    )


def _rows(grid: Grid) -> Sequence[Fact]:
    column = Column("gpb.exp", "final", "")
    return [
        fact
        for fact in grid.columns.get(column, ())
        if fact.cell is not None and len(fact.cell.code) == CODE and not fact.quantity.is_zero
    ]


def _end(fact: Fact) -> tuple[str, str]:
    """Return the 类 and 项 an account is matched by: 款 is often worded otherwise."""
    return plain(fact.subject.account).partition("/")[0], last(fact)

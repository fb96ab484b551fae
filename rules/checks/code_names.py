"""Rows whose name is that of another code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.vocabulary.codes import codes_of, name_of, names_of
from rules.binding.cells import plain
from rules.tabular import finding_at, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for each table with names that belong to other codes."""
    if not scene.leads:
        return
    for grid in scene.cells.grids:
        rows = {fact.cell.row: fact for fact in reversed(grid.facts) if fact.cell is not None and _is_swapped(fact)}
        if rows:
            facts = [rows[row] for row in sorted(rows)]
            names = "、".join(_told(fact) for fact in facts)
            anchors = [fact.figure.anchor for fact in facts]
            yield finding_at(scene, rule, anchors, known=(grid.role, names), title=named(scene, grid), names=names)


def _is_swapped(fact: Fact) -> bool:
    """Tell whether a row's code has a name, and the printed one is no name of it but of others of its level."""
    code = fact.cell.code if fact.cell is not None else ""
    known = {plain(name.text) for name in names_of(code)}
    name = fact.subject.account.rpartition("/")[2]
    if not known or plain(name) in known:
        return False
    return any(len(other) == len(code) and other[:1] == code[:1] for other in codes_of(name))


def _told(fact: Fact) -> str:
    code = fact.cell.code if fact.cell is not None else ""
    return f"{code}应为“{name_of(code, fact.year)}”,写作“{fact.subject.account.rpartition('/')[2]}”"

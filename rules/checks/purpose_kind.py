"""Items said to be basic spending whose row is all of projects, and the other way round."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from extractor.accounts import account_paths
from rules.binding.cells import Column, plain
from rules.finding import Note
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact
    from rules.binding.cells import Grid
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Area, Scene

# (项)。主要用于:档案整理与宣传等基本支出。        near miss: 主要用于基本支出和项目支出 · 保障基本支出以外的
PURPOSE: Final = re.compile(r"(?:主要)?用于[^。;]{0,80}?(?P<quote>(?:基本|项目)支出)(?=[。;,]|$)", re.MULTILINE)
BOTH: Final = re.compile(r"基本支出[^。;]{0,12}项目支出|项目支出[^。;]{0,12}基本支出")

OTHER: Final = {"基本支出": ("gpb.basic", "gpb.project"), "项目支出": ("gpb.project", "gpb.basic")}
"""What is said, and what the row must not be all of."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each item whose purpose names the kind of spending its row has nothing of."""
    grids = scene.sound("gpb")
    if len(grids) == 1:
        for area in scene.within("gpb_items"):
            yield from _in(scene, rule, grids[0], area)


def _in(scene: Scene, rule: Rule, grid: Grid, area: Area) -> Iterator[Finding]:
    text = scene.text[area.title : area.end]
    paths = list(account_paths(text))
    ends = [*(following.start for _, following in pairwise(paths)), len(text)]
    for path, end in zip(paths, ends, strict=True):
        match = PURPOSE.search(text, path.end, end)
        if match is None or BOTH.search(text, match.start(), match.end()):
            continue
        row = _row(grid, path.names)
        fact = None if row is None else _opposed(grid, row, match["quote"])
        if fact is not None:
            hit = Hit(area.title + match.start("quote"), area.title + match.end("quote"))
            other = "项目支出" if match["quote"] == "基本支出" else "基本支出"
            made = finding(scene, rule, [hit], account=path.names[2], other=other, amount=fact.figure.printed)
            yield noted(made, fact)


def _row(grid: Grid, names: tuple[str, str, str]) -> Fact | None:
    """Return the whole of the row of a path, where all its names are given."""
    return grid.accounts.get(("gpb.exp", "final", "", plain("/".join(names)))) if all(names) else None


def _opposed(grid: Grid, row: Fact, said: str) -> Fact | None:
    """Return the cell that makes up the whole row although the other kind is said; None where that is not so."""
    own, other = (grid.of(Column(name, "final", ""), row) for name in OTHER[said])
    if other is None or other.quantity.is_zero or not other.interval.meets(row.interval):
        return None
    return other if own is None or own.quantity.is_zero else None


def noted(made: Finding, fact: Fact) -> Finding:
    """Return a finding with a note at a cell."""
    from dataclasses import replace

    return replace(made, notes=(*made.notes, Note(message="表中的这一格", anchor=fact.figure.anchor)))

"""Tables without a figure: whether a note says why, and whether it speaks of this table's budget."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.binding.cells import within
from rules.tabular import finding_at, place_of, tables_of, title_of, unread_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.document import Document, Table
    from extractor.fact import Fact
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("fault",)
"""``unexplained``: no note; ``wrong``: the note speaks of another budget; ``told``: the narrative states amounts."""

TABLES: Final = {"fund": "政府性基金", "soe": "国有资本经营", "three_public": "三公", "gpb": "一般公共预算"}
STATED: Final = {
    "fund": ("fund.expenditure", "fund.income"),
    "soe": ("soe.expenditure", "soe.income"),
    "three_public": ("sg.total",),
}
"""What the narrative may say of a table's budget."""

AFTER: Final = 240

# 注:本单位2023年度没有政府性基金预算财政拨款收入支出,故本表无数据。 · 说明:本表为空   near miss: 注:本表反映…情况
NOTE: Final = re.compile(
    r"[^。\n]*(?:无|没有|未)(?:[^。\n]{0,40}(?:收入|支出|收支|数据|经费|拨款|业务)|相关)[^。\n]*|[^。\n]*(?:空表|为空|表式公开)[^。\n]*"
)


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each empty table without its note, or with that of another table."""
    if not scene.leads:
        return
    told = rule.spec["fault"] == "told"  # a table of zeros is no empty one for what the narrative says beside it
    grids = scene.cells.grids
    filled = {(grid.source, grid.number) for grid in grids if told or any(_is_amount(fact) for fact in grid.facts)}
    filled |= {
        (fact.figure.anchor.source, fact.cell.number) for fact in scene.extraction.facts if fact.cell and fact.scope
    }
    shown = {grid.role for grid in grids} if told else set()  # of two tables one may be another body's
    unread = unread_in(scene)
    for document, table in tables_of(scene):
        source = document.source.id
        # A table with figures that were not understood is not empty.
        if (
            table.role in TABLES
            and table.role not in shown
            and (source, table.number) not in filled
            and not within(unread[source], table)
        ):
            yield from _judged(scene, rule, document, table)


def _is_amount(fact: Fact) -> bool:
    return not fact.quantity.is_zero


def _judged(scene: Scene, rule: Rule, document: Document, table: Table) -> Iterator[Finding]:
    if rule.spec["fault"] == "told":
        yield from _contradicted(scene, rule, document, table)
        return
    notes = _notes(document, table)
    own = TABLES[table.role or ""]
    if rule.spec["fault"] == "unexplained":
        wrong = not notes and "空表表示" not in document.text
    else:
        named = [word for word in TABLES.values() if any(word in note for note in notes)]
        wrong = bool(named) and own not in named
    if wrong:
        yield finding_at(
            scene,
            rule,
            [place_of(document, table)],
            known=(table.role or "",),
            title=title_of(document, table),
            quote=notes[0] if notes else "",
        )


def _contradicted(scene: Scene, rule: Rule, document: Document, table: Table) -> Iterator[Finding]:
    """Yield a finding where the narrative states an amount that an empty table should show."""
    for fact in scene.extraction.facts:
        wanted = fact.cell is None and fact.measure == "final" and fact.figure.quantity is not None
        if wanted and fact.subject.indicator in STATED.get(table.role or "", ()) and not fact.quantity.is_zero:
            anchors = [fact.figure.anchor, place_of(document, table)]
            title, stated = title_of(document, table), fact.figure.printed
            known = (table.role or "", stated)
            yield finding_at(scene, rule, anchors, known=known, note="这张表没有数据", title=title, stated=stated)
            return


def _notes(document: Document, table: Table) -> list[str]:
    """Return what is said of a table that has nothing in it, inside it and up to the next one."""
    later = [other.span.start for other in document.tables if other.span.start > table.span.start]
    end = min([table.span.end + AFTER, *later])
    return ["".join(match.group().split()) for match in NOTE.finditer(document.text, table.span.start, end)]

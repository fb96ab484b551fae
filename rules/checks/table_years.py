"""Tables whose year is not the year reported on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.tabular import finding_at, place_of, tables_of, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each table of another year, where at least one table states the year of the report."""
    year = scene.extraction.disclosure.year
    if not scene.leads or year is None:
        return
    dated = [(document, table) for document, table in tables_of(scene) if table.year is not None]
    others = [(document, table) for document, table in dated if table.year != year]
    if len(others) * 2 > len(dated):
        return
    for document, table in others:
        title = title_of(document, table)
        anchors = [place_of(document, table)]
        known = (table.role or "",)
        yield finding_at(scene, rule, anchors, known=known, title=title, stated=table.year, year=year)

"""Tables with amounts that nowhere say in what unit they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.tabular import finding_at, place_of, tables_of, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding with all tables that have figures and no unit line."""
    if not scene.leads:
        return
    bare = [(document, table) for document, table in tables_of(scene) if table.unit is None and table.cells]
    if bare:
        titles = "、".join(dict.fromkeys(title_of(document, table) for document, table in bare))
        anchors = [place_of(document, table) for document, table in bare]
        yield finding_at(scene, rule, anchors, known=(titles,), note="这张表也没有写单位", titles=titles)

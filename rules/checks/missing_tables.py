"""Tables that a disclosure owes and that are not among those that were read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.binding.cells import within
from rules.tabular import UNKNOWN, finding_at, tables_of, unread_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("tables", "least")
"""The roles that are due with their names, and how many must be there to show that tables were read at all."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding with all missing tables."""
    due = rule.spec["tables"]
    if not scene.leads or not isinstance(due, dict):
        return
    year = scene.extraction.disclosure.year or 0
    present = {table.role for _, table in tables_of(scene)}
    text = "".join(document.text for document in scene.extraction.disclosure.documents)
    missing = [
        name
        for role, name in due.items()
        if role not in present and not (role == "soe" and year < SOE_SINCE) and text.count(name) < TWICE
    ]
    if missing and len(present & set(due)) >= int(str(rule.spec["least"])):
        severity = "info" if scene.fallback or _unknown(scene) else rule.severity
        yield finding_at(scene, rule, (), known=tuple(missing), severity=severity, missing="、".join(missing))


def _unknown(scene: Scene) -> bool:
    """Tell whether a table with figures was read and not recognised: it may be the one that seems to be missing."""
    unread = unread_in(scene)
    return any(
        table.role in {None, UNKNOWN} and len(within(unread[document.source.id], table)) >= FEW
        for document in scene.extraction.disclosure.documents
        for table in document.tables
    )


FEW: Final = 3
"""A table with fewer figures is a list of names."""

SOE_SINCE: Final = 2020
"""Earlier years had no table of the state capital budget."""

TWICE: Final = 2
"""A title in the contents and once more is a table that is there, perhaps as a picture."""

"""Findings on tables that no relation shows: their place, their title and what a fingerprint is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.binding.cells import Column
from rules.finding import Finding, Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extractor.anchor import Anchor
    from extractor.document import Document, Table
    from extractor.fact import Fact
    from rules.binding.cells import Grid
    from rules.rule import Rule, Severity
    from rules.scene import Scene

SHOWN: Final = 8
"""Places shown in one finding."""

UNKNOWN: Final = "unknown"


def finding_at(
    scene: Scene,
    rule: Rule,
    anchors: Sequence[Anchor],
    *,
    known: Iterable[str],
    severity: Severity | None = None,
    note: str = "同样的问题",
    **fields: object,
) -> Finding:
    """Return one finding on the first place, with the others as notes; ``known`` is what its fingerprint rests on."""
    disclosure = scene.extraction.disclosure
    body = disclosure.body.key or disclosure.documents[0].source.sha256
    return Finding(
        rule=rule,
        severity=severity or rule.severity,
        message=rule.message.format(**fields),
        anchor=anchors[0] if anchors else None,
        notes=tuple(Note(message=note, anchor=anchor) for anchor in anchors[1:SHOWN]),
        identity=(rule.id, body, str(disclosure.year), *known),
    )


def tables_of(scene: Scene) -> Iterator[tuple[Document, Table]]:
    """Yield the tables of a disclosure that are known, with their documents, in reading order."""
    for document in scene.extraction.disclosure.documents:
        for table in document.tables:
            if table.role and table.role != UNKNOWN:
                yield document, table


def unread_in(scene: Scene) -> Mapping[str, list[int]]:
    """Return where the figures stand that no fact came of, in order, by the source of their document."""
    found: dict[str, list[int]] = {one.source.id: [] for one in scene.extraction.disclosure.documents}
    for figure in scene.extraction.figures:
        if figure.why is not None:
            found.setdefault(figure.anchor.source, []).append(figure.span.start)
    for starts in found.values():
        starts.sort()
    return found


def title_of(document: Document, table: Table) -> str:
    """Return a table's title as it is printed, or its number where none is known."""
    if table.caption is None:
        return f"第{table.number}张表"
    return "".join(document.quote(table.caption).split())


def place_of(document: Document, table: Table) -> Anchor:
    """Return where a table is shown: its title, else the beginning of it."""
    return document.anchor(table.caption or table.span)


def named(scene: Scene, grid: Grid) -> str:
    """Return the title of the table that facts stand in."""
    documents = scene.extraction.disclosure.documents
    document = next((one for one in documents if one.source.id == grid.source), documents[0])
    return title_of(document, grid.table) if grid.table is not None else f"第{grid.number}张表"


def stated(grid: Grid, indicator: str, row: Fact) -> Fact | None:
    """Return the cell of another column in the row of a fact, None where it is blank or zero."""
    fact = grid.of(Column(indicator, "final", ""), row)
    return None if fact is None or fact.quantity.is_zero else fact

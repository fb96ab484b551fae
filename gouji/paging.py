"""The documents of an audit with all that stands in them, as plain data: what the reading page is made of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Final

from gouji.placing import CellPlace, Page, PlacedCell, PlacedFigure, PlacedLeaf, PlacedSection, PlacedTable, Text
from gouji.rows import verdict_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extractor.document import Document, Table
    from extractor.fact import Extraction, Figure
    from gouji.auditing import Audit
    from rules.finding import Finding, Verdict

REACH: Final = 200
"""How far into its cell a figure may begin."""
MOST_CELLS: Final = 6
"""How many rows of tables are shown beside a finding."""


def page(audit: Audit) -> Page | None:
    """Return the documents of an audit for reading; None where no disclosure was read."""
    if audit.extraction is None or audit.status == "not_a_disclosure":
        return None
    figures = _figures(audit, audit.extraction)
    texts = [_text(document, figures[document.source.id]) for document in audit.documents]
    verdicts = [verdict_row(verdict) for verdict in audit.verdicts]
    return Page(texts=texts, verdicts=verdicts, cells=_cells(audit))


def _text(document: Document, figures: list[PlacedFigure]) -> Text:
    return Text(
        file=document.source.id,
        text=document.text,
        sections=_sections(document),
        tables=_tables(document),
        figures=figures,
        pages=list(_leaves(document)),
    )


def _leaves(document: Document) -> Iterator[PlacedLeaf]:
    """Yield where each printed page begins in the text."""
    last = 0
    for place in document.places:
        if place.page != last and place.page > last:
            last = place.page
            yield PlacedLeaf(page=last, start=place.span.start)


def _cells(audit: Audit) -> list[list[CellPlace]]:
    """Return for every finding the cells that its figures stand in: of its places first, then of its relations."""
    numbers = {document.source.id: number for number, document in enumerate(audit.documents)}
    known = [_by_start(document) for document in audit.documents]
    return [list(islice(_cells_of(finding, numbers, known), MOST_CELLS)) for finding in audit.findings]


def _by_start(document: Document) -> dict[int, tuple[int, int]]:
    return {
        cell.span.start: (number, at)
        for number, table in enumerate(document.tables)
        for at, cell in enumerate(table.cells)
        if len(cell.span)
    }


def _cells_of(
    finding: Finding, numbers: Mapping[str, int], known: Sequence[Mapping[int, tuple[int, int]]]
) -> Iterator[CellPlace]:
    failing = sorted(finding.verdicts, key=lambda verdict: verdict.outcome != "fails")
    anchors = (
        *([finding.anchor] if finding.anchor else ()),
        *(suspect.anchor for suspect in finding.suspects),
        *(note.anchor for note in finding.notes),
        *(fact.figure.anchor for verdict in failing for fact in verdict.facts),
    )
    shown: set[CellPlace] = set()
    for anchor in anchors:
        number = numbers.get(anchor.source)
        found = None if anchor.table is None or number is None else _around(known[number], anchor.span.start)
        if found is not None and number is not None and (place := CellPlace(number, *found)) not in shown:
            shown.add(place)
            yield place


def _around(known: Mapping[int, tuple[int, int]], start: int) -> tuple[int, int] | None:
    """Return the cell that a place in a table is in; figures begin at most some spaces and a sign into it."""
    return next((known[at] for at in range(start, max(-1, start - REACH), -1) if at in known), None)


def _sections(document: Document) -> list[PlacedSection]:
    return [
        PlacedSection(
            title=document.quote(section.title).strip(),
            level=section.level,
            start=section.title.start,
            end=section.title.end,
        )
        for section in document.all_sections
    ]


def _title(document: Document, table: Table) -> str:
    sheet = table.cells[0].anchor.sheet if table.cells else None
    name = "" if table.caption is None else " ".join(document.quote(table.caption).split())
    return " · ".join(part for part in (name, f"工作表“{sheet}”" if sheet else "") if part)


def _tables(document: Document) -> list[PlacedTable]:
    return [
        PlacedTable(
            title=_title(document, table),
            start=table.span.start,
            end=table.span.end,
            cells=[
                PlacedCell(
                    row=cell.row,
                    column=cell.column,
                    rows=cell.rows,
                    columns=cell.columns,
                    start=cell.span.start,
                    end=cell.span.end,
                    page=cell.anchor.page,
                )
                for cell in table.cells
            ],
        )
        for table in document.tables
    ]


def _figures(audit: Audit, extraction: Extraction) -> dict[str, list[PlacedFigure]]:
    """Return the figures of each document by the id of its source."""
    judged = _by_figure(audit.verdicts)
    says = _says(extraction)
    found = audit.statuses
    here: dict[str, list[Figure]] = {document.source.id: [] for document in audit.documents}
    for figure in extraction.figures:
        if not figure.word:
            here[figure.anchor.source].append(figure)
    accusing = {source: _accusing(audit.findings, figures, source) for source, figures in here.items()}
    return {
        source: [
            PlacedFigure(
                start=figure.span.start,
                end=figure.span.end,
                status=found[figure.id].kind,
                why=found[figure.id].why,
                says=says[figure.id],
                verdicts=judged[figure.id],
                findings=accusing[source][figure.id],
            )
            for figure in figures
        ]
        for source, figures in here.items()
    }


def _by_figure(verdicts: Sequence[Verdict]) -> defaultdict[str, list[int]]:
    judged: defaultdict[str, list[int]] = defaultdict(list)
    for number, verdict in enumerate(verdicts):
        for identifier in {fact.figure.id for fact in verdict.facts}:
            judged[identifier].append(number)
    return judged


def _says(extraction: Extraction) -> defaultdict[str, list[str]]:
    from gouji import naming

    says: defaultdict[str, list[str]] = defaultdict(list)
    for fact in extraction.facts:
        says[fact.figure.id].append(naming.fact(fact))
    return says


def _accusing(findings: Sequence[Finding], figures: Sequence[Figure], source: str) -> dict[str, list[int]]:
    """Return for every figure of a document the findings that speak of it: by anchor, suspect or verdict."""
    ordered = sorted(figures, key=lambda figure: figure.span.start)
    starts = [figure.span.start for figure in ordered]
    spoken: dict[str, list[int]] = {figure.id: [] for figure in figures}
    for number, finding in enumerate(findings):
        meant = {fact.figure.id for verdict in finding.verdicts for fact in verdict.facts}
        anchors = (finding.anchor, *(suspect.anchor for suspect in finding.suspects))
        for span in (anchor.span for anchor in anchors if anchor is not None and anchor.source == source):
            first = max(0, bisect_right(starts, span.start) - 1)
            near = ordered[first : bisect_left(starts, span.end)]
            meant.update(figure.id for figure in near if figure.span.meets(span))
        for identifier in meant & spoken.keys():
            spoken[identifier].append(number)
    return spoken

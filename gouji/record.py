"""One audit as plain data: what reports are made of and what a run keeps on disk."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from gouji import rows
from gouji.shapes import (
    AuditRow,
    CoverageRow,
    DocumentRow,
    FileRow,
    FindingRow,
    NoteRow,
    OutcomesRow,
    Page,
    PlacedCell,
    PlacedFigure,
    PlacedSection,
    PlacedTable,
    Record,
    RuleRow,
    SuspectRow,
    VerdictRow,
)
from rules.load import rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractor.document import Document
    from extractor.fact import Extraction, Figure
    from gouji.auditing import Audit
    from rules.finding import Finding, Suspect, Verdict


def record(audit: Audit, *, sha256: str | None = None) -> Record:
    """Return the record of an audit; ``sha256`` names the bytes of a file that could not be read."""
    document = _document_row(audit, sha256=sha256)
    row = AuditRow(
        schema="gouji.audit/1",
        document=document,
        status=audit.status,
        problem=audit.problem,
        fault=audit.fault,
        findings=finding_rows(audit, document=document),
        verdicts=_outcomes(audit.verdicts),
        coverage=_coverage(audit),
        reasons=0 if audit.extraction is None else len(audit.extraction.reasons),
        seconds=round(audit.seconds, 4),
        versions=dict(audit.versions),
    )
    return Record(schema="gouji.record/1", audit=row, page=_page(audit))


def renamed(kept: Record, *, path: str) -> Record:
    """Return the record of the same bytes under another path."""
    document = kept["audit"]["document"]
    if document["path"] == path:
        return kept
    files = [{**file, "path": path} if file["path"] == document["path"] else file for file in document["files"]]
    called: DocumentRow = {**document, "path": path, "files": files}  # type: ignore[typeddict-item]  # mypy loses the shape in the comprehension
    findings: list[FindingRow] = [{**finding, "document": called} for finding in kept["audit"]["findings"]]
    return {**kept, "audit": {**kept["audit"], "document": called, "findings": findings}}


def verdict_row(verdict: Verdict) -> VerdictRow:
    """Return a verdict as a row."""
    rule = rulebook().names.get(verdict.rule)
    return VerdictRow(
        rule=verdict.rule,
        title="" if rule is None else rule.title,
        outcome=verdict.outcome,
        formula=verdict.formula,
        stated=verdict.stated,
        low=rows.decimal(verdict.low),
        high=rows.decimal(verdict.high),
        why=verdict.why,
    )


def finding_rows(audit: Audit, *, document: DocumentRow | None = None) -> list[FindingRow]:
    """Return the findings of an audit as rows."""
    if audit.disclosure is None:
        return []
    where = rows.places(audit.disclosure)
    called = document or _document_row(audit)
    return [_finding(finding, where, document=called) for finding in audit.findings]


def _finding(finding: Finding, where: rows.Places, *, document: DocumentRow) -> FindingRow:
    rule = finding.rule
    return FindingRow(
        schema="gouji.finding/1",
        fingerprint=finding.fingerprint,
        severity=finding.severity,
        confidence=finding.confidence,
        rule=RuleRow(id=rule.id, name=rule.name, family=rule.family, title=rule.title),
        document=document,
        message=finding.message,
        difference=rows.decimal(finding.difference),
        anchor=None if finding.anchor is None else where.row(finding.anchor),
        notes=[NoteRow(message=note.message, anchor=where.row(note.anchor)) for note in finding.notes],
        verdicts=[verdict_row(verdict) for verdict in finding.verdicts],
        suspects=[_suspect(suspect, where) for suspect in finding.suspects],
    )


def _suspect(suspect: Suspect, where: rows.Places) -> SuspectRow:
    return SuspectRow(
        anchor=where.row(suspect.anchor),
        printed=suspect.printed,
        replacement=suspect.replacement,
        slip=suspect.slip,
        settles=suspect.settles,
        breaks=suspect.breaks,
        rank=suspect.rank,
    )


def _document_row(audit: Audit, *, sha256: str | None = None) -> DocumentRow:
    if audit.disclosure is not None:
        return rows.document_row(audit.disclosure, path=audit.path)
    sha = audit.sha256 or sha256 or ""
    file = FileRow(id=sha[:16], path=audit.path, member=None, sha256=sha)
    return DocumentRow(id=sha[:16], path=audit.path, body=None, year=None, template=None, files=[file])


def _outcomes(verdicts: Iterable[Verdict]) -> OutcomesRow:
    counts = Counter(verdict.outcome for verdict in verdicts)
    return OutcomesRow(
        holds=counts["holds"],
        rounding=counts["rounding"],
        fails=counts["fails"],
        cannot_tell=counts["cannot_tell"],
    )


def _coverage(audit: Audit) -> CoverageRow:
    found = audit.coverage
    return CoverageRow(
        figures=found.figures,
        checked=found.checked,
        conflict=found.conflict,
        unlinked=found.unlinked,
        unread=found.unread,
    )


def _page(audit: Audit) -> Page | None:
    document = audit.document
    if audit.extraction is None or document is None or audit.status == "not_a_disclosure":
        return None
    return Page(
        text=document.text,
        sections=_sections(document),
        tables=_tables(document),
        figures=_figures(audit, audit.extraction, document),
        verdicts=[verdict_row(verdict) for verdict in audit.verdicts],
    )


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


def _tables(document: Document) -> list[PlacedTable]:
    return [
        PlacedTable(
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
                )
                for cell in table.cells
            ],
        )
        for table in document.tables
    ]


def _figures(audit: Audit, extraction: Extraction, document: Document) -> list[PlacedFigure]:
    here = [f for f in extraction.figures if not f.word and f.anchor.source == document.source.id]
    judged = _by_figure(audit.verdicts)
    says = _says(extraction)
    accusing = _accusing(audit.findings, here)
    found = audit.statuses
    return [
        PlacedFigure(
            start=figure.span.start,
            end=figure.span.end,
            status=found[figure.id].kind,
            why=found[figure.id].why,
            says=says[figure.id],
            verdicts=judged[figure.id],
            findings=accusing[figure.id],
        )
        for figure in here
    ]


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


def _accusing(findings: Sequence[Finding], figures: Sequence[Figure]) -> dict[str, list[int]]:
    """Return for every figure the findings that speak of it: by anchor, suspect or verdict."""
    ordered = sorted(figures, key=lambda figure: figure.span.start)
    starts = [figure.span.start for figure in ordered]
    spoken: dict[str, list[int]] = {figure.id: [] for figure in figures}
    for number, finding in enumerate(findings):
        meant = {fact.figure.id for verdict in finding.verdicts for fact in verdict.facts}
        anchors = (finding.anchor, *(suspect.anchor for suspect in finding.suspects))
        for span in (anchor.span for anchor in anchors if anchor is not None):
            first = max(0, bisect_right(starts, span.start) - 1)
            near = ordered[first : bisect_left(starts, span.end)]
            meant.update(figure.id for figure in near if figure.span.meets(span))
        for identifier in meant & spoken.keys():
            spoken[identifier].append(number)
    return spoken

"""One audit as plain data: what reports are made of and what a run keeps on disk."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol

from gouji import rows
from gouji.auditing import JUDGED
from gouji.coverage import Coverage
from gouji.gathering import Piece, called
from gouji.paging import page
from gouji.shapes import (
    AuditRow,
    CountsRow,
    CoverageRow,
    DocumentRow,
    FileRow,
    FindingRow,
    NoteRow,
    OutcomesRow,
    Record,
    RuleRow,
    SuspectRow,
    UnjudgedRow,
)
from gouji.surveying import UNKNOWN
from rules.collection.keeping import member
from rules.collection.plain import to_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extractor.anchor import Anchor
    from extractor.document import Document, Table
    from gouji.auditing import Audit
    from gouji.shapes import AnchorRow
    from rules.finding import Finding, Suspect, Verdict

MOST_NOTES: Final = 8
"""More of them would hide the findings."""


def record(audit: Audit, *, pieces: Sequence[Piece] = ()) -> Record:
    """Return the record of an audit; ``pieces`` are the files that were asked for, which may not have been read."""
    document = _document_row(audit, pieces)
    row = AuditRow(
        schema="gouji.audit/1",
        document=document,
        status=audit.status,
        problem=audit.problem,
        notes=_notes(audit),
        fault=audit.fault,
        findings=finding_rows(audit, document=document),
        verdicts=_outcomes(audit.verdicts),
        coverage=_coverage(audit),
        unjudged=list(_unjudged(audit)),
        reasons=0 if audit.extraction is None else len(audit.extraction.reasons),
        seconds=round(audit.seconds, 4),
        versions=dict(audit.versions),
    )
    asked = pieces or [Piece(file["path"], file["member"], file["sha256"]) for file in document["files"]]
    return Record(schema="gouji.record/1", audit=row, page=page(audit), pieces=list(asked), member=_member(audit))


def _member(audit: Audit) -> dict[str, object] | None:
    """Return what other years and levels of the body are held against."""
    if audit.extraction is None or audit.status not in JUDGED:
        return None
    found = member(audit.extraction, audit.verdicts, audit.findings, path=audit.path, suspects=audit.suspects)
    return None if found is None else to_row(found)


def placed(kept: Record, pieces: Sequence[Piece], *, versions_of: str | None = None) -> Record:
    """Return the record of the same bytes under the paths they are asked for by; a copy of a file is listed too."""
    moved = _moved(kept, pieces)
    document = kept["audit"]["document"]
    files = [_file(file, moved) for file in document["files"]]
    known = {(file["path"], file["member"]) for file in files}
    extra = [rows.file_row(*piece) for piece in pieces if (piece.path, piece.member) not in known and piece.sha256]
    copies = [copy for copy in extra if any(copy["id"] == file["id"] for file in files)]
    first = files[0]
    path = called(first["path"], first["member"])
    row: DocumentRow = {**document, "path": path, "files": [*files, *copies], "versions_of": versions_of}
    if row == document:
        return kept
    findings: list[FindingRow] = [{**finding, "document": row} for finding in kept["audit"]["findings"]]
    return {**kept, "audit": {**kept["audit"], "document": row, "findings": findings}, "pieces": list(pieces)}


def _moved(kept: Record, pieces: Sequence[Piece]) -> dict[tuple[str, str | None], Piece]:
    """Return where each file that a record was made of is now: that of the same bytes."""
    now: dict[str, Piece] = {}
    for piece in pieces:
        now.setdefault(piece.sha256, piece)
    old = [Piece(*one) for one in kept["pieces"]]
    if len(old) == len(pieces) == 1:
        return {(old[0].path, old[0].member): pieces[0]}
    return {(piece.path, piece.member): now[piece.sha256] for piece in old if piece.sha256 in now}


def _file(file: FileRow, moved: Mapping[tuple[str, str | None], Piece]) -> FileRow:
    piece = moved.get((file["path"], file["member"]))
    if piece is not None:
        return {**file, "path": piece.path, "member": piece.member}
    whole = moved.get((file["path"], None))  # a member, where the archive was asked for as a whole
    return file if whole is None else {**file, "path": whole.path}


def finding_rows(audit: Audit, *, document: DocumentRow | None = None) -> list[FindingRow]:
    """Return the findings of an audit as rows."""
    if audit.disclosure is None:
        return []
    where = rows.places(audit.disclosure)
    called = document or _document_row(audit)
    return [finding_row(finding, where, document=called) for finding in audit.findings]


class Where(Protocol):
    """What tells the row of an anchor."""

    def row(self, anchor: Anchor) -> AnchorRow:
        """Return an anchor as a row."""


def finding_row(finding: Finding, where: Where, *, document: DocumentRow) -> FindingRow:
    """Return a finding as a row."""
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
        verdicts=[rows.verdict_row(verdict, told=rule) for verdict in finding.verdicts],
        suspects=[_suspect(suspect, where) for suspect in finding.suspects],
    )


def _suspect(suspect: Suspect, where: Where) -> SuspectRow:
    return SuspectRow(
        anchor=where.row(suspect.anchor),
        printed=suspect.printed,
        replacement=suspect.replacement,
        slip=suspect.slip,
        settles=suspect.settles,
        breaks=suspect.breaks,
        rank=suspect.rank,
    )


def _document_row(audit: Audit, pieces: Sequence[Piece] = ()) -> DocumentRow:
    unread = [rows.file_row(one.path, one.member, one.sha256, one.problem) for one in audit.unread]
    if audit.disclosure is not None:
        row = rows.document_row(audit.disclosure, path=audit.path, versions_of=audit.versions_of)
        return {**row, "files": [*row["files"], *(rows.file_row(*leaf) for leaf in audit.leaves), *unread]}
    sha = audit.sha256 or (pieces[0].sha256 if pieces else "")
    return rows.bare_row(audit.path, sha, unread or [rows.file_row(audit.path, None, sha)])


def _notes(audit: Audit) -> list[str]:
    """Return what was noticed of the form and the layout of what was judged; it is no loss."""
    if audit.status not in JUDGED:
        return []
    said = (remark.message for document in audit.documents for remark in document.remarks if remark.kind == "layout")
    return list(islice(dict.fromkeys(said), MOST_NOTES))


def _unjudged(audit: Audit) -> Iterator[UnjudgedRow]:
    """Yield the tables that were not judged: in doubt, or not known for what they are although they hold figures."""
    if audit.extraction is None:
        return
    why = {(one.source, one.number): one.why for one in audit.suspects}
    filled = {(figure.anchor.source, figure.anchor.table) for figure in audit.extraction.figures}
    for document in audit.documents:
        for table in document.tables:
            place = (document.source.id, table.number)
            unknown = table.role == UNKNOWN and place in filled
            if place in why or unknown:
                yield _doubted(table, document, why.get(place, "没有认出是哪张表"))


def _doubted(table: Table, document: Document, why: str) -> UnjudgedRow:
    anchor = table.cells[0].anchor if table.cells else None
    return UnjudgedRow(
        file=document.source.id,
        table=table.number,
        role=table.role,
        caption=None if table.caption is None else document.quote(table.caption).strip(),
        page=None if anchor is None else anchor.page,
        sheet=None if anchor is None else anchor.sheet,
        why=why,
    )


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
        **_counts(found), narrative=_counts(found.narrative or Coverage()), tables=_counts(found.tables or Coverage())
    )


def _counts(found: Coverage) -> CountsRow:
    return CountsRow(
        figures=found.figures,
        checked=found.checked,
        conflict=found.conflict,
        unlinked=found.unlinked,
        unread=found.unread,
    )

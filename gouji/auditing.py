"""Auditing one disclosure: from bytes to findings, along all rooms."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from extractor.document import Document
from extractor.errors import ReadError
from gouji import coverage
from rules.rule import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from extractor.document import Disclosure
    from extractor.fact import Extraction
    from gouji.coverage import Coverage, Status
    from rules.finding import Finding, Verdict
    from rules.load import Rulebook

AuditStatus = Literal["audited", "partial", "unfilled_template", "not_a_disclosure", "unreadable", "limit", "fault"]

JUDGED: frozenset[str] = frozenset({"audited", "partial"})
OTHER: Mapping[str, str] = {
    "not_a_disclosure": "文件读得出,但看不出是部门(单位)决算公开",
    "unfilled_template": "只有模板,没有填写决算数据",
}
FAILED: frozenset[str] = frozenset({"unreadable", "limit", "fault"})


@dataclass(frozen=True, kw_only=True)
class Audit:
    """Everything known of one disclosure after it was audited, or why it could not be."""

    path: str
    sha256: str | None = None
    status: AuditStatus
    problem: str = ""
    """In Chinese: why it was not judged, or what it lacks; empty for a plain audit."""
    fault: str | None = None
    """The traceback of a bug of ours."""
    extraction: Extraction | None = None
    verdicts: tuple[Verdict, ...] = ()
    findings: tuple[Finding, ...] = ()
    """By severity, then by place."""
    versions: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def disclosure(self) -> Disclosure | None:
        """The body, year, template and documents; None where nothing could be read."""
        return None if self.extraction is None else self.extraction.disclosure

    @property
    def document(self) -> Document | None:
        """The document that was read, with its sections."""
        return None if self.disclosure is None else self.disclosure.documents[0]

    @cached_property
    def statuses(self) -> Mapping[str, Status]:
        """The status of every figure by its id."""
        if self.extraction is None:
            return {}
        return coverage.statuses(self.extraction, self.verdicts, self.findings)

    @cached_property
    def coverage(self) -> Coverage:
        """The number of figures of each status."""
        return coverage.count(self.statuses)

    def figures_frame(self) -> pd.DataFrame:
        """Return one row for every figure, with its status."""
        from gouji import frames

        return frames.figures(self)

    def facts_frame(self) -> pd.DataFrame:
        """Return one row for every fact."""
        from gouji import frames

        return frames.facts(self)

    def reasons_frame(self) -> pd.DataFrame:
        """Return one row for every stated reason."""
        from gouji import frames

        return frames.reasons(self)

    def findings_frame(self) -> pd.DataFrame:
        """Return one row for every finding."""
        from gouji import frames

        return frames.findings(self)

    def verdicts_frame(self) -> pd.DataFrame:
        """Return one row for every relation that was judged."""
        from gouji import frames

        return frames.verdicts(self)


def audit(
    subject: str | Path | bytes | Document,
    *,
    name: str | None = None,
    template: str | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
) -> Audit:
    """Audit one disclosure given as a path, as bytes or as a document; ``name`` is what reports call it.

    A file that cannot be read gives an Audit that says so. A malformed rule or an unknown rule, template or
    option raises, and so does a bug of ours: only a batch turns that into a row.
    """
    from gouji.versions import versions

    started = perf_counter()
    book = _book(*(None if names is None else tuple(names) for names in (select, ignore)))
    path = name or (subject.source.path if isinstance(subject, Document) else _called(subject))
    try:
        result = _judged(_document(subject, path=path), template=template, book=book, path=path)
    except ReadError as error:
        problem = _problem(error)
        result = Audit(path=path, status=_status_of(error), problem=problem)
    return replace(result, versions=versions(), seconds=perf_counter() - started)


@cache
def _book(select: tuple[str, ...] | None, ignore: tuple[str, ...] | None) -> Rulebook:
    """Return one and the same book for the same choice, so that what the rules derive from it is derived once."""
    from rules.load import rulebook

    chosen = rulebook()
    return chosen if select is None and not ignore else chosen.select(select=select, ignore=ignore)


def _called(subject: str | Path | bytes) -> str:
    return "<bytes>" if isinstance(subject, bytes) else str(subject)


def _document(subject: str | Path | bytes | Document, *, path: str) -> Document:
    from extractor import reading

    if isinstance(subject, Document):
        return subject
    if isinstance(subject, bytes):
        return reading.read(reading.from_bytes(subject, path=path))
    return reading.read(replace(reading.load(Path(subject)), path=path))


def _status_of(error: ReadError) -> AuditStatus:
    known: dict[str, AuditStatus] = {"limit": "limit", "not_a_disclosure": "not_a_disclosure"}
    return known.get(error.status, "unreadable")


def _problem(error: ReadError) -> str:
    where = f"(位置:{error.place})" if error.place else ""
    return f"{error.problem}{where}。{error.remedy}"


def _judged(document: Document, *, template: str | None, book: Rulebook, path: str) -> Audit:
    from extractor.extracting import extract
    from extractor.layout.telling import assess

    extraction = extract(document, template=template)
    read = Audit(path=path, sha256=document.source.sha256, status="audited", extraction=extraction)
    numbers = sum(not figure.word for figure in extraction.figures)
    found = assess(extraction.disclosure.documents[0], figures=numbers)
    if found.nature != "disclosure":
        why = f"{OTHER[found.nature]}:{';'.join(found.reasons)}。"
        return replace(read, status=found.nature, problem=why)
    return _with_findings(read, extraction, book)


def _with_findings(read: Audit, extraction: Extraction, book: Rulebook) -> Audit:
    from rules import words
    from rules.bind import bind
    from rules.diagnose import diagnose
    from rules.engine import judge

    relations = bind(extraction, book)
    verdicts = judge(relations)
    found = (
        *diagnose(extraction, relations, verdicts, book),
        *words.check(extraction, book),
    )
    lost = [remark.message for remark in extraction.disclosure.documents[0].remarks if remark.kind == "reading"]
    return replace(
        read,
        status="partial" if lost else "audited",
        problem=";".join(lost),
        verdicts=verdicts,
        findings=in_order(found),
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by severity, then by place; those on the document as a whole come first of their kind."""
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[int, int, int, str]:
    span = None if finding.anchor is None else finding.anchor.span
    start, end = (span.start, span.end) if span else (-1, -1)
    return SEVERITIES.index(finding.severity), start, end, finding.rule.id

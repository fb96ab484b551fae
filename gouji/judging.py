"""The documents of one disclosure along all rooms: extracted, bound, judged, diagnosed."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rules.rule import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extractor.document import Document
    from extractor.fact import Extraction
    from extractor.layout.telling import Nature
    from extractor.template import Template
    from rules.finding import Finding, Verdict
    from rules.load import Rulebook
    from rules.rule import Rule
    from rules.suspects import SuspectTable

OTHER: Final[Mapping[str, str]] = {
    "not_a_disclosure": "文件读得出,但看不出是部门(单位)决算公开",
    "unfilled_template": "只有模板,没有填写决算数据",
}
TOO_SLOW: Final = "规则 {} 的表达式太慢,没有在这份文件上查完;请改写它"
UNFILLED: Final = "unfilled_template"
"""The check that says so as a finding."""


class Judged(NamedTuple):
    """What all rooms say of the documents of one disclosure."""

    nature: Nature
    extraction: Extraction
    verdicts: tuple[Verdict, ...] = ()
    findings: tuple[Finding, ...] = ()
    suspects: tuple[SuspectTable, ...] = ()
    problem: str = ""
    """Why it was not judged, or what was lost in reading."""


def judged(
    documents: Sequence[Document],
    *,
    template: str | None,
    book: Rulebook,
    templates: Mapping[str, Template] | None = None,
) -> Judged:
    """Judge the documents of one disclosure; ``templates`` are those there are, ours where nothing is said."""
    from extractor.extracting import extract
    from extractor.layout.telling import assess_all

    extraction = extract(_narrative_first(documents), template=template, templates=templates)
    found = assess_all(extraction)
    if found.nature == "disclosure":
        return _with_findings(extraction, book)
    why = f"{OTHER[found.nature]}:{';'.join(found.reasons)}。"
    findings = _unfilled(extraction, book) if found.nature == UNFILLED else ()
    return Judged(found.nature, extraction, findings=findings, problem=why)


def in_order(findings: Iterable[Finding], sources: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return findings by severity, then by place; those on the disclosure as a whole come first of their kind.

    ``sources`` are the ids of the documents in their order.
    """
    order = {source: number for number, source in enumerate(sources)}
    return tuple(sorted(findings, key=lambda finding: _order(finding, order)))


def _capped(finding: Finding) -> Finding:
    """Return a finding no graver than its rule, which an office may have made milder than a check knows."""
    if SEVERITIES.index(finding.severity) >= SEVERITIES.index(finding.rule.severity):
        return finding
    return replace(finding, severity=finding.rule.severity)


def _order(finding: Finding, order: Mapping[str, int]) -> tuple[int, int, int, int, str]:
    anchor = finding.anchor
    number, start, end = (-1, -1, -1)
    if anchor is not None:
        number, start, end = order.get(anchor.source, 0), anchor.span.start, anchor.span.end
    return SEVERITIES.index(finding.severity), number, start, end, finding.rule.id


def _narrative_first(documents: Sequence[Document]) -> Sequence[Document]:
    """Return the documents with that of the narrative first."""
    from gouji.surveying import narrated

    if len(documents) == 1:
        return documents
    return sorted(documents, key=lambda document: -len(narrated(document)))


def _with_findings(extraction: Extraction, book: Rulebook) -> Judged:
    from rules import words
    from rules.bind import bind
    from rules.diagnose import diagnose
    from rules.engine import judge
    from rules.suspects import settle, suspects

    relations = bind(extraction, book)
    found_so = judge(relations)
    doubted = suspects(extraction, relations, found_so)
    verdicts = settle(relations, found_so, doubted)
    slow: list[Rule] = []
    found = (
        *diagnose(extraction, relations, verdicts, book),
        *words.check(extraction, book, slow=slow.append),
    )
    documents = extraction.disclosure.documents
    lost = [TOO_SLOW.format(rule.id) for rule in slow]
    lost += [remark.message for document in documents for remark in document.remarks if remark.kind == "reading"]
    return Judged(
        "disclosure",
        extraction,
        verdicts=verdicts,
        findings=in_order(map(_capped, found), [document.source.id for document in documents]),
        suspects=doubted,
        problem=";".join(dict.fromkeys(lost)),
    )


def _unfilled(extraction: Extraction, book: Rulebook) -> tuple[Finding, ...]:
    """Return the one finding on a template that nobody filled in."""
    from rules import words

    return words.check(extraction, _only(book))


@lru_cache(maxsize=8)
def _only(book: Rulebook) -> Rulebook:
    """Return the book with that rule alone."""
    from rules.load import book as rules_of

    return rules_of(rule for rule in book.rules if rule.spec.get("check") == UNFILLED)

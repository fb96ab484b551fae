"""Every sample disclosure is audited end to end: planted defects are found, nothing else is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.samples import documents, samples
from extractor.anchor import Span
from gouji.auditing import audit

if TYPE_CHECKING:
    from corpus.samples import Planted, Sample
    from gouji.auditing import Audit
    from rules.finding import Finding

SAMPLES = samples()


def place(text: str, planted: Planted) -> Span:
    """Return where the planted quote stands; the manifest's longer piece is found once."""
    assert text.count(planted.within) == 1, planted.within
    assert planted.within.count(planted.quote) == 1, planted.quote
    start = text.index(planted.within) + planted.within.index(planted.quote)
    return Span(start, start + len(planted.quote))


def loud(result: Audit) -> list[Finding]:
    """Return the findings at error or warning."""
    return [finding for finding in result.findings if finding.severity != "info"]


def touches(finding: Finding, span: Span) -> bool:
    """Tell whether the finding stands at the span."""
    return finding.anchor is not None and finding.anchor.span.meets(span)


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda sample: sample.path.stem)
def case(request):
    sample: Sample = request.param
    return sample, audit(sample.path)


def text_of(result: Audit) -> str:
    return result.document.text


def test_sample_is_known_for_what_it_is(case):
    sample, result = case
    assert result.status == "audited"
    assert result.disclosure.year == sample.year
    assert result.disclosure.body.name == sample.body
    assert result.disclosure.template == sample.template


def test_every_planted_defect_is_found_at_its_place(case):
    sample, result = case
    text, findings = text_of(result), loud(result)
    silent = [p.within for p in sample.planted if not any(touches(f, place(text, p)) for f in findings)]
    assert not silent


def test_first_suspect_reads_what_was_there_before(case):
    sample, result = case
    text, findings = text_of(result), loud(result)
    for planted in sample.planted:
        if planted.replacement is None:
            continue
        span = place(text, planted)
        finding = next(f for f in findings if touches(f, span))
        first = finding.suspects[0]
        assert first.anchor.span.meets(span)
        assert first.replacement == planted.replacement


def test_nothing_else_is_said_aloud(case):
    sample, result = case
    text = text_of(result)
    spans = [place(text, planted) for planted in sample.planted]
    others = [f"{f.rule.id} {f.message}" for f in loud(result) if not any(touches(f, span) for span in spans)]
    assert not others


def test_every_planted_defect_is_one_finding(case):
    sample, result = case
    assert len(loud(result)) == len(sample.planted)


def test_every_file_has_its_line_in_the_manifest():
    assert sorted(path.name for path in documents().iterdir()) == sorted(s.path.name for s in SAMPLES)


def test_samples_are_of_every_kind():
    kinds = {(sample.format, bool(sample.planted)) for sample in SAMPLES}
    assert kinds == {("text", True), ("text", False), ("html", True), ("html", False)}

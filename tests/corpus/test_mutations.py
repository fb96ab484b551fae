"""Damaged samples: whatever is lost, torn or doubled, an audit ends with a report whose quotes stand in the text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from corpus.samples import documents
from extractor.reading import load, read
from gouji import audit

PIECES = ("万", "元", "%", "0", ",", "。", "\n", "(", ")", "增加", "占", "预算", "年", " ", "9")


def mutated(text: str, draw: random.Random) -> str:
    """Drop, double, move and insert pieces of a text at a few dozen places."""
    for _ in range(draw.randint(5, 40)):
        at = draw.randrange(len(text))
        length = draw.choice((1, 1, 1, 2, 5, 20))
        piece = draw.choice((draw.choice(PIECES), "", text[at : at + length] * 2, text[-at : -at + 30]))
        text = text[:at] + piece + text[at + length :]
    return text


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_sample_is_reported_not_crashed_on(seed):
    draw = random.Random(seed)  # noqa: S311 - a fixed seed, no secret
    path = draw.choice(sorted(documents().glob("*.txt")))
    text = mutated(read(load(path)).text, draw)
    audited = audit(text.encode(), name=f"{seed}.txt")
    assert audited.status in ("audited", "partial", "not_a_disclosure", "unfilled_template")
    for finding in audited.findings:
        for anchor in (finding.anchor, *(note.anchor for note in finding.notes)):
            if anchor is not None:
                assert 0 <= anchor.span.start < anchor.span.end <= len(audited.document.text)
        if finding.suspects:
            assert finding.verdicts, finding.message
    figures = audited.extraction.figures if audited.extraction else ()
    assert all(audited.document.quote(figure.span) == figure.printed for figure in figures)


def test_a_repair_that_only_makes_up_for_another_is_no_cause_of_its_own():
    audited = audit(Path(__file__).with_name("compensating.txt"))
    assert all(finding.verdicts for finding in audited.findings if finding.suspects)
    assert any(len(finding.suspects) > 1 for finding in audited.findings)

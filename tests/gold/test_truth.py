"""Real PDF disclosures: what was checked by hand is found on its page, and hardly anything else is said aloud."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from corpus.truth import NEEDED, Comparison, compare, page

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
MOST_BEYOND = 3

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no real samples beside the repository")


@cache
def found() -> tuple[Comparison, ...]:
    return compare(SAMPLES)


def test_certain_defects_are_found_on_their_page():
    silent = [
        row.entry.number
        for one in found()
        for row in one.rows
        if row.entry.certain and row.entry.family in NEEDED and not row.rules
    ]
    assert silent == []


def test_hardly_anything_else_is_said_aloud():
    assert all(len(one.beyond) <= MOST_BEYOND for one in found()), [
        (one.doc, finding.rule.id, finding.message) for one in found() for finding in one.beyond
    ]


def test_what_is_not_found_says_why():
    assert [row.entry.number for one in found() for row in one.rows if not row.rules and not row.why] == []


def test_page_is_up_to_date():
    assert (ROOT / "docs" / "samples.md").read_text(encoding="utf-8") == page(found()) + "\n"

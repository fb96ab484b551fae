"""Planted misprints on an invented board of figures: what is accused, and with what."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

DATA = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
def test_a_planted_slip_is_named(case, board):
    base = DATA["base"] if "alone" not in case else {"figures": {}, "relations": case["relations"]}
    figures = base["figures"] | case.get("figures", {})
    made = board(figures, base["relations"], indicators=case.get("indicators"), own_measures=case.get("measures"))
    findings = made.diagnose()
    assert [made.named(finding.suspects[0].anchor) for finding in findings] == [one["at"] for one in case["found"]]
    for finding, wanted in zip(findings, case["found"], strict=True):
        first = finding.suspects[0]
        named = {made.named(one.anchor) for one in finding.suspects if one.rank == first.rank}
        assert named == set(wanted.get("tie", [wanted["at"]]))
        seen = {"slip": first.slip, "replacement": first.replacement, "printed": first.printed}
        seen |= {"rule": finding.rule.id, "severity": finding.severity}
        assert wanted.get("says", "") in finding.message
        assert "note" not in wanted or wanted["note"] in {made.named(note.anchor) for note in finding.notes}
        assert {key: seen[key] for key in seen if key in wanted} == {key: wanted[key] for key in seen if key in wanted}

"""What holds of every repair: the true value is a candidate, the answer is the same twice, and time is bounded."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.slips import SLIPS, plant
from extractor.quantity import Interval, Quantity
from rules.edits import edits
from rules.repair import Style, nearest, reprinted

NUMERIC = [slip for slip in SLIPS if slip != "sign"]
STYLE = Style(decimals=2, strips=False, units=("万元", "元"))


def quantity(digits, unit="万元", *, strips=False):
    decimals = len(digits.partition(".")[2])
    precision = max(decimals, 2) if strips else decimals
    return Quantity(digits=digits, unit=unit, kind="amount", precision=precision)


@given(cents=st.integers(100, 10**9), data=st.data(), slip=st.sampled_from(NUMERIC), strips=st.booleans())
@settings(max_examples=600)
def test_the_true_value_is_among_the_edits_of_a_planted_slip(cents, data, slip, strips):
    digits = f"{cents // 100}.{cents % 100:02}"
    if strips:
        digits = digits.rstrip("0").removesuffix(".")
    planted = plant(slip, f"{digits}万元", 0)
    assume(planted)
    edit = data.draw(st.sampled_from(planted))
    unit = "万元" if edit.new.endswith("万元") else "元"
    misprint = quantity(edit.new.removesuffix(unit), unit, strips=strips)
    true = quantity(digits, strips=strips)
    style = Style(decimals=2, strips=strips, units=("万元", "元"))
    found = {(Decimal(one.digits), one.unit) for one in edits(misprint, style)}
    assert (Decimal(true.digits), true.unit) in found


@given(cents=st.integers(1, 10**9), half=st.integers(0, 400))
def test_the_nearest_printed_number_lies_in_the_middle(cents, half):
    target = Interval(cents * 100 * 100 - half, cents * 100 * 100 + half, 2)
    found = nearest(target, quantity("1.00"), STYLE)
    assert found is None or found.value == Decimal(cents) * 100


@pytest.mark.parametrize(
    ("printed", "digits", "unit", "text"),
    [
        ("3,734.66万元", "2000.00", "万元", "2,000.00万元"),
        ("1344.73元", "1344.73", "万元", "1344.73万元"),
        ("12.5 %", "13.5", "%", "13.5 %"),
        ("7", "8", "个", "8"),
        ("两个", "3", "个", "3个"),
    ],
)
def test_a_repair_is_printed_like_the_figure(printed, digits, unit, text):
    old = Quantity(digits="1", unit="元" if printed.endswith("3元") else unit, kind="amount", precision=2)
    assert reprinted(printed, old, quantity(digits, unit)) == text


def ring(count):
    """Return a long list of items with shares, a total and repeats: ``count`` figures of each kind."""
    amounts = [Decimal(137 + 61 * n) + Decimal("0.37") * n for n in range(count)]
    total = sum(amounts)
    figures = {"总计": f"{total:.2f}万元"}
    relations = [["sum", {"whole": "总计", "part": " ".join(f"项{n}号" for n in range(count))}]]
    for n, amount in enumerate(amounts):
        figures |= {f"项{n}号": f"{amount:.2f}万元", f"又{n}号": f"{amount:.2f}万元"}
        figures[f"占{n}号"] = f"{amount / total * 100:.2f}%"
        relations.append(["share", {"share": f"占{n}号", "part": f"项{n}号", "whole": "总计"}])
        relations.append(["equal", {"one": f"项{n}号", "other": f"又{n}号"}])
    return figures, relations


def spoiled(figures):
    """Return the figures with five slips in them, and where they are."""
    new = dict(figures)
    new["项3号"] = new["项3号"].removesuffix("万元") + "元"
    for name in ("项11号", "占20号", "又30号", "项40号"):
        digits = new[name]
        new[name] = ("9" if digits[0] != "9" else "2") + digits[1:]
    return new


def test_five_slips_among_two_hundred_figures_are_found_alike_every_time(board):
    figures, relations = ring(66)
    made = board(spoiled(figures), relations)
    first, second = made.diagnose(), made.diagnose()
    assert first == second
    named = {made.named(finding.suspects[0].anchor) for finding in first}
    assert named == {"项3号", "项11号", "占20号", "又30号", "项40号"}


def test_without_time_the_finding_says_that_nothing_was_decided(board):
    figures, relations = ring(12)
    figures["项3号"] = "1.00万元"
    (finding,) = board(figures, relations).diagnose(seconds=0.0)
    assert finding.message.startswith("未能判定")
    assert len(finding.verdicts) == 3
    assert all(suspect.replacement is None for suspect in finding.suspects)


def test_a_relation_that_only_informs_accuses_nobody(board):
    figures = {"一处": "10.00万元", "另一处": "20.00万元"}
    made = board(figures, [["equal", {"one": "一处", "other": "另一处", "severity": "info"}]])
    (finding,) = made.diagnose()
    assert (finding.severity, finding.suspects) == ("info", ())


def test_identical_findings_are_numbered(board):
    figures = {"甲": "10.00万元", "乙": "20.00万元", "丙": "30.00万元"}
    relations = [["equal", {"one": "甲", "other": "乙"}], ["equal", {"one": "甲", "other": "丙"}]]
    findings = board(figures, relations).diagnose()
    assert len({finding.fingerprint for finding in findings}) == len(findings)

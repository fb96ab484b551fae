"""The edit experiment: planted slips are found, and the very figure is named first (docs/edits.md has all of it)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from corpus import edits
from corpus.slips import SLIPS, plant

SEEDS = sorted((Path(__file__).parents[3] / "shared" / "seeds").glob("*.txt"))
needs_seeds = pytest.mark.skipif(not SEEDS, reason="the real disclosures are not beside this repository")


@pytest.mark.parametrize(
    ("slip", "printed", "some"),
    [
        ("unit", "1344.73万元", "1344.73元"),
        ("digit", "402万元", "412万元"),
        ("swap", "1,344.73万元", "1347.43万元"),
        ("drop", "92.7%", "9.7%"),
        ("point", "5.44万元", "0.0544万元"),
        ("sign", "各增加", "各减少"),
    ],
)
def test_a_slip_is_planted_where_the_figure_stands(slip, printed, some):
    planted = plant(slip, printed, 7)
    assert some in [edit.new for edit in planted]
    text = f"2023年度支出为{printed}。"
    start = text.index(printed)
    edit = next(edit for edit in plant(slip, printed, start) if edit.new == some)
    assert edit.apply(text) == f"2023年度支出为{some}。"
    assert edit.apply(text)[edit.after.start : edit.after.end] == some


@pytest.mark.parametrize("slip", SLIPS)
def test_no_slip_leaves_the_figure_as_it_was_or_makes_it_zero(slip):
    for printed in ("1200.50万元", "0万元", "100.00%", "3个"):
        for edit in plant(slip, printed, 0):
            assert edit.new != printed
            assert edit.new.strip("0.万元%个")


@pytest.fixture(scope="module")
def grounds():
    return [edits.prepare(path) for path in SEEDS]


@needs_seeds
def test_nearly_every_planted_slip_is_named_first(grounds):
    rng = random.Random(edits.SEED)  # noqa: S311  (a drawing, nothing secret)
    drawn = [(ground, *one) for ground in grounds for one in edits.edits(ground, rng)]
    trials = [edits.attempt(*one) for one in rng.sample(drawn, 100)]
    results = [trial.result for trial in trials if trial.outside]
    assert len(results) > 60
    assert results.count("missed") <= 0.02 * len(results)
    assert results.count("first") >= 0.9 * len(results)
    assert results.count("tie") <= 0.08 * len(results)
    assert results.count("other") <= 0.02 * len(results)


@needs_seeds
def test_two_slips_at_a_time_are_both_named(grounds):
    rng = random.Random(edits.SEED)  # noqa: S311  (a drawing, nothing secret)
    results = [edits.named(ground, *pair) for ground in grounds for pair in edits.pairs(ground, rng, 10)]
    assert sum(all(result) for result in results) >= 0.85 * len(results)

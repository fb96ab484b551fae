"""The hand checks of the two seeds against the product's verdicts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from corpus import gold_table
from corpus.hand_checks import (
    STATES,
    Settled,
    State,
    hand_relations,
    render,
    repaired,
    settle_seed,
    undecided,
)

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
PAGE = ROOT / "docs" / "hand-checks.md"

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real seeds are not beside the repository")


@cache
def _settled(seed: str, state: State) -> tuple[Settled, ...]:
    for module in ("extractor.extracting", "rules.bind", "rules.engine"):
        pytest.importorskip(module)
    return settle_seed(SEEDS / gold_table.SEEDS[seed], seed=seed, state=state)


def test_every_hand_check_is_decided_or_says_why_not():
    decided = {relation.check for relation in hand_relations()}
    rest = {check["id"] for check in undecided()}
    everything = {f"8.1-{n:02d}" for n in range(1, 46)} | {f"8.3-{n:02d}" for n in range(1, 30)}
    assert decided | rest == everything
    assert not decided & rest


@pytest.mark.parametrize("seed", gold_table.SEEDS)
def test_every_seat_is_a_fact_of_the_table(seed):
    known = {fact.key for figure in gold_table.figures(seed) for fact in figure.facts}
    seats = {seat for relation in hand_relations() if relation.seed == seed for seat in relation.seats}
    assert seats <= known


@needs_seeds
def test_repair_touches_the_two_slips_only():
    text = (SEEDS / gold_table.SEEDS["000"]).read_text(encoding="utf-8")
    assert len(repaired(text)) == len(text) + 2


@needs_seeds
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("seed", gold_table.SEEDS)
def test_product_judges_as_by_hand(seed, state):
    wrong = [str(one) for one in _settled(seed, state) if not one.agrees]
    assert not wrong, "\n" + "\n".join(wrong)


@needs_seeds
def test_page_of_hand_checks_is_current():
    settled = [one for seed in gold_table.SEEDS for state in STATES for one in _settled(seed, state)]
    assert PAGE.read_text(encoding="utf-8") == render(settled)

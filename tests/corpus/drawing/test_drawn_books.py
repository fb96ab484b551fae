"""Books that are drawn balance, belong to no real place, and have the sizes and zeros of real ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from statistics import median

import pytest
import yaml

import extractor
from corpus.drawing import data, draw
from corpus.ledger import FISCAL

SEEDS = range(200)


@cache
def books(seed):
    return draw(seed)


def test_same_seed_gives_the_same_books():
    assert draw(7) == draw(7)
    assert draw(7) != draw(8)


@pytest.mark.parametrize("seed", SEEDS)
def test_books_balance(seed):
    drawn = books(seed)
    assert drawn.staff + drawn.office == drawn.basic(fund="gpb")
    assert drawn.total == drawn.spending() + drawn.closing()
    assert drawn.fiscal_total == sum(drawn.spending(fund=fund) for fund in FISCAL) + drawn.closing(*FISCAL)
    assert all(min(e.basic, e.project, e.opening, e.closing, e.budget, e.income) >= 0 for e in drawn.entries)
    assert all(len(code) == 5 and fen > 0 for code, (_, fen) in drawn.economic.items())


@pytest.mark.parametrize("seed", SEEDS)
def test_what_stands_beside_agrees(seed):
    drawn = books(seed)
    spent, counts, bought = drawn.spent, drawn.counts, drawn.procurement
    assert (spent.reception > 0) == (counts["persons"] > 0) == (counts["groups"] > 0)
    assert (spent.abroad > 0) == (counts["abroad_persons"] > 0)
    assert (spent.buy > 0) == (counts["bought"] > 0)
    assert counts["vehicles"] == sum(n for key, n in counts.items() if key.startswith("vehicle_")) >= counts["kept"]
    assert drawn.economic.get("30217", ("", 0))[1] <= spent.reception
    assert drawn.economic.get("30231", ("", 0))[1] <= spent.run
    assert bought["micro"] <= bought["sme"] <= bought["goods"] + bought["works"] + bought["services"]
    assert sum(fen for _, _, fen in drawn.projects) <= drawn.project(fund="gpb")
    assert all(fen <= planned for _, planned, fen in drawn.projects)


@pytest.mark.parametrize("seed", SEEDS)
def test_last_year_is_possible(seed):
    drawn = books(seed)
    prior = drawn.prior
    assert prior["gpb"] <= prior["fiscal"] <= prior["total"]
    assert prior["total"] == prior["spending"] + drawn.opening()
    assert prior["income"] <= prior["total"]
    assert prior["three_public"] == drawn.before.total


def test_names_are_of_no_real_place():
    text = (Path(extractor.__file__).parent / "vocabulary" / "regions.yaml").read_text(encoding="utf-8")
    provinces = yaml.safe_load(text)["provinces"]
    real = {name for places in provinces.values() for listed in places.values() for name in names_of(listed)}
    short = {name[:-1] for name in (*real, *provinces) if len(name) > 2}
    names = data("names")
    made = {one + two for one in names["first"] for two in names["second"]}
    assert made.isdisjoint(short)
    assert {name[:-1] for name in names["provinces"]}.isdisjoint(short)
    assert set(names["towns"]).isdisjoint(short)
    assert len(real) > 2000


def names_of(listed):
    return listed.split() if isinstance(listed, str) else listed


def test_sizes_and_zeros_are_those_of_real_bodies():
    drawn = [books(seed) for seed in SEEDS]
    three = [one.spent.total / 1_000_000 for one in drawn]
    assert 8 < median(three) < 30
    assert 0.02 < sum(cost == 0 for cost in three) / len(three) < 0.3
    assert sum(one.spent.abroad > 0 for one in drawn) < 30
    assert len({one.name for one in drawn}) > 190

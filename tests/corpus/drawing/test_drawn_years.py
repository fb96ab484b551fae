"""Years of one body fit each other, and a department is the sum of its units."""

from __future__ import annotations

from random import Random

import pytest

from corpus.drawing_years import draw_department, draw_years, parted
from corpus.forms import form
from corpus.ledger import FISCAL
from corpus.rendering import html
from corpus.writer import compose
from gouji import audit

SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_last_year_is_what_this_year_says_it_was(seed):
    before, now = draw_years(seed)
    assert (before.name, before.year) == (now.name, now.year - 1)
    assert before.closing(*FISCAL) == now.opening(*FISCAL)
    said = {
        "total": before.total,
        "fiscal": before.fiscal_total,
        "gpb": before.spending(fund="gpb"),
        "spending": before.spending(),
        "income": before.income(),
        "three_public": before.spent.total,
        "running": before.office,
    }
    assert {key: now.prior[key] for key in said} == said
    assert before.staff + before.office == before.basic(fund="gpb")
    assert all(entry.income >= 0 for entry in before.entries)
    assert before.economic.get("30217", ("", 0))[1] <= before.spent.reception
    assert min(fen for _, fen in before.economic.values()) > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_department_is_the_sum_of_its_units(seed):
    whole, units = draw_department(seed)
    assert whole.total == sum(unit.total for unit in units)
    assert whole.spending(fund="gpb") == sum(unit.spending(fund="gpb") for unit in units)
    assert whole.prior["total"] == sum(unit.prior["total"] for unit in units)
    assert {unit.year for unit in units} == {whole.year}
    assert whole.units == tuple(unit.name for unit in units)


@pytest.mark.parametrize("seed", range(3))
def test_the_year_before_reads_clean(seed):
    before, _ = draw_years(seed)
    rng = Random(seed)  # noqa: S311  no secret is drawn
    told = compose(before, form("national"), voice="hubei", rng=rng)
    found = audit(html.render(told), name="year.html")
    assert found.status == "audited"
    assert [f.message for f in found.findings if f.severity == "error"] == []


def test_parts_add_up():
    assert parted(10, [1, 1, 1]) == [3, 3, 4]
    assert parted(10, [0, 0]) == [0, 0]
    assert parted(0, []) == []

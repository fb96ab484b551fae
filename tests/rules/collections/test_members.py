"""Members as plain data and back, and joint diagnosis: what a year vouches for is accused last."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from corpus import forms, ledger, writer
from corpus.rendering import html
from gouji.auditing import audit
from rules.collecting import collection_of, linked
from rules.collection.diagnosing import collected
from rules.collection.keeping import member
from rules.collection.plain import from_row, to_row
from rules.load import rulebook

NOW, BEFORE = ledger.load("water_bureau"), ledger.load("water_bureau_2022")


def kept(books, *, said: tuple[str, str] | None = None):
    made = writer.write(books, forms.form("national"))
    done = audit(html.render(made.replaced(*said) if said else made), name=f"{books.year}.html")
    return member(done.extraction, done.verdicts, done.findings, path=done.path)


@pytest.fixture(scope="module")
def before():
    return kept(BEFORE)


def judged(before, now):
    members = (before, now)
    links, apart = linked([one.card for one in members])
    assert not apart
    (link,) = links
    return collected(collection_of(link, members), rulebook())


def test_a_member_is_the_same_after_it_was_plain_data(before):
    again = from_row(json.loads(json.dumps(to_row(before))))
    assert to_row(again) == to_row(before)
    assert again.card == replace(before.card, path="")
    assert [(fact.id, fact.interval, fact.figure.anchor) for fact in again.facts] == [
        (fact.id, fact.interval, fact.figure.anchor) for fact in before.facts
    ]


def test_what_is_no_member_is_refused():
    with pytest.raises(ValueError, match="other"):
        from_row({"schema": "other/1"})


def test_figures_that_fit_make_no_finding(before):
    found = judged(before, kept(NOW))
    assert [one for one in found.findings if one.severity != "info"] == []
    assert {one.outcome for one in found.verdicts} <= {"holds", "rounding"}


def test_one_slip_that_explains_all_without_a_rival_is_an_error(before):
    """The printed change lost nothing within its year, for no rate stands beside it; last year is vouched for."""
    fits = "与2022年度相比,收、支总计各增加55.92万元,增长1.53%,主要原因"
    found = judged(before, kept(NOW, said=(fits, fits.replace("55.92万元,增长1.53%", "59.52万元"))))
    (one,) = [one for one in found.findings if one.rule.id == "YE01"]
    assert one.suspects[0].printed == "59.52万元"
    assert one.suspects[0].replacement == "55.92万元"
    assert one.severity == "error"
    assert "2022.html" in one.notes[0].message


def test_one_opening_that_is_wrong_in_total_and_in_its_parts_is_one_finding(before):
    entries = tuple(
        replace(one, opening=one.opening + 5_432_100) if (one.code, one.fund) == ("2130305", "gpb") else one
        for one in NOW.entries
    )
    found = judged(before, kept(replace(NOW, entries=entries)))
    (one,) = [one for one in found.findings if one.rule.id == "YE03"]
    assert sum(verdict.rule == "YE03" for verdict in one.verdicts) == 3
    assert one.severity == "warning"


def test_collections_know_no_rule_that_was_left_out(before):
    links, _ = linked([before.card, kept(NOW).card])
    book = rulebook().select(ignore=["years"])
    found = collected(collection_of(links[0], [before, kept(NOW)]), book)
    assert (found.findings, found.verdicts) == ((), ())


def test_a_unit_that_came_makes_findings_milder_and_is_named():
    units = ("云岭省青禾县水务局(本级)", "云岭省青禾县河道管理所")
    more = {**NOW.prior, "total": NOW.prior["total"] * 103 // 100}
    old = kept(replace(BEFORE, units=units))
    found = judged(old, kept(replace(NOW, prior=more, units=(*units, "云岭省青禾县水库管理站"))))
    (one,) = [one for one in found.findings if one.rule.id == "YE01"]
    assert one.severity == "info"
    assert "水库管理站" in one.message
    same = judged(old, kept(replace(NOW, prior=more, units=units)))
    assert [one.severity for one in same.findings if one.rule.id == "YE01"] == ["warning"]


def test_last_year_tells_which_of_several_figures_is_wrong(before):
    """增加384.81万元 makes last year's total smaller than its fiscal part; of four figures one is wrong."""
    found = judged(before, kept(replace(NOW, prior={**NOW.prior, "total": NOW.prior["total"] * 91 // 100})))
    (support,) = found.supports
    assert "写错的多半是“384.81万元”" in support.message
    assert [one for one in found.findings if one.rule.id == "YE01"] == []

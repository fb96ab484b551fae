"""The comparison itself: a perfect reading has no differences, a slip in reading is seen as what it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from corpus import gold_table
from corpus.compare import Comparison, compare
from corpus.gold_extraction import perfect
from extractor.anchor import Source
from extractor.document import Body, Disclosure, Document

if TYPE_CHECKING:
    from extractor.fact import Extraction, Figure


def _perfect(seed: str) -> Extraction:
    source = Source(id="0", sha256="0", path="invented", media="text/plain", data=b"")
    disclosure = Disclosure(
        body=Body(name=None, key=None),
        year=None,
        kind="部门决算",
        template="national",
        documents=(Document(source=source, text=""),),
    )
    return perfect(disclosure, seed=seed)


def _with(figure: Figure, **changes: Any) -> Comparison:
    extraction = _perfect("001")
    changed = replace(figure, **changes)
    facts = tuple(replace(fact, figure=changed) if fact.figure == figure else fact for fact in extraction.facts)
    figures = tuple(changed if one == figure else one for one in extraction.figures)
    return compare(replace(extraction, figures=figures, facts=facts), seed="001")


def _aspects(result: Comparison) -> set[str]:
    return {difference.aspect for difference in result.differences if difference.aspect != "word"}


@pytest.mark.parametrize("seed", gold_table.SEEDS)
def test_perfect_reading_has_no_differences(seed):
    result = compare(_perfect(seed), seed=seed)
    assert _aspects(result) == set()
    assert result.share_right == 1


def test_lost_wan_is_a_wrong_value_and_unit():
    figure = _perfect("001").figures[0]
    assert figure.quantity is not None
    result = _with(figure, quantity=replace(figure.quantity, unit="元"))
    assert _aspects(result) == {"value", "unit"}
    assert len(result.misread) == 2


def test_lost_figure_is_missing():
    extraction = _perfect("001")
    first = extraction.figures[0]
    facts = tuple(fact for fact in extraction.facts if fact.figure != first)
    result = compare(replace(extraction, figures=extraction.figures[1:], facts=facts), seed="001")
    assert _aspects(result) == {"missing"}


def test_wrong_base_is_a_wrong_fact():
    extraction = _perfect("001")
    wrong = next(fact for fact in extraction.facts if fact.measure == "share")
    facts = tuple(replace(fact, base="exp.basic") if fact == wrong else fact for fact in extraction.facts)
    result = compare(replace(extraction, facts=facts), seed="001")
    assert _aspects(result) == {"fact"}
    assert not result.misread
    assert result.share_right < 1

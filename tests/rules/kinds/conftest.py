"""Facts and relations written in a few words, for tests of kinds."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

import pytest

from extractor.anchor import Anchor, Span
from extractor.fact import Fact, Figure, Subject
from extractor.quantity import Quantity
from rules.finding import Seat
from rules.relation import Relation
from rules.rule import Rule

SHAPE = re.compile(r"(?P<verb>增加|减少|增长|下降|大于|小于|)(?P<digits>[\d.,]*)(?P<unit>[^@]*)(?:@(?P<precision>\d))?")
KINDS = {"%": "percent", "倍": "times", "个": "count", "人次": "count", "辆": "count"}
SIGNS = {"增加": 1, "增长": 1, "大于": 1, "减少": -1, "下降": -1, "小于": -1}
PLACES = count()


def make_fact(text):
    """Read ``减少29.50万元`` or ``12.1万元@2`` (printed so, counted with two decimals)."""
    match = SHAPE.fullmatch(text)
    digits = match["digits"].replace(",", "")
    decimals = len(digits.partition(".")[2])
    quantity = digits and Quantity(
        digits=digits,
        unit=match["unit"],
        kind=KINDS.get(match["unit"], "amount"),
        precision=int(match["precision"] or decimals),
    )
    place = 30 * next(PLACES)
    printed = text.partition("@")[0].removeprefix(match["verb"]) or match["verb"]
    span = Span(place, place + len(printed))
    figure = Figure(printed=printed, quantity=quantity or None, anchor=Anchor(source="case", span=span))
    return Fact(
        figure=figure,
        subject=Subject("gpb.exp"),
        measure="final",
        year=2023,
        direction=SIGNS.get(match["verb"]),
        recognizer="case",
        statement=0,
    )


def make_relation(kind, seats, *, formula="", spec=None):
    """Seat facts by name; a list seats several under one name."""
    rule = Rule(
        id="ZZ01",
        name="case",
        title="",
        family="rates",
        severity="error",
        why="",
        message="",
        formula=formula,
        kind=kind,
        spec=spec or {},
        path=Path("case.yaml"),
    )
    facts = [(name, one) for name, each in seats.items() for one in (each if isinstance(each, list) else [each])]
    return Relation(
        rule=rule,
        seats=tuple(Seat(name=name, fact=make_fact(one) if isinstance(one, str) else one) for name, one in facts),
    )


@pytest.fixture
def relation():
    return make_relation


@pytest.fixture
def fact():
    return make_fact


@pytest.fixture(scope="session")
def relation_of():
    """The same for property tests, which share one."""
    return make_relation

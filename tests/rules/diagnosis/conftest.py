"""A board of figures and relations written down in a few lines, for tests of diagnosis."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from extractor.anchor import Anchor, Source, Span
from extractor.document import Body, Disclosure, Document
from extractor.fact import Extraction, Fact, Figure, Subject
from extractor.quantity import Quantity
from rules.diagnose import diagnose
from rules.finding import Seat
from rules.kinds import kind_named
from rules.load import book
from rules.relation import Relation
from rules.rule import Rule

KINDS = {"万元": "amount", "元": "amount", "千元": "amount", "亿元": "amount", "%": "percent"}
MEASURES = {"growth": "rate", "share": "share", "completion": "completion"}
SHAPE = re.compile(r"(增加|减少|增长|下降)?(-?)([\d,.]+)([^\d()]*)(\(.*)?")


def rule(kind, *, severity="error", identifier="ZZ01", spec=None):
    return Rule(
        id=identifier,
        name=f"{kind}-fault",
        title=kind,
        family="rates",
        severity=severity,
        why="",
        message="写作{stated},应在{low}至{high}之间",
        kind=kind,
        spec=spec or {},
        path=Path("rule.yaml"),
    )


UNIT = rule("repair", identifier="UN01", spec={"slip": "unit"})


@dataclass(frozen=True)
class Board:
    """An extraction with its relations."""

    extraction: Extraction
    facts: dict[str, Fact]
    relations: tuple[Relation, ...]

    def diagnose(self, *, seconds=2.0):
        verdicts = [kind_named(one.rule.kind).judge(one) for one in self.relations]
        return diagnose(self.extraction, self.relations, verdicts, book([UNIT]), seconds=seconds)

    def named(self, anchor):
        return next(
            (name for name, fact in self.facts.items() if anchor.span in (fact.figure.span, fact.direction_span)),
            None,
        )


def build(figures, relations, *, precision=2, indicators=None, own_measures=None):
    """Return the board of ``figures`` (name → printed) and ``relations`` (kind → seat → names)."""
    text = "".join(f"{name}为{printed}。" for name, printed in figures.items())
    source = Source(id="s", sha256="s", path="x.txt", media="text/plain", data=b"")
    measures = {
        name: MEASURES[kind]
        for kind, seats in relations
        if kind in MEASURES
        for name in names_in(seats[MEASURES[kind]])
    }
    measures |= own_measures or {}
    facts = {}
    start = 0
    for name, printed in figures.items():
        start = text.index("为", text.index(name + "为", start)) + 1
        facts[name] = fact_of(name, printed, start, measures.get(name, "final"), precision)
        subject = Subject((indicators or {}).get(name, name.rstrip("甲乙丙")))
        facts[name] = replace(facts[name], subject=subject)
    bound = tuple(relation_of(kind, seats, facts) for kind, seats in relations)
    document = Document(source=source, text=text)
    disclosure = Disclosure(
        body=Body(name="甲局", key="甲局"), year=2023, kind="部门决算", template="national", documents=(document,)
    )
    extraction = Extraction(
        disclosure=disclosure,
        figures=tuple(fact.figure for fact in facts.values()),
        facts=tuple(facts.values()),
        reasons=(),
    )
    return Board(extraction=extraction, facts=facts, relations=bound)


def names_in(value):
    return value.split() if isinstance(value, str) else value


def fact_of(name, printed, start, measure, precision):
    verb, minus, digits, unit, damage = SHAPE.fullmatch(printed).groups()
    at = start + len(verb or "")
    kind = KINDS.get(unit, "count")
    printed = printed.removesuffix(damage or "")
    plain = digits.replace(",", "")
    decimals = len(plain.partition(".")[2])
    quantity = Quantity(
        digits=plain,
        unit=unit,
        kind=kind,
        precision=max(decimals, precision) if kind == "amount" else decimals,
        negative=bool(minus),
    )
    anchor = Anchor(source="s", span=Span(at, start + len(printed)))
    figure = Figure(printed=printed[len(verb or "") :], quantity=quantity, anchor=anchor)
    return Fact(
        figure=figure,
        subject=Subject(name),
        measure=measure,
        year=2023,
        direction={"增加": 1, "增长": 1, "减少": -1, "下降": -1}.get(verb),
        direction_span=Span(start, at) if verb else None,
        recognizer="test",
        statement=0,
    )


def relation_of(kind, seats, facts):
    severity = seats.get("severity", "error")
    spec = seats.get("spec", {})
    taken = tuple(
        Seat(name=seat, fact=facts[name])
        for seat, names in seats.items()
        if seat not in ("severity", "spec")
        for name in names_in(names)
    )
    return Relation(rule=rule(kind, severity=severity, spec=spec), seats=taken)


@pytest.fixture
def board():
    return build

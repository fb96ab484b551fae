"""Extractions made by hand: tables as rows of cells, and what the narrative says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.anchor import Anchor, Source, Span
from extractor.document import Body, Cell, Disclosure, Document, Table
from extractor.fact import Extraction, Fact, Figure, Seated, Subject
from extractor.quantity import Quantity

YEAR = 2023
SOURCE = Source(id="hand", sha256="hand", path="hand.txt", media="text/plain", data=b"")


class Desk:
    """Writes figures one after another into one text, so that every one has its own place."""

    def __init__(self) -> None:
        self.text = ""
        self.facts = []
        self.others = []

    def figure(self, printed, *, unit, confidence=None):
        digits = printed.replace(",", "").lstrip("-")
        start = len(self.text)
        self.text += f"{printed}\t"
        kind = "amount" if unit.endswith("元") else "count"
        quantity = Quantity(
            digits=digits,
            unit=unit,
            kind=kind,
            precision=len(digits.partition(".")[2]),
            negative=printed.startswith("-"),
        )
        anchor = Anchor(source=SOURCE.id, span=Span(start, start + len(printed)))
        return Figure(printed=printed, quantity=quantity, anchor=anchor, confidence=confidence)

    def unread(self, printed):
        start = len(self.text)
        self.text += f"{printed}\t"
        anchor = Anchor(source=SOURCE.id, span=Span(start, start + len(printed)))
        self.others.append(Figure(printed=printed, quantity=None, anchor=anchor, why="没有认出这一行的科目"))

    def add(self, printed, indicator, *, unit="万元", account="", cell=None, confidence=None, **more: str):
        fact = Fact(
            figure=self.figure(printed, unit=unit, confidence=confidence),
            subject=Subject(indicator, account),
            measure=more.get("measure", "final"),
            year=YEAR,
            fund=more.get("fund", ""),
            recognizer="hand",
            statement=len(self.facts),
            role=more.get("role"),
            cell=cell,
        )
        self.facts.append(fact)


def _cell(desk, table, number, row, column, name, printed) -> None:
    if name == "?":
        desk.unread(printed)
        return
    indicator, _, fund = name.partition("#")
    indicator, _, measure = indicator.partition("@")
    seated = Seated(role=table["role"], number=number, row=row, column=column, code=table["rows"][row - 1][1])
    desk.add(
        str(printed),
        indicator,
        account=table["rows"][row - 1][0],
        cell=seated,
        unit=table.get("unit", "万元"),
        confidence=table.get("confidence"),
        fund=fund,
        measure=measure or "final",
    )


def extraction_of(case):
    desk = Desk()
    tables = []
    for number, table in enumerate(case.get("tables", ()), start=1):
        start = len(desk.text)
        cells = []
        for row, (_, _, printed) in enumerate(table["rows"], start=1):
            for column, (name, text) in enumerate(printed.items(), start=1):
                span = Span(len(desk.text), len(desk.text) + len(text))
                cells.append(Cell(row=row, column=column, span=span, anchor=Anchor(source=SOURCE.id, span=span)))
                _cell(desk, table, number, row, column, name, text)
        span = Span(start, len(desk.text))
        doubt = table.get("doubt", "")
        tables.append(Table(number=number, span=span, role=table["role"], cells=tuple(cells), doubt=doubt))
    for told in case.get("told", ()):
        desk.add(**told)
    document = Document(source=SOURCE, text=desk.text, tables=tuple(tables))
    body = Body(name="某某市档案馆", key="hand")
    disclosure = Disclosure(body=body, year=YEAR, kind="部门决算", template="national", documents=(document,))
    figures = (*(fact.figure for fact in desk.facts), *desk.others)
    return Extraction(disclosure=disclosure, figures=figures, facts=tuple(desk.facts), reasons=())


@pytest.fixture
def build():
    return extraction_of


@pytest.fixture
def in_second_document():
    """Return what puts the facts of an extraction, with the same offsets, into a further document as well."""

    def doubled(extraction: Extraction) -> Extraction:
        document = extraction.disclosure.documents[0]
        other = replace(document, source=replace(SOURCE, id="other", sha256="other"))
        facts = [
            replace(fact, figure=replace(fact.figure, anchor=replace(fact.figure.anchor, source="other")))
            for fact in extraction.facts
        ]
        disclosure = replace(extraction.disclosure, documents=(document, other))
        return replace(
            extraction,
            disclosure=disclosure,
            facts=(*extraction.facts, *facts),
            figures=(*extraction.figures, *(fact.figure for fact in facts)),
        )

    return doubled

"""Members as plain data and back: what a run keeps, and an earlier run is read from."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from extractor.anchor import Anchor, Span
from extractor.fact import Fact, Figure, Seated, Subject
from extractor.quantity import Quantity
from rules.collection.member import Card, Charge, Heading, Member, Passage, Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Row = dict[str, Any]
SCHEMA: Final = "gouji.member/1"


def to_row(member: Member) -> Row:
    """Return a member as lists, numbers and texts; where it lay is not kept, for the same bytes may lie elsewhere."""
    figures: dict[str, int] = {}
    rows: list[list[object]] = []
    for fact in member.facts:
        if figures.setdefault(fact.figure.id, len(figures)) == len(rows):
            rows.append(_figure_row(fact.figure))
    return {
        "schema": SCHEMA,
        "card": {**asdict(member.card), "path": ""},
        "figures": rows,
        "facts": [_fact_row(fact, figures[fact.figure.id]) for fact in member.facts],
        "ties": [[tie.rule, [list(seat) for seat in tie.seats]] for tie in member.ties],
        "charges": [asdict(charge) for charge in member.charges],
        "units": _passage_rows(member.units),
        "reasons": _passage_rows(member.reasons),
        "changes": _passage_rows(member.changes),
        "headings": [[one.source, one.start, one.end, one.title] for one in member.headings],
        "lines": {source: list(starts) for source, starts in member.lines.items()},
    }


def from_row(row: Mapping[str, Any]) -> Member:
    """Return a member from plain data; raise KeyError, TypeError or ValueError where it is none."""
    if row["schema"] != SCHEMA:
        raise ValueError(row["schema"])
    figures = [_figure(one) for one in row["figures"]]
    return Member(
        card=card_of(row),
        facts=tuple(_fact(one, figures) for one in row["facts"]),
        ties=tuple(Tie(rule=rule, seats=tuple((name, at) for name, at in seats)) for rule, seats in row["ties"]),
        charges=tuple(Charge(**one) for one in row["charges"]),
        units=_passages(row["units"]),
        reasons=_passages(row["reasons"]),
        changes=_passages(row["changes"]),
        headings=tuple(Heading(source=a, start=b, end=c, title=d) for a, b, c, d in row["headings"]),
        lines={source: tuple(starts) for source, starts in row["lines"].items()},
    )


def card_of(row: Mapping[str, Any]) -> Card:
    """Return the card of a member that is plain data."""
    return Card(**{**row["card"], "units": tuple(row["card"]["units"])})


def _passage_rows(passages: Iterable[Passage]) -> list[list[object]]:
    return [[one.text, _anchor_row(one.anchor)] for one in passages]


def _passages(rows: Iterable[list[Any]]) -> tuple[Passage, ...]:
    return tuple(Passage(text=text, anchor=_anchor(anchor)) for text, anchor in rows)


def _anchor_row(anchor: Anchor) -> list[object]:
    box = None if anchor.box is None else list(anchor.box)
    place = [anchor.page, box, anchor.sheet, anchor.table, anchor.row, anchor.column]
    more = place if any(one is not None for one in place) else []
    return [anchor.source, anchor.span.start, anchor.span.end, *more]


def _anchor(row: list[Any]) -> Anchor:
    source, start, end, *place = row
    if not place:
        return Anchor(source=source, span=Span(start, end))
    page, box, sheet, table, line, column = place
    edges = None if box is None else (box[0], box[1], box[2], box[3])
    return Anchor(
        source=source, span=Span(start, end), page=page, box=edges, sheet=sheet, table=table, row=line, column=column
    )


def _figure_row(figure: Figure) -> list[object]:
    one = figure.quantity
    number = None
    if one is not None:
        number = [one.digits, one.unit, one.kind, one.precision, one.negative, one.approximate]
    return [figure.printed, number, _anchor_row(figure.anchor), figure.word]


def _figure(row: list[Any]) -> Figure:
    printed, number, anchor, word = row
    quantity = None
    if number is not None:
        digits, unit, kind, precision, negative, approximate = number
        quantity = Quantity(
            digits=digits, unit=unit, kind=kind, precision=precision, negative=negative, approximate=approximate
        )
    return Figure(printed=printed, quantity=quantity, anchor=_anchor(anchor), word=word)


def _fact_row(fact: Fact, figure: int) -> list[object]:
    verb, cell = fact.direction_span, fact.cell
    return [
        figure,
        fact.subject.indicator,
        fact.subject.account,
        fact.measure,
        fact.year,
        fact.base,
        fact.direction,
        None if verb is None else [verb.start, verb.end],
        [fact.scope, fact.fund, fact.part],
        [fact.statement, fact.role],
        None if cell is None else [cell.role, cell.number, cell.row, cell.column, cell.code],
    ]


def _fact(row: list[Any], figures: list[Figure]) -> Fact:
    figure, indicator, account, measure, year, base, direction, verb, (scope, fund, part), (statement, role), cell = row
    return Fact(
        figure=figures[figure],
        subject=Subject(indicator, account),
        measure=measure,
        year=year,
        base=base,
        direction=direction,
        direction_span=None if verb is None else Span(*verb),
        scope=scope,
        fund=fund,
        part=part,
        recognizer="kept",
        statement=statement,
        role=role,
        cell=None if cell is None else Seated(role=cell[0], number=cell[1], row=cell[2], column=cell[3], code=cell[4]),
    )

"""read(): every number in the tables of a document as a figure, and as facts where row and column have a meaning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.anchor import Span
from extractor.fact import Fact, Figure, Seated, Subject
from extractor.lexing import Number
from extractor.precision import printed_decimals
from extractor.quantity import POWERS, Quantity
from extractor.tabling.leaves import CUT, cut_numbers
from extractor.tabling.passages import figures_in
from extractor.tabling.roles import UNKNOWN, read_as, recognise
from extractor.tabling.sets import strangers
from extractor.tabling.shape import study
from extractor.tabling.texts import plain
from extractor.tabling.titling import title_of
from extractor.vocabulary.tables import Meaning, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extractor.document import Document, Table
    from extractor.fact import Measure
    from extractor.quantity import Kind
    from extractor.tabling.columns import Column
    from extractor.tabling.lines import Line
    from extractor.tabling.roles import Reading
    from extractor.tabling.shape import Shape
    from extractor.tabling.sheet import Sheet, Spot

_RATIO_UNITS: Final = frozenset({"%", "‰"})
_NO_UNIT: Final = "表上没有写金额单位"
_BASES: Final[dict[str, str]] = {"delta": "prior", "rate": "prior", "completion": "budget"}


class _Seat(NamedTuple):
    """A cell with a number, and what its column and row say."""

    row: int
    column: int
    spot: Spot
    column_says: Column | None
    row_says: Line | None
    statement: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """What the cells of one table share."""

    document: Document
    table: Table
    year: int | None
    why: str
    fund: str
    totals: Mapping[str, str]
    """What the total row says instead of what its column says."""
    decimals: Mapping[tuple[str, str], int]


def read(document: Document, *, year: int | None, first: int) -> tuple[list[Figure], list[Fact]]:
    """Return the figures and facts of a document's tables in reading order; statements are numbered from ``first``."""
    figures: list[Figure] = []
    facts: list[Fact] = []
    doubled = _doubled(document)
    others = strangers(document)
    for table in document.tables:
        fund = "gpb" if doubled and "一般公共预算" in _title(document, table) and table.role == "three_public" else ""
        found, said = _read_table(document, table, year=year, first=first, fund=fund)
        if table.number in others:
            said = [replace(fact, scope=others[table.number]) for fact in said]
        figures += found
        facts += said
        first = 1 + max((fact.statement for fact in said), default=first - 1)
    return figures, facts


def _title(document: Document, table: Table) -> str:
    return title_of(document.quote(table.caption)) if table.caption else ""


def _doubled(document: Document) -> bool:
    """Tell whether 三公经费 is printed twice: of all appropriations and of the general budget alone."""
    return sum(1 for table in document.tables if table.role == "three_public") > 1


def _read_table(
    document: Document, table: Table, *, year: int | None, first: int, fund: str
) -> tuple[list[Figure], list[Fact]]:
    sheet, form = study(document.text, table)
    year = year or table.year
    role = vocabulary().roles.get(table.role or "")
    reading = read_as(role, sheet, form, year=year) if role else None
    why = "" if role else recognise(plain(_caption(document, table)), sheet, form, year=year)[1]
    seats = list(_seats(sheet, form, reading, first=first))
    units = [_unit(table, seat, _indicator(seat)) for seat in seats]
    shared = _Sheet(
        document=document,
        table=table,
        year=year,
        why=why,
        fund=fund,
        totals=role.total if role else {},
        decimals=_decimals(seats, units),
    )
    figures: list[Figure] = []
    facts: list[Fact] = []
    for seat, unit in zip(seats, units, strict=True):
        figure, said = _figure(shared, seat, unit)
        figures.append(figure)
        facts += said
    figures += figures_in(document, sheet, form)
    return figures, facts


def _caption(document: Document, table: Table) -> str:
    return document.quote(table.caption) if table.caption else ""


def _seats(sheet: Sheet, form: Shape, reading: Reading | None, *, first: int) -> Iterator[_Seat]:
    """Yield every cell with a number that is no code, row number or column number."""
    block_of = {column: index for index, block in enumerate(form.blocks) for column in block.values}
    silent = {column for column, kind in enumerate(form.columns) if kind in ("number", "code")}
    cut = cut_numbers(sheet, form)
    for row, kind in enumerate(form.rows):
        if kind in ("numbers", "blank"):
            continue
        for spot in sheet.begun[row]:
            column = spot.cell.column - 1
            if spot.number is None or column in silent or (kind != "data" and _is_year(spot)):
                continue
            if (row, column) in cut:
                spot = spot._replace(number=spot.number._replace(why=CUT))  # noqa: PLW2901 - the same cell, doubted
            block = block_of.get(column) if kind == "data" else None
            if block is None or reading is None:
                yield _Seat(row, column, spot, None, None, first)
                continue
            statement = first + row * len(form.blocks) + block
            yield _Seat(row, column, spot, reading.columns[block][column], reading.lines[block][row], statement)


def _is_year(spot: Spot) -> bool:
    return len(spot.text) == 4 and spot.text.startswith("20")  # noqa: PLR2004 - 2024 above a column


def _unit(table: Table, seat: _Seat, indicator: str) -> str:
    """Return the unit of a number: its own, its row's, its column's, that of things counted, the table's."""
    number = seat.spot.number
    return (
        (number.unit if number else "")
        or (seat.row_says.unit if seat.row_says else "")
        or (seat.column_says.unit if seat.column_says else "")
        or vocabulary().counts.get(indicator, "")
        or table.unit
        or ""
    )


@cache
def _kind(unit: str) -> Kind:
    if unit in _RATIO_UNITS:
        return "percent"
    return "amount" if unit in POWERS and unit.endswith("元") else "count"


def _subject(seat: _Seat, totals: Mapping[str, str]) -> tuple[Meaning, Measure] | str:
    """Return what row and column say together, or why nothing can be said."""
    column, row = seat.column_says, seat.row_says
    if column is None or row is None:
        return "不在数据栏中"
    if column.why or row.why:
        return row.why or column.why
    if column.measure and row.measure:
        return "行和列都写了口径,分不清"
    joined = _join(column.meaning, row, total=totals)
    return joined if isinstance(joined, str) else (joined, row.measure or column.measure or "final")


def _join(says: Meaning, row: Line, *, total: Mapping[str, str]) -> Meaning | str:
    """Join what a column says with what its row says; a row that names an indicator goes before the column."""
    line = row.meaning
    if line.indicator:
        return line if line.fund != "*" else Meaning(line.indicator, line.account, says.fund)
    if not says.indicator:
        return "没有认出这一列" if line.account else "行和列都没有说明是什么数"
    if says.account and not row.total:
        return "明细科目的数不入勾稽"
    if row.total:
        return Meaning(total.get(says.indicator, says.indicator), says.account)
    return Meaning(says.indicator, line.account)


def _figure(shared: _Sheet, seat: _Seat, unit: str) -> tuple[Figure, list[Fact]]:
    """Return a number as a figure, and the fact it says; ``unit`` is its unit if it says what its seat says."""
    number = seat.spot.number
    said = shared.why or _subject(seat, shared.totals)
    if isinstance(said, str):
        return _plain_figure(shared, seat.spot, _unit(shared.table, seat, ""), said), []
    indicator = said[0].indicator
    why = (number.why if number else "") or ("" if unit else _NO_UNIT)
    figure = _plain_figure(shared, seat.spot, unit, why)
    if why or figure.quantity is None:
        return figure, []
    meaning, measure = said
    is_count = indicator in vocabulary().counts
    if is_count != (figure.quantity.kind == "count"):
        return replace(figure, why="单位与这一项不合"), []
    if is_count and measure not in ("final", "prior"):
        return replace(figure, why="数量的预算数"), []
    return figure, [_fact(shared, seat, figure, meaning, "count" if is_count and measure == "final" else measure)]


def _plain_figure(shared: _Sheet, spot: Spot, unit: str, why: str) -> Figure:
    cell = spot.cell
    text = shared.document.text[cell.span.start : cell.span.end]
    bare = text.strip()
    anchor = cell.anchor
    if bare != text:
        start = cell.span.start + text.index(bare)
        anchor = replace(anchor, span=Span(start, start + len(bare)))
    quantity = _quantity(shared, spot, unit)
    return Figure(printed=bare, quantity=quantity, anchor=anchor, why=why or None, confidence=cell.confidence)


def _quantity(shared: _Sheet, spot: Spot, unit: str) -> Quantity | None:
    number = spot.number
    if number is None or number.why or not unit:
        return None
    kind = _kind(unit)
    decimals = number.decimals
    if kind != "count":
        decimals = max(decimals, shared.decimals.get((kind, unit), 0))
    return _measured(number.digits, unit, kind, decimals, number.negative)


@lru_cache(maxsize=4096)
def _measured(digits: str, unit: str, kind: Kind, precision: int, negative: bool) -> Quantity:  # noqa: FBT001 - the key of a cache
    """Return a quantity; the same number stands in many tables, and its values are worked out once."""
    return Quantity(digits=digits, unit=unit, kind=kind, precision=precision, negative=negative)


def _decimals(seats: list[_Seat], units: list[str]) -> Mapping[tuple[str, str], int]:
    """Return the decimals that count where the table strips trailing zeros; a table keeps one habit."""
    numbers = []
    for seat, unit in zip(seats, units, strict=True):
        printed = seat.spot.number
        if printed and unit and not printed.why:
            numbers.append(Number(0, 0, printed.digits, _kind(unit), unit))
    return printed_decimals(numbers)


def _indicator(seat: _Seat) -> str:
    if seat.column_says is None or seat.row_says is None:
        return ""
    return seat.row_says.meaning.indicator or seat.column_says.meaning.indicator


def _fact(shared: _Sheet, seat: _Seat, figure: Figure, meaning: Meaning, measure: Measure) -> Fact:
    table = shared.table
    year = shared.year
    if year is not None and (measure == "prior" or (seat.column_says and seat.column_says.measure == "prior")):
        year -= 1
    return Fact(
        figure=figure,
        subject=Subject(meaning.indicator, meaning.account),
        measure=measure,
        year=year,
        base=_BASES.get(measure),
        fund=meaning.fund or shared.fund,
        recognizer="table",
        statement=seat.statement,
        role=f"table_{table.role}",
        cell=Seated(
            role=table.role or UNKNOWN,
            number=table.number,
            row=seat.row + 1,
            column=seat.column + 1,
            code=seat.row_says.code if seat.row_says else "",
        ),
    )

"""arrange(): grids joined over pages and named by what they say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.tabling.joining import joined
from extractor.tabling.roles import recognise
from extractor.tabling.shape import study
from extractor.tabling.texts import plain

if TYPE_CHECKING:
    from extractor.document import Document, Table

_UNITLESS = "表上没有写金额单位,按本文件其他表的单位读"


def arrange(document: Document) -> Document:
    """Return the document with its tables joined, named and given the unit of the others where they print none."""
    if not document.tables:
        return document
    tables = [_named(document, table) for table in joined(document)]
    return replace(document, tables=tuple(_with_unit(tables)))


def _named(document: Document, table: Table) -> Table:
    if table.role is not None:
        return table
    sheet, form = study(document.text, table)
    title = plain(document.quote(table.caption)) if table.caption else ""
    role, _ = recognise(title, sheet, form, year=table.year)
    return replace(table, role=role)


def _with_unit(tables: list[Table]) -> list[Table]:
    """Give a table that prints no unit that of all others, if they agree; it is read with a doubt."""
    units = {table.unit for table in tables if table.unit and table.role != "unknown"}
    said = sum(1 for table in tables if table.unit and table.role != "unknown")
    if len(units) != 1 or said < 2:  # noqa: PLR2004 - one table sets no habit
        return tables
    unit = next(iter(units))
    return [
        table if table.unit or table.role == "unknown" else replace(table, unit=unit, doubt=table.doubt or _UNITLESS)
        for table in tables
    ]

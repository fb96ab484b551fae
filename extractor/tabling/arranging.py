"""arrange(): grids joined over pages and named by what they say."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.tabling.joining import joined
from extractor.tabling.roles import recognise
from extractor.tabling.shape import study
from extractor.tabling.texts import plain

if TYPE_CHECKING:
    from extractor.document import Document, Table

_CUT = "后面似乎还有没接上的部分"
_UNITLESS = "表上没有写金额单位,按本文件其他表的单位读"


def arrange(document: Document) -> Document:
    """Return the document with its tables joined, named and given the unit of the others where they print none."""
    if not document.tables:
        return document
    tables = [_named(document, table) for table in joined(document)]
    return replace(document, tables=tuple(_with_unit(_severed(document, tables))))


def _severed(document: Document, tables: list[Table]) -> list[Table]:
    """Doubt a table whose rest seems to stand in the next grid, which has no title and was not joined to it."""
    found = list(tables)
    for at, (table, rest) in enumerate(pairwise(tables)):
        if table.role != "unknown" and rest.caption is None and not rest.unit and _is_rest(document, table, rest):
            found[at] = replace(table, doubt=table.doubt or _CUT)
            if rest.role == table.role:
                found[at + 1] = replace(rest, doubt=rest.doubt or _CUT)
    return found


def _is_rest(document: Document, table: Table, rest: Table) -> bool:
    """Tell whether a grid has data, and is read as the same table or has no header and follows under no heading."""
    _, form = study(document.text, rest)
    if rest.role == table.role:
        return bool(form.data)
    heading = any(
        block.kind == "heading" and table.span.end <= block.span.start < rest.span.start for block in document.blocks
    )
    return bool(form.data) and not form.header and not heading


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

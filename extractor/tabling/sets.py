"""Which tables are of another body than the rest, where a document holds sets of tables of several."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from extractor.tabling.titling import heading_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from extractor.document import Document, Table

# 部门:某县水务局(本级) 金额单位:万元 · 编制单位：某县某站; near miss: 金额单位:人民币万元
_OWNED: Final = re.compile(
    r"(?:编制单位|编制部门|填报单位|填报部门|公开部门|公开单位|预算单位|预算部门|编报单位|报表单位"
    r"|(?:部门|单位)名称|(?<!金额)(?<!计量)(?<![\u4e00-\u9fff])(?:部门|单位))\s*:\s*([\u4e00-\u9fff()]{4,40})"
)
_SET: Final = 3
"""Tables of one body from which on they are a set; one name that differs is a slip of the author."""


def strangers(document: Document) -> Mapping[int, str]:
    """Return by number the tables that must not meet the others, each with the name of its body.

    Sets of the same tables in the same order meet table by table, the first with the first; there are no strangers
    then. Where one set lacks a table the other has, those of the body that the document is of stay.
    """
    tables = [table for table in document.tables if table.role not in (None, "unknown")]
    if len(tables) < 2 * _SET or len({table.role for table in tables}) == len(tables):
        return {}
    owners = {table.number: name for table in tables if (name := _owner(document, table))}
    sets = [name for name, count in Counter(owners.values()).most_common() if count >= _SET]
    if len(sets) < 2 or _alike(tables, owners, sets):  # noqa: PLR2004 - one set has no other
        return {}
    main = _main(document, sets)
    return {number: name for number, name in owners.items() if name in sets and name != main}


def _owner(document: Document, table: Table) -> str:
    """Return the body a table says it is of, empty where it says none."""
    for span in heading_of(document, table):
        found = _OWNED.search(unicodedata.normalize("NFKC", document.quote(span)))
        if found and not found[1].endswith("元"):
            return found[1]
    return ""


def _alike(tables: Iterable[Table], owners: Mapping[int, str], sets: list[str]) -> bool:
    """Tell whether every role has one table of each set, in one order of the sets, or none of any."""
    by_role: dict[str | None, list[str]] = {}
    for table in tables:
        by_role.setdefault(table.role, []).append(owners.get(table.number, ""))
    orders = {tuple(names) for names in by_role.values()}
    return len(orders) == 1 and sorted(next(iter(orders))) == sorted(sets)


def _main(document: Document, sets: list[str]) -> str:
    """Return the body whose set stays: that which the document is of, else the one with most tables."""
    from extractor.layout.identity import identify  # asked of few documents, and it reads all of one

    name = identify(document).body.name or ""
    return next((owner for owner in sets if owner == name), sets[0])

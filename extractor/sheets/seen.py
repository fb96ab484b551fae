"""Leaves of a sheet what can be seen: no hidden rows and columns, one text for a merged range.

A hidden row or column is not in what the body published, as far as a reader of the sheet can see; helper columns and
rows of last year stand there. Where figures of a table were hidden, its sums may miss them: the table says so as a
doubt, and a table in doubt accuses nobody.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extractor.sheets.places import letters
from extractor.sheets.sheet import Merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractor.sheets.sheet import Sheet

_MOST_MERGED: Final = 50_000
_MOST_WORK: Final = 2_000_000
"""Cells looked at for all merged ranges; only ranges that overlap, which no program writes, need more."""
_MOST_STEPS: Final = 200
_NAMED: Final = 5

Row = list[tuple[int, str]]
"""Column and text of what is not blank in a row, from left to right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a sheet shows: its rows that are not blank, ascending, and the merged ranges by their upper left place."""

    rows: dict[int, Row]
    merged: dict[tuple[int, int], Merged]
    dropped: dict[int, Row]
    """What was hidden, by row."""


def seen(sheet: Sheet) -> Seen:
    """Return what the sheet shows."""
    cells, dropped = _visible(sheet)
    merged = _uncovered(cells, _ranges(sheet, cells, dropped))
    return Seen(rows=_by_row(cells), merged=merged, dropped=_by_row(dropped))


def _by_row(cells: dict[tuple[int, int], str]) -> dict[int, Row]:
    rows: dict[int, Row] = {}
    for (row, column), text in sorted(cells.items()):
        rows.setdefault(row, []).append((column, text))
    return rows


def hidden_places(places: Iterable[tuple[int, int]], sheet: Sheet) -> str:
    """Name the hidden rows and columns among places: 第5、6行,第D列."""
    listed = list(places)
    rows = sorted({row for row, _ in listed if row in sheet.hidden_rows})
    columns = sorted({column for row, column in listed if row not in sheet.hidden_rows})
    said = [_listed([str(row) for row in rows], "行"), _listed([letters(column) for column in columns], "列")]
    return ",".join(part for part in said if part)


def _listed(names: Sequence[str], kind: str) -> str:
    more = "等" if len(names) > _NAMED else ""
    return f"第{'、'.join(names[:_NAMED])}{more}{kind}" if names else ""


def _visible(sheet: Sheet) -> tuple[dict[tuple[int, int], str], dict[tuple[int, int], str]]:
    """Part the cells that are shown from those that are not."""
    if not sheet.hidden_rows and not sheet.hidden_columns:
        return dict(sheet.cells), {}
    shown: dict[tuple[int, int], str] = {}
    dropped: dict[tuple[int, int], str] = {}
    for place, text in sheet.cells.items():
        into = dropped if place[0] in sheet.hidden_rows or place[1] in sheet.hidden_columns else shown
        into[place] = text
    return shown, dropped


def _ranges(
    sheet: Sheet, cells: dict[tuple[int, int], str], dropped: dict[tuple[int, int], str]
) -> dict[tuple[int, int], Merged]:
    """Return the merged ranges; one whose first row or column is hidden shows its text in what is left of it."""
    ranges: dict[tuple[int, int], Merged] = {}
    for found in sheet.merged[:_MOST_MERGED]:
        top = _first(found.top, found.bottom, sheet.hidden_rows)
        left = _first(found.left, found.right, sheet.hidden_columns)
        if top is None or left is None:
            continue
        ranges[top, left] = Merged(top, left, found.bottom, found.right)
        if (top, left) != (found.top, found.left) and (found.top, found.left) in dropped:
            cells[top, left] = dropped.pop((found.top, found.left))
    return ranges


def _first(start: int, end: int, hidden: frozenset[int]) -> int | None:
    """Return the first number that is not hidden, of not too many."""
    return next((number for number in range(start, min(end, start + _MOST_STEPS) + 1) if number not in hidden), None)


def _uncovered(
    cells: dict[tuple[int, int], str], ranges: dict[tuple[int, int], Merged]
) -> dict[tuple[int, int], Merged]:
    """Drop what stands under a merged range and is not shown; return the ranges that were honoured."""
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    honoured: dict[tuple[int, int], Merged] = {}
    work = 0
    for place, found in ranges.items():
        across = rows[bisect_left(rows, found.top) : bisect_right(rows, found.bottom)]
        along = columns[bisect_left(columns, found.left) : bisect_right(columns, found.right)]
        work += len(across) * len(along)
        if work > _MOST_WORK:
            break
        honoured[place] = found
        for row in across:
            for column in along:
                if (row, column) != place:
                    cells.pop((row, column), None)
    return honoured

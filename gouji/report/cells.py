"""The row of a table that a finding rests on, cut out to stand beside the sentence it is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gouji.placing import CellPlace, PlacedCell, PlacedTable, Text

BESIDE: Final = 2
"""How many figures on either side are shown with the one that is meant."""
LABELS: Final = 3
LONGEST: Final = 40
# 栏次, 1, 2 … : numbers of rows and columns name nothing
_NUMBER: Final = re.compile(r"\s*(?:\d{1,3}|行\s*次|栏\s*次|—|-)?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a row that is shown: the headings over it, what the row says in it."""

    head: str
    text: str
    meant: bool = False
    """Whether this is the figure the finding is about."""
    status: str = ""
    figure: int | None = None
    """The number of its figure on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A row of a table cut to the columns round the figures that are meant; ``title`` says of which table."""

    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Sheet:
    """One table, ready to have rows cut out."""

    text: Text
    table: PlacedTable
    before: int
    """How many figures the texts before have."""

    @cached_property
    def figures(self) -> dict[int, int]:
        """The number in the text of the figure in each cell, by the number of the cell."""
        ordered = sorted((figure["start"], number) for number, figure in enumerate(self.text["figures"]))
        starts = [start for start, _ in ordered]
        found: dict[int, int] = {}
        for number, cell in enumerate(self.table["cells"]):
            at = bisect_left(starts, cell["start"])
            if at < bisect_right(starts, cell["end"] - 1):
                found[number] = ordered[at][1]
        return found

    @cached_property
    def heads(self) -> tuple[PlacedCell, ...]:
        """The cells above the first row with a figure, but for a title over the whole table."""
        cells = self.table["cells"]
        first = min((cells[number]["row"] for number in self.figures), default=0)
        wide = max(cell["column"] + cell["columns"] for cell in cells) - 1
        return tuple(cell for cell in cells if cell["row"] < first and cell["columns"] < max(wide, 2))

    @cached_property
    def rows(self) -> defaultdict[int, list[int]]:
        """The numbers of the cells that begin in each row."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for number, cell in enumerate(self.table["cells"]):
            found[cell["row"]].append(number)
        return found

    def said(self, cell: PlacedCell) -> str:
        """Return what a cell says, on one line."""
        said = " ".join(self.text["text"][cell["start"] : cell["end"]].split())
        return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"


def strips(texts: Sequence[Text], findings: Iterable[Sequence[CellPlace]]) -> Iterator[tuple[Strip, ...]]:
    """Yield for every finding the rows of tables that it rests on; cells of one row are shown together."""
    known: dict[tuple[int, int], Sheet] = {}
    before = [0, *accumulate(len(text["figures"]) for text in texts)]
    for places in findings:
        meant: defaultdict[tuple[int, int, int], set[int]] = defaultdict(set)
        for text, table, cell in places:
            sheet = known.setdefault((text, table), Sheet(texts[text], texts[text]["tables"][table], before[text]))
            meant[text, table, sheet.table["cells"][cell]["row"]].add(cell)
        yield tuple(_strip(known[text, table], row, cells) for (text, table, row), cells in meant.items())


def _strip(sheet: Sheet, row: int, meant: set[int]) -> Strip:
    cells = sheet.table["cells"]
    ordered = sorted(sheet.rows[row], key=lambda number: cells[number]["column"])
    columns = tuple(_column(sheet, number, meant) for number in _shown(sheet, ordered, meant))
    page = cells[min(meant)]["page"]
    parts = (sheet.table["title"], f"第 {page} 页" if page else "")
    return Strip(title=" · ".join(part for part in parts if part), columns=columns)


def _shown(sheet: Sheet, ordered: Sequence[int], meant: set[int]) -> list[int]:
    """Return the figures that are meant with their neighbours, and the labels before the first of them."""
    at = [place for place, number in enumerate(ordered) if number in meant]
    first, last = max(0, at[0] - BESIDE), at[-1] + BESIDE + 1
    cells = sheet.table["cells"]
    labels = [number for number in ordered[: at[0]] if number not in sheet.figures]
    named = [number for number in labels if not _NUMBER.fullmatch(sheet.said(cells[number]))]
    near = [number for number in ordered[first:last] if number in sheet.figures or number in meant]
    return [*named[-LABELS:], *near]


def _column(sheet: Sheet, number: int, meant: set[int]) -> Column:
    cell = sheet.table["cells"][number]
    over = (head for head in sheet.heads if head["column"] <= cell["column"] < head["column"] + head["columns"])
    said = dict.fromkeys(text for text in map(sheet.said, over) if not _NUMBER.fullmatch(text))
    figure = sheet.figures.get(number)
    return Column(
        head=" › ".join(said),
        text=sheet.said(cell),
        meant=number in meant,
        status="" if figure is None else sheet.text["figures"][figure]["status"],
        figure=None if figure is None else sheet.before + figure,
    )

"""The text of a document cut into what a reading page shows: lines and tables, figures in them, findings on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from gouji.report import view

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.placing import PlacedCell, PlacedFigure, PlacedTable, Text
    from gouji.shapes import FindingRow

DEEPEST: Final = 6
MOST_COLUMNS: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A stretch of text under the same findings; ``begins`` names those whose fault begins here."""

    text: str
    start: int
    findings: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    severity: str = ""
    begins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A figure, or the text between two figures (``figure`` is None)."""

    figure: int | None
    status: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line; ``level`` is 0 for a paragraph and the depth of a heading else; ``sections`` begin here."""

    level: int
    sections: tuple[int, ...]
    runs: tuple[Run, ...]
    page: int = 0
    """The printed page that begins with it; 0 for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellBox:
    """One cell of a table on the page."""

    rows: int
    columns: int
    runs: tuple[Run, ...]
    status: str = ""
    """That of its figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table on the page, row by row."""

    rows: tuple[tuple[CellBox, ...], ...]
    page: int = 0
    """The printed page it begins on; 0 where there are no pages."""


Block = Line | Grid


@dataclass(frozen=True, kw_only=True)
class Marked:
    """The text of one document with the findings of its disclosure, ready to be cut."""

    text: Text
    findings: Sequence[FindingRow]
    figures_before: int = 0
    """How many figures the documents before it have: figures are counted through."""
    sections_before: int = 0

    @cached_property
    def figures(self) -> tuple[tuple[int, PlacedFigure], ...]:
        """The figures that can be shown, with their numbers: in reading order, none over another."""
        shown: list[tuple[int, PlacedFigure]] = []
        placed = enumerate(self.text["figures"], start=self.figures_before)
        for number, figure in sorted(placed, key=lambda found: found[1]["start"]):
            if not shown or shown[-1][1]["end"] <= figure["start"]:
                shown.append((number, figure))
        return tuple(shown)

    @cached_property
    def marks(self) -> tuple[tuple[int, int, int, bool], ...]:
        """Start, end, finding and whether it is the fault itself, of every place of every finding."""
        return tuple(
            (anchor["start"], max(anchor["end"], anchor["start"] + 1), number, fault)
            for number, finding in enumerate(self.findings)
            for anchor, fault in (
                (finding["anchor"], True),
                *((note["anchor"], False) for note in finding["notes"]),
            )
            if anchor is not None and anchor["file"] == self.text["file"]
        )

    @cached_property
    def cuts(self) -> tuple[int, ...]:
        """Every offset at which some mark begins or ends."""
        return tuple(sorted({offset for start, end, _, _ in self.marks for offset in (start, end)}))

    @cached_property
    def covering(self) -> defaultdict[int, list[tuple[int, int, bool]]]:
        """The marks over the stretch that begins at each cut: start, finding, whether the fault itself."""
        found: defaultdict[int, list[tuple[int, int, bool]]] = defaultdict(list)
        for start, end, number, fault in self.marks:
            for cut in self.cuts[bisect_left(self.cuts, start) : bisect_left(self.cuts, end)]:
                found[cut].append((start, number, fault))
        return found

    @cached_property
    def headings(self) -> tuple[int, ...]:
        """The beginnings of the sections' titles, in reading order."""
        return tuple(section["start"] for section in self.text["sections"])

    @cached_property
    def leaves(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Where printed pages begin, and their numbers."""
        pages = sorted(self.text["pages"], key=lambda leaf: leaf["start"])
        return tuple(leaf["start"] for leaf in pages), tuple(leaf["page"] for leaf in pages)

    def page(self, start: int, end: int) -> int:
        """Return the printed page that begins in a stretch; 0 for none."""
        starts, numbers = self.leaves
        at = bisect_left(starts, start)
        return numbers[at] if at < len(starts) and starts[at] < end else 0


def blocks(marked: Marked) -> Iterator[Block]:
    """Yield the whole text in reading order."""
    at = 0
    for table in sorted(marked.text["tables"], key=lambda table: table["start"]):
        if not table["cells"] or table["start"] < at:
            continue
        first, last = min(c["start"] for c in table["cells"]), max(c["end"] for c in table["cells"])
        yield from _lines(marked, at, first)
        yield _grid(marked, table)
        at = last
    yield from _lines(marked, at, len(marked.text["text"]))


def _lines(marked: Marked, start: int, end: int) -> Iterator[Line]:
    text = marked.text["text"][start:end]
    at = start
    for found in (*view.BREAK.finditer(text), None):
        stop = end if found is None else start + found.start()
        if marked.text["text"][at:stop].strip():
            yield _line(marked, at, stop)
        at = end if found is None else start + found.end()


def _line(marked: Marked, start: int, end: int) -> Line:
    first, last = bisect_left(marked.headings, start), bisect_left(marked.headings, end)
    sections = tuple(range(first, last))
    whole = bool(sections) and not _beside(marked, sections[0], start, end)
    level = min(marked.text["sections"][sections[0]]["level"], DEEPEST) if whole else 0
    return Line(
        level=level,
        sections=tuple(number + marked.sections_before for number in sections),
        runs=tuple(_runs(marked, start, end)),
        page=marked.page(start, end),
    )


def _beside(marked: Marked, section: int, start: int, end: int) -> str:
    """Return what stands on a line besides the title of a section: a heading has its line to itself."""
    title = marked.text["sections"][section]
    text = marked.text["text"]
    return (text[start : title["start"]] + text[min(title["end"], end) : end]).strip()


def _grid(marked: Marked, table: PlacedTable) -> Grid:
    """Return a table as HTML knows it: rows in which no cell begins are left out, gaps between cells are filled."""
    rows: defaultdict[int, list[PlacedCell]] = defaultdict(list)
    for cell in table["cells"]:
        rows[cell["row"]].append(cell)
    starts = sorted(rows)
    held = [0] * (1 + min(MOST_COLUMNS, max(cell["column"] + cell["columns"] for cell in table["cells"])))
    boxes = tuple(
        tuple(_row(marked, sorted(rows[number], key=lambda cell: cell["column"]), at, starts, held))
        for at, number in enumerate(starts)
    )
    return Grid(rows=boxes, page=table["cells"][0]["page"] or 0)


def _row(
    marked: Marked, cells: Sequence[PlacedCell], at: int, starts: Sequence[int], held: list[int]
) -> Iterator[CellBox]:
    """Yield the cells of one row; ``held`` says down to which row the cells above reach in each column."""
    column = 1
    for cell in cells:
        gap = sum(held[free] <= at for free in range(column, min(cell["column"], len(held))))
        if gap:
            yield CellBox(rows=1, columns=gap, runs=())
        column = cell["column"] + cell["columns"]
        rows = bisect_left(starts, cell["row"] + cell["rows"]) - at
        for under in range(cell["column"], min(column, len(held))):
            held[under] = at + rows
        yield _cell(marked, cell, rows=rows)


def _cell(marked: Marked, cell: PlacedCell, *, rows: int) -> CellBox:
    runs = tuple(_runs(marked, cell["start"], cell["end"]))
    status = next((run.status for run in runs if run.status), "")
    return CellBox(rows=rows, columns=cell["columns"], runs=runs, status=status)


def _runs(marked: Marked, start: int, end: int) -> Iterator[Run]:
    at = start
    first = bisect_right(marked.figures, start, key=lambda found: found[1]["end"])
    for number, figure in marked.figures[first:]:
        if figure["start"] >= end:
            break
        low, high = max(at, figure["start"]), min(end, figure["end"])
        if at < low:
            yield Run(figure=None, status="", leaves=tuple(_leaves(marked, at, low)))
        yield Run(figure=number, status=figure["status"], leaves=tuple(_leaves(marked, low, high)))
        at = high
    if at < end:
        yield Run(figure=None, status="", leaves=tuple(_leaves(marked, at, end)))


def _leaves(marked: Marked, start: int, end: int) -> Iterator[Leaf]:
    inner = marked.cuts[bisect_right(marked.cuts, start) : bisect_left(marked.cuts, end)]
    for low, high in zip((start, *inner), (*inner, end), strict=True):
        at = bisect_right(marked.cuts, low) - 1
        over = marked.covering.get(marked.cuts[at], ()) if at >= 0 else ()
        yield _leaf(marked, marked.text["text"][low:high], over, low)


def _leaf(marked: Marked, text: str, over: Sequence[tuple[int, int, bool]], low: int) -> Leaf:
    faults = tuple(number for _, number, fault in over if fault)
    order = list(view.SEVERITIES)
    grave = sorted((marked.findings[number]["severity"] for number in faults), key=order.index)
    return Leaf(
        text=text,
        start=low,
        findings=faults,
        notes=tuple(number for _, number, fault in over if not fault),
        severity=grave[0] if grave else "",
        begins=tuple(number for start, number, fault in over if fault and start == low),
    )

"""Compares every cell of every ruled table of PDF files with what pdfplumber reads: ``python -m corpus.cells FILE``."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.reading import load, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractor.anchor import Box

_NEAR: Final = 3.5
"""Points by which the box of a cell may differ: each reader puts it elsewhere within a thick or doubled ruling."""
_FIGURE: Final = re.compile(r"[-+]?\d[\d,，]*(?:\.\d+)?%?")


class Place(NamedTuple):
    """A cell as one of the two reads it; ``table`` counts within the file, ``row`` and ``column`` within the table."""

    page: int
    table: int
    row: int
    column: int
    box: Box
    text: str


class Difference(NamedTuple):
    """A cell that the two read differently; None where one of them has no such cell."""

    ours: Place | None
    theirs: Place | None


class Comparison(NamedTuple):
    """What came out for one file."""

    ours: int
    theirs: int
    equal: int
    filled: int
    """How many of the equal cells are not empty."""
    differences: tuple[Difference, ...]


def compare(path: Path) -> Comparison:
    """Return the comparison of all cells of a file, matched by where they are printed."""
    ours, theirs = list(our_cells(path)), list(their_cells(path))
    return _compared(ours, theirs)


def our_cells(path: Path) -> Iterator[Place]:
    """Yield the cells that the PDF reader makes."""
    document = read(load(path))
    for table in document.tables:
        for cell in table.cells:
            if cell.anchor.page is not None and cell.anchor.box is not None:
                text = document.quote(cell.span)
                yield Place(cell.anchor.page, table.number, cell.row, cell.column, cell.anchor.box, text)


def their_cells(path: Path) -> Iterator[Place]:
    """Yield the cells that pdfplumber finds between ruled lines."""
    import pdfplumber

    number = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for table in page.find_tables():
                number += 1
                for row, (line, texts) in enumerate(zip(table.rows, table.extract(), strict=True), 1):
                    for column, (box, text) in enumerate(zip(line.cells, texts, strict=True), 1):
                        if box is not None:
                            yield Place(page.page_number, number, row, column, box, text or "")


def _compared(ours: Sequence[Place], theirs: Sequence[Place]) -> Comparison:
    by_page: dict[int, list[Place]] = {}
    for place in theirs:
        by_page.setdefault(place.page, []).append(place)
    differences = []
    equal = filled = 0
    for place in ours:
        others = by_page.get(place.page, [])
        match = next((other for other in others if _is_there(place.box, other.box)), None)
        if match is not None:
            others.remove(match)
        if match is not None and _words(place.text) == _words(match.text):
            equal += 1
            filled += bool(place.text)
        else:
            differences.append(Difference(place, match))
    left = [Difference(None, other) for others in by_page.values() for other in others]
    return Comparison(len(ours), len(theirs), equal, filled, (*differences, *left))


def _is_there(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _words(text: str) -> tuple[str, list[str]]:
    """Return the characters without spaces, and the figures, which spaces and line breaks part."""
    return "".join(text.split()), _FIGURE.findall(text)


def _lines(path: Path, found: Comparison) -> Iterator[str]:
    """Yield the report of one file."""
    yield f"{path.name}: ours {found.ours}, theirs {found.theirs}, equal {found.equal} ({found.filled} not empty)"
    for ours, theirs in found.differences:
        place = ours or theirs
        if place is not None:
            where = f"page {place.page}, table {place.table}, row {place.row}, column {place.column}"
            who = "" if ours else " (theirs)"
            yield f"  {where}{who}: ours {_shown(ours)}, theirs {_shown(theirs)}"


def _shown(place: Place | None) -> str:
    return "none" if place is None else f"{place.text!r} at {tuple(round(side) for side in place.box)}"


def main(paths: Iterable[str]) -> None:
    """Print the comparison of each file."""
    for path in map(Path, paths):
        sys.stdout.write("\n".join(_lines(path, compare(path))) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Reads pages: what is printed on them becomes paragraphs, grids and page furniture in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractor.layout.pieces import Piece
from extractor.pages.furniture import furniture
from extractor.pages.grids import ruled
from extractor.pages.lattice import lattice
from extractor.pages.lines import lines, with_margins
from extractor.pages.paragraphs import pieces as paragraph_pieces
from extractor.pages.strokes import groups, strokes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.anchor import Box
    from extractor.layout.pieces import Grid
    from extractor.pages.content import Ink, PageContent
    from extractor.pages.lattice import Lattice
    from extractor.pages.lines import Line


class _Table(NamedTuple):
    grid: Grid
    box: Box


def pieces(pages: Sequence[PageContent]) -> list[Piece]:
    """Return what the pages say in reading order; a table that runs over pages is one grid on each."""
    tables: list[list[_Table]] = []
    free: list[list[Line]] = []
    for page in pages:
        found, rest = _tables(page)
        tables.append(found)
        free.append(lines(rest, page=page.number))
    placed = with_margins(free, widths=[page.width for page in pages])
    apart = furniture(pages, placed)
    ordered = [item for some, found in zip(placed, tables, strict=True) for item in _ordered(some, found)]
    return paragraph_pieces(ordered, apart)


def _tables(page: PageContent) -> tuple[list[_Table], list[Ink]]:
    """Return the tables of a page and the inks outside of them."""
    found: list[_Table] = []
    rest: Sequence[Ink] = page.inks
    lattices = [made for group in groups(strokes(page.rulings)) if (made := lattice(group)) is not None]
    for made in sorted(lattices, key=_area):  # what stands in a table within a table belongs to the inner one
        box = made.xs[0], made.ys[0], made.xs[-1], made.ys[-1]
        inside, outside = _parted(rest, box)
        grid = ruled(made, inside, page=page.number, doubt=page.doubt) if inside else None
        if grid is not None:
            found.append(_Table(grid, box))
            rest = outside
    return sorted(found, key=lambda table: (table.box[1], table.box[0])), list(rest)


def _area(made: Lattice) -> float:
    return (made.xs[-1] - made.xs[0]) * (made.ys[-1] - made.ys[0])


def _parted(inks: Sequence[Ink], box: Box) -> tuple[list[Ink], list[Ink]]:
    """Return the inks whose middle lies in a box, and the others."""
    left, top, right, bottom = box
    inside: list[Ink] = []
    outside: list[Ink] = []
    for ink in inks:
        within = left < (ink.left + ink.right) / 2 < right and top < (ink.top + ink.bottom) / 2 < bottom
        (inside if within else outside).append(ink)
    return inside, outside


def _ordered(some: Sequence[Line], tables: Sequence[_Table]) -> Iterator[Line | Piece]:
    """Yield the lines of a page with its tables between them, each before the first line that begins below its top."""
    at = 0
    for line in some:
        while at < len(tables) and tables[at].box[1] < (line.top + line.bottom) / 2:
            yield Piece(text="", grid=tables[at].grid)
            at += 1
        yield line
    for table in tables[at:]:
        yield Piece(text="", grid=table.grid)

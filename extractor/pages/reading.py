"""Reads pages: what is printed on them becomes paragraphs, grids and page furniture in reading order."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from extractor.layout.pieces import Piece
from extractor.pages.aligned import Found
from extractor.pages.aligned import tables as aligned_tables
from extractor.pages.columns import blocks
from extractor.pages.furniture import furniture
from extractor.pages.grids import ruled
from extractor.pages.lattice import lattice
from extractor.pages.lines import Line, lines, with_margins
from extractor.pages.paragraphs import pieces as paragraph_pieces
from extractor.pages.strokes import groups, strokes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.anchor import Box
    from extractor.pages.content import Ink, PageContent
    from extractor.pages.lattice import Lattice
    from extractor.pages.strokes import Group, Stroke


def pieces(pages: Sequence[PageContent]) -> list[Piece]:
    """Return what the pages say in reading order; a table that runs over pages is one grid on each."""
    read = [_read(page) for page in pages]
    free = [[item for item in items if isinstance(item, Line)] for items in read]
    placed = with_margins(free, widths=[page.width for page in pages])
    apart = furniture(pages, placed)
    return paragraph_pieces(_merged(read, placed), apart)


def _read(page: PageContent) -> list[Line | Piece]:
    """Return the lines and tables of a page in reading order."""
    found, rest = _tables(page)
    bands: list[list[Ink]] = [[] for _ in range(len(found) + 1)]
    tops = [table.box[1] for table in found]
    for ink in rest:
        bands[bisect_left(tops, (ink.top + ink.bottom) / 2)].append(ink)
    items: list[Line | Piece] = []
    for number, band in enumerate(bands):
        if number:
            items.append(Piece(text="", grid=found[number - 1].grid))
        for block in blocks(band, width=page.width) if band else ():
            items += lines(block.inks, page=page.number, column=block.column)
    return items


def _merged(read: Sequence[Sequence[Line | Piece]], placed: Sequence[Sequence[Line]]) -> Iterator[Line | Piece]:
    """Yield everything page by page, the lines as they were placed."""
    for items, some in zip(read, placed, strict=True):
        following = iter(some)
        for item in items:
            yield next(following) if isinstance(item, Line) else item


def _tables(page: PageContent) -> tuple[list[Found], list[Ink]]:
    """Return the tables of a page and the inks outside of them."""
    drawn = strokes(page.rulings)
    found, rest, loose = _ruled(page, drawn)
    for table in aligned_tables(rest, loose, page=page.number, doubt=page.doubt):
        found.append(table)
        rest = _parted(rest, table.box)[1]
    return sorted(found, key=lambda table: (table.box[1], table.box[0])), rest


def _ruled(page: PageContent, drawn: Group) -> tuple[list[Found], list[Ink], list[Stroke]]:
    """Return the tables in lattices, the inks outside of them, and the level lines that belong to none."""
    found: list[Found] = []
    rest = list(page.inks)
    loose = set(drawn.levels)
    lattices = [(made, group) for group in groups(drawn) if (made := lattice(group)) is not None]
    for made, group in sorted(lattices, key=lambda pair: _area(pair[0])):
        # What stands in a table within a table belongs to the inner one, so the smaller one comes first.
        box = made.xs[0], made.ys[0], made.xs[-1], made.ys[-1]
        inside, outside = _parted(rest, box)
        grid = ruled(made, inside, page=page.number, doubt=page.doubt)
        loose.difference_update(group.levels)
        if grid is not None:
            found.append(Found(grid, box))
            rest = outside
    return found, rest, sorted(loose)


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

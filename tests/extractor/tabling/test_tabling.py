"""The cases of *.yaml beside this file: which table a grid is, its unit, and what its cells say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from extractor.anchor import Source
from extractor.document import Document
from extractor.layout.composing import compose
from extractor.layout.pieces import Grid, GridCell, Piece
from extractor.tabling.arranging import arrange
from extractor.tabling.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact

HERE = Path(__file__).parent
YEAR = 2023
SOURCE = Source(id="0" * 16, sha256="0" * 64, path="case", media="text/plain", data=b"")


def grid_of(written: str, *, page: int | None = None, edges: str = "") -> Grid:
    """Return the grid of lines of cells parted by ``|``; ``~`` joins a place to the left, ``^`` to the one above.

    ``edges`` are where its columns stand on the page.
    """
    at = [float(edge) for edge in edges.split()]
    rows = [[cell.strip() for cell in line.split("|")] for line in written.strip("\n").split("\n")]
    places = {(r, c): text for r, row in enumerate(rows) for c, text in enumerate(row)}
    cells = []
    for (row, column), text in places.items():
        if text in ("~", "^"):
            continue
        wide = 1
        while places.get((row, column + wide)) == "~":
            wide += 1
        high = 1
        while places.get((row + high, column)) == "^":
            high += 1
        box = (at[column], 10.0 * row, at[column + wide], 10.0 * (row + high)) if at else None
        lines = text.replace("\\n", "\n")
        cells.append(GridCell(row=row + 1, column=column + 1, rows=high, columns=wide, text=lines, page=page, box=box))
    return Grid(cells=tuple(cells))


def document_of(pieces: list[dict[str, str] | str]) -> Document:
    """Return the document of lines and grids in reading order."""
    made = []
    page = None
    for piece in pieces:
        if isinstance(piece, str):
            if piece.startswith("page "):
                page = int(piece.removeprefix("page "))
            else:
                made.append(Piece(text=piece, kind="paragraph"))
        else:
            made.append(Piece(text="", grid=grid_of(piece["grid"], page=page, edges=piece.get("edges", ""))))
    composed = compose(made, source=SOURCE.id)
    return Document(source=SOURCE, text=composed.text, blocks=composed.blocks, tables=composed.tables)


def said(fact: Fact) -> str:
    """Return a fact in one line: ``fiscal.closing#gpb @prior 2022 1.20万元``."""
    parts = [str(fact.subject) + (f"#{fact.fund}" if fact.fund else "")]
    if fact.measure != "final":
        parts.append(f"@{fact.measure}")
    if fact.year != YEAR:
        parts.append(str(fact.year))
    if fact.cell and fact.cell.code:
        parts.append(f"<{fact.cell.code}>")
    quantity = fact.quantity
    return " ".join([*parts, f"{'-' if quantity.negative else ''}{quantity.digits}{quantity.unit}"])


def cases() -> Iterator[Any]:
    for path in sorted(HERE.glob("*.yaml")):
        for name, case in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            yield pytest.param(case, id=f"{path.stem}:{name}")


@pytest.mark.parametrize("case", list(cases()))
def test_table_says(case):
    document = arrange(document_of(case["document"]))
    figures, facts = read(document, year=YEAR, first=0)
    assert [table.role for table in document.tables] == case["roles"]
    if "units" in case:
        assert [table.unit for table in document.tables] == case["units"]
    assert [said(fact) for fact in facts] == case.get("facts", [])
    whys = [f"{figure.printed}: {figure.why}" for figure in figures if figure.why]
    assert whys == case.get("whys", [])
    assert bool(document.tables[0].doubt) == case.get("doubt", False)
    for table in document.tables:
        check_cells(table)


def check_cells(table):
    """Cells quote the text, lie in the table, and no two begin at one place."""
    assert len({(cell.row, cell.column) for cell in table.cells}) == len(table.cells)
    for cell in table.cells:
        assert table.span.holds(cell.span)
        assert cell.anchor.span == cell.span

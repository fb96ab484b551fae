"""Our cells beside pdfplumber's: none differs on the real documents, and a difference would be seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import cells
from corpus.cells import Place, compare

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples"
FILES = sorted(SAMPLES.glob("*.pdf"))
ABSENT = pytest.mark.skip(reason="the real documents are not beside the repository")


@pytest.mark.parametrize("path", FILES or [pytest.param(SAMPLES, marks=ABSENT)], ids=lambda path: path.stem)
def test_every_cell_is_read_as_pdfplumber_reads_it(path):
    pytest.importorskip("pdfplumber", reason="pdfplumber is what is compared with")
    found = compare(path)
    assert found.differences == ()
    assert found.ours == found.theirs == found.equal
    assert found.filled > 100


def place(text, *, left=10.0, page=1):
    return Place(page, 1, 1, 1, (left, 20.0, left + 50, 40.0), text)


@pytest.mark.parametrize(
    ("ours", "theirs", "differ"),
    [
        ([place("一般公共服务 支出")], [place("一般公共\n服务支出")], 0),
        ([place("1,234.50")], [place("1,234.50")], 0),
        ([place("1,234.50")], [place("1,234.05")], 1),
        ([place("12.50 13.75")], [place("12.5013.75")], 1),
        ([place("12.50", left=60)], [place("12.50")], 2),
        ([place("12.50", page=2)], [place("12.50")], 2),
        ([place("")], [], 1),
        ([], [place("")], 1),
    ],
)
def test_difference_of_characters_figures_places_and_cells_is_seen(monkeypatch, ours, theirs, differ):
    monkeypatch.setattr(cells, "our_cells", lambda _: iter(ours))
    monkeypatch.setattr(cells, "their_cells", lambda _: iter(theirs))
    assert len(compare(Path("invented.pdf")).differences) == differ


def test_report_names_page_table_row_and_column(monkeypatch, capsys):
    monkeypatch.setattr(cells, "our_cells", lambda _: iter([place("1.00")]))
    monkeypatch.setattr(cells, "their_cells", lambda _: iter([place("7.00")]))
    cells.main(["invented.pdf"])
    assert capsys.readouterr().out.splitlines() == [
        "invented.pdf: ours 1, theirs 1, equal 0 (0 not empty)",
        "  page 1, table 1, row 1, column 1: ours '1.00' at (10, 20, 60, 40), theirs '7.00' at (10, 20, 60, 40)",
    ]

"""The same disclosure as scanned pages: nearly every cell is read right, and nothing false is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import ledger, writer
from corpus.forms import form
from corpus.rendering import pdf, picture
from extractor.ocr.engine import available
from gouji import audit

if TYPE_CHECKING:
    from pathlib import Path

    from gouji import Audit

RIGHT = 98
DPI = 200

pytestmark = pytest.mark.skipif(not available(), reason="the extra ocr is not installed")


def cells(found: Audit) -> dict[tuple[object, ...], str]:
    """Return the text of every cell by its table's title, its row and its column, without spaces."""
    return {
        (table.role, cell.row, cell.column): "".join(document.quote(cell.span).split())
        for document in found.documents
        for table in document.tables
        for cell in table.cells
    }


def test_scanned_pages(tmp_path: Path):
    drawn = pdf.render(writer.write(ledger.load("water_bureau"), form("national")))
    for number, page in enumerate(picture.pages(drawn, dpi=DPI), 1):
        (tmp_path / f"{number:02}.png").write_bytes(page)
    scanned, printed = audit(sorted(tmp_path.iterdir())), audit(drawn, name="决算.pdf")
    expected, read = cells(printed), cells(scanned)
    right = sum(read.get(place) == text for place, text in expected.items())
    assert right * 100 >= RIGHT * len(expected), [
        (place, text, read.get(place)) for place, text in expected.items() if read.get(place) != text
    ]
    assert [(f.rule.id, f.message) for f in scanned.findings if f.severity in {"error", "warning"}] == []

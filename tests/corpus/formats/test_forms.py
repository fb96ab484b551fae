"""The same books in the forms of many provinces: clean when clean, and what is planted is found."""

from __future__ import annotations

from functools import cache

import pytest

from corpus import ledger, writer
from corpus.forms import forms
from corpus.rendering import html
from corpus.sheets import placed
from corpus.tabulating.building import sheets
from gouji import audit

FORMS = {form.name: form for form in forms()}
GRAVE = frozenset({"error", "warning"})


@cache
def manuscript(name: str) -> writer.Manuscript:
    return writer.write(ledger.load("water_bureau"), FORMS[name])


@pytest.mark.parametrize("name", FORMS)
def test_every_table_is_whole(name: str):
    for sheet in sheets(ledger.load("water_bureau"), FORMS[name]):
        places = [
            (row + down, column + right)
            for row, column, box in placed(sheet)
            for down in range(box.rows)
            for right in range(box.columns)
        ]
        height = len(sheet.header) + len(sheet.rows)
        assert sorted(places) == [(row, column) for row in range(height) for column in range(sheet.width)], sheet.title


@pytest.mark.parametrize("name", FORMS)
def test_clean_form_is_silent(name: str):
    found = audit(html.render(manuscript(name)), name=f"{name}.html")
    assert found.status == "audited", found.problem
    assert [(f.rule.id, f.message) for f in found.findings if f.severity in GRAVE] == []
    tables = [table.role for document in found.extraction.disclosure.documents for table in document.tables]
    assert "unknown" not in tables
    assert len(tables) == len(FORMS[name].tables)


def swapped(printed: str) -> str:
    """Return an amount with its first two digits that differ changed over: 238.65 → 328.65."""
    at = next(n for n in range(1, len(printed)) if printed[n].isdigit() and printed[n] != printed[n - 1])
    return printed[: at - 1] + printed[at] + printed[at - 1] + printed[at + 1 :]


def first_suspects(changed: writer.Manuscript, name: str) -> set[tuple[str, str | None]]:
    found = audit(html.render(changed), name=f"{name}.html")
    grave = [finding for finding in found.findings if finding.severity in GRAVE]
    return {(s.printed, s.replacement) for finding in grave for s in finding.suspects if s.rank == 1}


@pytest.mark.parametrize("name", FORMS)
def test_figure_of_the_narrative_is_found(name: str):
    said = FORMS[name].said
    old = said.printed(ledger.load("water_bureau").spending(fund="fund"))
    changed = manuscript(name).replaced(f"本年支出{old}", f"本年支出{swapped(old)}")
    assert (swapped(old) + said.unit, old + said.unit) in first_suspects(changed, name)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    ("table", "row"),
    [("支出决算", "行政事业单位医疗"), ("一般公共预算财政拨款基本支出", "差旅费")],
    ids=["sum", "list"],
)
def test_cell_is_found(name: str, table: str, row: str):
    sheet = next(sheet for sheet in manuscript(name).sheets if sheet.title.startswith(table))
    cells = next(cells for cells in sheet.rows if any(box.text == row for box in cells))
    at = next(n for n, box in enumerate(cells) if box.text == row)
    number = sum(box.fen is not None for box in cells[:at])
    old = [box.text for box in cells if box.fen is not None][number]
    changed = manuscript(name).reprinted(table, row=row, amount=number + 1, new=swapped(old))
    assert (swapped(old), old) in first_suspects(changed, name)

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


# 每种表式各埋三处：表内合计、表间、正文与表。按数额找格，表式不同格的位置也不同。
PLANTED = (
    ("income_expenditure", "本年支出合计", "3569.65", "3659.65"),
    ("gpb", "一般行政管理事务", "123.46", "132.46"),
)


@pytest.mark.parametrize("name", FORMS)
def test_planted_defects_are_found(name: str):
    whole = manuscript(name)
    said = FORMS[name].said
    old, new = said.printed(ledger.load("water_bureau").office), said.printed(ledger.load("water_bureau").office + 90_000_000)
    changed = whole.replaced(f"机关运行经费支出{old}", f"机关运行经费支出{new}")
    found = audit(html.render(changed), name=f"{name}.html")
    suspects = {s.printed for f in found.findings if f.severity in GRAVE for s in f.suspects if s.rank == 1}
    assert any(printed.startswith(new) for printed in suspects)

"""Real disclosures: every one of the nine tables is known, and every number outside codes is a fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.extracting import extract
from extractor.reading import from_bytes
from extractor.reading import read as read_source
from extractor.tabling.texts import number

FOLDER = Path(__file__).parents[4] / "shared" / "samples"
FILLED = ("czj_2024.pdf", "shgz_2024.pdf")
NINE = [
    "income_expenditure",
    "income",
    "expenditure",
    "appropriation",
    "gpb",
    "basic",
    "three_public",
    "fund",
    "soe",
]


def extraction_of(name):
    path = FOLDER / name
    if not path.exists():
        pytest.skip("没有样本文件")
    return extract(read_source(from_bytes(path.read_bytes(), path=name)))


@pytest.mark.parametrize("name", [*FILLED, "template_2024.pdf"])
def test_nine_tables_are_known(name):
    document = extraction_of(name).disclosure.documents[0]
    known = [table for table in document.tables if table.role != "unknown"]
    assert [table.role for table in known] == NINE
    assert {table.unit for table in known} == {"万元"}


@pytest.mark.parametrize("name", FILLED)
def test_every_amount_is_a_fact(name):
    """Independent of roles and headers: a number cell with a decimal point is an amount; codes have none."""
    extraction = extraction_of(name)
    document = extraction.disclosure.documents[0]
    for table in document.tables:
        amounts = [
            cell for cell in table.cells if "." in document.quote(cell.span) and number(document.quote(cell.span))
        ]
        facts = [fact for fact in extraction.facts if fact.cell and fact.cell.number == table.number]
        assert len(facts) == len(amounts), table.role
        assert {(fact.cell.row, fact.cell.column) for fact in facts} == {(cell.row, cell.column) for cell in amounts}


@pytest.mark.parametrize("name", FILLED)
def test_accounts_are_those_of_the_narrative(name):
    """An item that a sentence names stands in the table under the same path."""
    extraction = extraction_of(name)
    said = {
        f.subject for f in extraction.facts if not f.cell and f.subject.indicator == "gpb.exp" and f.subject.account
    }
    tabled = {fact.subject for fact in extraction.facts if fact.cell and fact.cell.role == "gpb"}
    assert len(said) > 5
    assert said <= tabled

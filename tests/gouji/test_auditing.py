"""The Python door: a path, bytes or a document in, an Audit with frames out."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from extractor import reading
from gouji.auditing import Audit, audit
from gouji.flat import columns
from gouji.judging import in_order
from gouji.shapes import FactRow, FigureRow, FindingRow, ReasonRow, VerdictRow
from rules.errors import SelectionError

ROOT = Path(__file__).resolve().parents[2]
CLEAN = ROOT / "corpus" / "documents" / "01_archive_centre_2023.txt"
FRAMES = ("figures", "facts", "reasons", "findings", "verdicts")


def test_a_path_bytes_and_a_document_give_the_same():
    source = reading.load(CLEAN)
    audits = [audit(CLEAN), audit(str(CLEAN)), audit(source.data, name="甲.txt"), audit(reading.read(source))]
    assert {done.status for done in audits} == {"audited"}
    assert len({done.coverage for done in audits}) == 1
    assert [done.path for done in audits] == [str(CLEAN), str(CLEAN), "甲.txt", str(CLEAN)]
    assert audits[0].coverage.checked > audits[0].coverage.unlinked
    assert audits[0].disclosure.body.name in audits[0].document.text
    assert audits[0].seconds > 0
    assert set(audits[0].versions) == {"gouji", "rules"}


def test_every_figure_that_is_no_word_has_a_status():
    done = audit(CLEAN)
    assert set(done.statuses) == {figure.id for figure in done.extraction.figures if not figure.word}


@pytest.mark.parametrize(
    ("data", "status"),
    [(b"", "unreadable"), (bytes(range(256)) * 9, "unreadable"), ("春眠不觉晓。".encode() * 99, "not_a_disclosure")],
)
def test_what_cannot_be_judged_is_an_audit_that_says_why(data, status):
    done = audit(data)
    assert done.status == status
    assert done.problem
    assert done.findings == ()


def test_a_missing_file_is_an_audit_that_says_why(tmp_path):
    assert audit(tmp_path / "没有.txt").status == "unreadable"


def test_a_page_of_blanks_is_an_unfilled_template():
    blanks = "2023年度财政拨款收入总计XX万元,其中基本支出XX万元、项目支出XX万元,三公经费XX万元。\n"
    text = f"某某局2023年度部门决算\n一、收入支出决算总体情况说明\n{blanks * 9}"
    assert audit(text.encode()).status == "unfilled_template"


def test_a_rule_that_does_not_exist_is_wrong_usage():
    with pytest.raises(SelectionError):
        audit(CLEAN, select=["ZZ99"])


def test_findings_stand_by_severity_then_place(audited):
    shuffled = (*audited.findings[::-1],)
    assert in_order(shuffled) == audited.findings


@pytest.mark.parametrize("name", FRAMES)
def test_frames_have_the_same_columns_full_and_empty(audited, name):
    full = getattr(audited, f"{name}_frame")()
    empty = getattr(Audit(path="甲.txt", status="unreadable"), f"{name}_frame")()
    assert list(full.columns) == list(empty.columns)
    assert len(empty) == 0
    shape = {
        "figures": FigureRow,
        "facts": FactRow,
        "reasons": ReasonRow,
        "findings": FindingRow,
        "verdicts": VerdictRow,
    }
    assert set(columns(shape[name])) <= set(full.columns)


def test_frames_hold_what_the_audit_holds(audited):
    assert list(audited.figures_frame()["status"]).count("conflict") == audited.coverage.conflict
    assert len(audited.facts_frame()) == len(audited.extraction.facts)
    assert audited.findings_frame()["suspects"][0] == "812.46万元"
    assert audited.verdicts_frame()["outcome"].tolist() == ["holds", "fails"]
    assert audited.reasons_frame()["explains"][0].count(";") == 1


def test_the_package_offers_what_it_says():
    assert all(getattr(gouji, name) for name in gouji.__all__)
    with pytest.raises(AttributeError):
        getattr(gouji, "nothing")  # noqa: B009 - the name is the point

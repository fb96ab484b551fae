"""The same disclosure in every file format: the same facts, the same findings (clean and with five defects)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from corpus import ledger, writer
from corpus.forms import form, forms
from corpus.rendering import archive, html, office, old_workbook, pdf, word, workbook
from gouji import audit

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.writer import Manuscript
    from gouji import Audit

DEFECTS = yaml.safe_load(Path(__file__).with_name("defects.yaml").read_text(encoding="utf-8"))
GRAVE = frozenset({"error", "warning"})


def _story(manuscript: Manuscript) -> bytes:
    lines = writer.Manuscript(title=manuscript.title, parts=manuscript.lines)
    return word.render(lines)


def _converted(given: Callable[[Manuscript], bytes], wanted: str) -> Callable[[Manuscript], bytes]:
    return lambda manuscript: office.convert(given(manuscript), given="docx", wanted=wanted)


# Names of files as they come from offices; each form of publication is one or several of them.
FORMS: dict[str, dict[str, Callable[[Manuscript], bytes]]] = {
    "html": {"决算公开.html": html.render},
    "docx": {"决算公开.docx": word.render},
    "docx and xlsx": {"情况说明.docx": _story, "附件:决算表.xlsx": workbook.render},
    "doc and xls": {"情况说明.doc": _converted(_story, "doc"), "决算表.xls": old_workbook.render},
    "pdf of LibreOffice": {"决算公开.pdf": _converted(word.render, "pdf")},
    "pdf of reportlab": {"决算公开.pdf": pdf.render},
    "zip": {
        "公开.zip": lambda manuscript: archive.render(
            {"水务局/情况说明.docx": _story(manuscript), "水务局/决算表.xlsx": workbook.render(manuscript)}
        )
    },
}
OFFICE = frozenset({"doc and xls", "pdf of LibreOffice"})
FORM_NAMES = [
    pytest.param(name, marks=pytest.mark.skipif(name in OFFICE and not office.available(), reason="no LibreOffice"))
    for name in FORMS
]


@cache
def clean(place: str = "national") -> Manuscript:
    return writer.write(ledger.load("water_bureau"), form(place))


@cache
def planted() -> Manuscript:
    manuscript = clean()
    for defect in DEFECTS:
        if "narrative" in defect:
            manuscript = manuscript.replaced(*defect["narrative"])
        else:
            table = defect["table"]
            manuscript = manuscript.reprinted(table["name"], row=table["row"], amount=table["amount"], new=table["new"])
    return manuscript


@cache
def audited(name: str, kind: str, folder: Path, place: str = "national") -> Audit:
    manuscript = clean(place) if kind == "clean" else planted()
    at = folder / place / name / kind
    at.mkdir(parents=True, exist_ok=True)
    for file, render in FORMS[name].items():
        (at / file).write_bytes(render(manuscript))
    files = sorted(at.iterdir())
    return audit(files[0] if len(files) == 1 else files)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formats")


def facts(found: Audit) -> set[tuple[object, ...]]:
    assert found.extraction is not None
    return {
        (
            str(fact.subject),
            fact.fund,
            fact.measure,
            fact.year,
            fact.base,
            fact.figure.quantity and fact.point,
            fact.cell is not None,
        )
        for fact in found.extraction.facts
    }


def grave(found: Audit) -> list[tuple[str, str]]:
    return sorted((finding.rule.id, finding.fingerprint) for finding in found.findings if finding.severity in GRAVE)


@pytest.mark.parametrize("name", FORM_NAMES)
def test_clean_disclosure_is_silent(name: str, folder: Path):
    found = audited(name, "clean", folder)
    assert found.status == "audited", found.problem
    assert [(f.rule.id, f.message) for f in found.findings if f.severity in GRAVE] == []
    assert found.coverage.figures > 300


@pytest.mark.parametrize("place", [one.name for one in forms()])
@pytest.mark.parametrize("name", FORM_NAMES)
def test_every_format_says_the_same(name: str, place: str, folder: Path):
    assert facts(audited(name, "clean", folder, place)) == facts(audited("html", "clean", folder, place))


@pytest.mark.parametrize("name", FORM_NAMES)
def test_every_format_has_the_same_findings(name: str, folder: Path):
    assert grave(audited(name, "planted", folder)) == grave(audited("html", "planted", folder))


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect["what"])
def test_each_defect_is_found(defect: dict[str, object], folder: Path):
    found = audited("html", "planted", folder)
    first = [
        (suspect.printed, suspect.replacement)
        for finding in found.findings
        if finding.severity in GRAVE
        for suspect in finding.suspects
        if suspect.rank == 1
    ]
    assert (defect["quote"], defect["replacement"]) in first


def test_nothing_else_is_found(folder: Path):
    assert len(grave(audited("html", "planted", folder))) == len(DEFECTS)

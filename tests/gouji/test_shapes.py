"""What gouji writes is what the schemas say, and the schemas are what DESIGN §5 says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from gouji import rows, tables
from gouji.auditing import Audit, audit
from gouji.commands import catalogue
from gouji.gathering import Piece
from gouji.record import placed, record
from gouji.report import json as json_report
from gouji.report import jsonl
from rules.load import rulebook

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = sorted((ROOT / "gouji" / "schema").glob("*.json"))
SAMPLES = sorted((ROOT / "corpus" / "documents").iterdir())
SEEDS = ROOT.parent / "shared" / "seeds"


def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((ROOT / "gouji" / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(schema)


def lines(chunks) -> list[dict]:
    return [json.loads(line) for chunk in chunks for line in chunk.splitlines()]


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_schemas_are_valid_and_documented_word_for_word(path):
    jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
    assert (ROOT / "docs" / "schema" / path.name).read_bytes() == path.read_bytes()


def check(done: Audit) -> None:
    kept = record(done)
    for row in lines(json_report.render([kept])):
        validator("audit").validate(row)
    for row in lines(jsonl.render([kept])):
        validator("finding").validate(row)
    if done.extraction is None:
        return
    texts = {document.source.id: document.text for document in done.documents}
    for name, kind in tables.TABLES.items():
        check_rows(name.removesuffix("s"), kind, done, texts)


def check_rows(schema: str, kind: tables.Kind, done: Audit, texts: dict[str, str]) -> None:
    found = tables.Reading(path=done.path, extraction=done.extraction, source=rows.source_row(done.extraction))
    for row in lines(tables.lines(found, kind)):
        validator(schema).validate(row)
        anchor = row.get("anchor")
        assert anchor is None or texts[anchor["file"]][anchor["start"] : anchor["end"]] == anchor["quote"]


def test_the_audit_made_by_hand_is_as_the_schemas_say(audited):
    check(audited)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_as_the_schemas_say(path):
    check(audit(path))


def test_real_documents_are_as_the_schemas_say():
    if not SEEDS.is_dir():
        pytest.skip("the real documents are not beside this repository")
    for path in sorted(SEEDS.iterdir()):
        check(audit(path))


@pytest.mark.parametrize("status", ["unreadable", "limit", "fault"])
def test_what_was_not_judged_is_as_the_schema_says(status):
    done = Audit(path="甲\udcff.txt", status=status, problem="打不开。")
    check(done)
    (row,) = lines(json_report.render([record(done, pieces=[Piece("甲\udcff.txt", None, "0" * 64)])]))
    assert row["document"]["path"] == "甲\udcff.txt"
    assert row["document"]["files"][0]["sha256"] == "0" * 64
    validator("document").validate(tables.failed(Piece("甲.txt"), problem="打不开。", status="unreadable").source)


def test_rules_are_as_the_schema_says():
    for rule in rulebook().rules:
        validator("rule").validate(catalogue.row(rule))


def test_the_same_bytes_under_another_name_change_every_path(audited):
    made = record(audited)
    other = placed(made, [made["pieces"][0]._replace(path="乙.txt")])
    assert SOURCE_NAME not in json.dumps(other, ensure_ascii=False)
    assert other["audit"]["findings"][0]["document"]["path"] == "乙.txt"


SOURCE_NAME = "云泽 <决算>"

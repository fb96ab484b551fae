from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extractor.layout.identity import identify, nature
from extractor.layout.sections import structure
from extractor.layout.telling import assess
from extractor.reading import from_bytes, load, read
from extractor.templating import recognise, template

HERE = Path(__file__).parent
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
IDENTITIES = yaml.safe_load((HERE / "identities.yaml").read_text(encoding="utf-8"))
NATURES = yaml.safe_load((HERE / "natures.yaml").read_text(encoding="utf-8"))


def structured(text):
    return structure(read(from_bytes(text.encode(), path="一份.txt")), template("national"))


@pytest.mark.parametrize("case", IDENTITIES, ids=lambda case: case["name"])
def test_body_is_named_with_its_year_and_standing(case):
    document = structured(case["text"])
    identity = identify(document)
    body = identity.body
    found = {
        "body": body.name,
        "year": identity.year,
        "key": body.key,
        "region": body.region.value,
        "level": body.level.value,
        "kind": body.kind.value,
        "profile": body.profile.value,
    }
    expected = {name: value for name, value in case.items() if name not in ("name", "text")}
    assert {name: found[name] for name in expected} == expected
    for evidence in (body.region, body.level, body.kind, body.profile):
        assert (evidence.value is None) == (evidence.span is None)
        if evidence.span:
            assert document.quote(evidence.span)


@pytest.mark.parametrize("case", NATURES, ids=lambda case: case["name"])
def test_nature_is_told_with_reasons(case):
    document = structured(case["text"])
    assert nature(document, case["figures"]) == case["nature"]
    assert all(assess(document, figures=case["figures"]).reasons)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real seeds are not beside this repository")
@pytest.mark.parametrize(("number", "year", "level"), [("000", 2023, "市"), ("001", 2020, "县")])
def test_seed_names_its_body(number, year, level):
    document = read(load(next(SEEDS.glob(f"{number}_*.txt"))))
    document = structure(document, recognise(document))
    identity = identify(document)
    assert (identity.year, identity.kind) == (year, "部门决算")
    assert identity.body.level.value == level
    assert identity.body.profile.value == "事业"
    assert identity.body.name
    assert document.text.count(identity.body.name) > 5
    assert recognise(document).name == "hubei"
    assert nature(document, 100) == "disclosure"

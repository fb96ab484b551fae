"""Which files make one disclosure: cases of what was read and where it lay, and how it grows."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from gouji import filing, grouping
from gouji.gathering import Piece
from gouji.surveying import Survey, from_row, to_row

CASES = yaml.safe_load(Path(__file__).with_name("grouping.yaml").read_text(encoding="utf-8"))


def filed(called: str, row: dict | None) -> filing.Filed:
    path, inside, member = called.partition("!/")
    survey = None
    if row is not None:
        rest = {name: row[name] for name in ("name", "year", "kind", "region", "media") if name in row}
        survey = Survey(
            narrative=row.get("n", False), tables=tuple(row.get("t", ())), attachment=row.get("a", False), **rest
        )
    sha = (row or {}).get("same", called)
    return filing.filed(path, member if inside else None, sha, survey=survey)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_files_are_joined_as_they_should(case):
    names = list(case["files"])
    files = [filed(name, case["files"][name]) for name in names]
    groups = grouping.grouped(files)
    assert [[names[number] for number in group] for group in groups] == case["groups"]
    first = {}
    versions = {names[g[0]]: grouping.version_of(files[g[0]], names[g[0]], first) for g in groups}
    assert {name: other for name, other in versions.items() if other} == case.get("versions", {})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_order_of_files_changes_no_group(case):
    names = list(case["files"])[::-1]
    groups = grouping.grouped([filed(name, case["files"][name]) for name in names])
    found = {frozenset(names[number] for number in group) for group in groups}
    assert found == {frozenset(group) for group in case["groups"]}


def test_a_survey_is_kept_as_plain_data():
    survey = Survey(
        narrative=True, tables=("gpb", "soe"), name="青禾县水务局", year=2023, kind="本级", media="text/plain"
    )
    assert from_row(to_row(survey)) == survey


PAGES = [
    (["第1页.jpg", "第2页.jpg", "第10页.jpg"], True),
    (["page001.jpg", "page002.jpg"], True),
    (["2023决算_1.png", "2023决算_2.png"], True),
    (["page001.jpg"], False),
    (["page001.jpg", "封面.jpg"], False),
    (["2022年第1页.jpg", "2023年第2页.jpg"], False),
    (["公章.png", "照片.png"], False),
]


@pytest.mark.parametrize(("names", "wanted"), PAGES)
def test_pictures_are_pages_where_one_number_counts_them(names, wanted):
    files = [filing.filed(f"a/{name}", None, name) for name in names]
    assert filing.pages(files, range(len(files))) == (set(range(len(files))) if wanted else set())


def test_pictures_beside_other_files_are_no_pages_and_pages_stand_in_natural_order():
    files = [filing.filed(f"a/{name}", None, name) for name in ("1.jpg", "2.jpg", "说明.docx")]
    assert filing.pages(files, [0, 1]) == set()
    names = ("p1.jpg", "p10.jpg", "p2.jpg")
    files = [filing.filed(f"a/{name}", None, name, page=True) for name in names]
    assert [[names[number] for number in group] for group in grouping.grouped(files)] == [
        ["p1.jpg", "p2.jpg", "p10.jpg"]
    ]


def test_every_folder_and_every_archive_is_one_for_group_folder():
    found = filing.folders(Piece(path) for path in ("a/说10.jpg", "a/说2.jpg", "a/包.zip", "b/表.xlsx"))
    assert [[piece.path for piece in group] for group in found] == [
        ["a/说2.jpg", "a/说10.jpg"],
        ["a/包.zip"],
        ["b/表.xlsx"],
    ]


def counted(function, calls: list):
    def count(*given: object) -> object:
        calls.append(given)
        return function(*given)

    return count


def compared(count: int, monkeypatch) -> int:
    """Count the comparisons for many narratives and tables in one folder, some without a name."""
    narratives = [filed(f"a/{n}.docx", {"n": True, "name": f"青禾县第{n}小学", "year": 2023}) for n in range(count)]
    tables = [filed(f"a/{n}.xlsx", {"t": ["gpb"], "name": f"青禾县第{n}小学", "year": 2023}) for n in range(count)]
    bare = [filed(f"a/x{n}.xlsx", {"t": ["gpb"]}) for n in range(count)]
    calls = []
    with monkeypatch.context() as patch:
        for name in ("_fits", "_same_body", "_before"):
            patch.setattr(grouping, name, counted(getattr(grouping, name), calls))
        assert len(grouping.grouped([*narratives, *tables, *bare])) == 2 * count
    return len(calls)


def test_a_folder_ten_times_as_large_takes_ten_times_the_comparisons(monkeypatch):
    few, many = compared(50, monkeypatch), compared(500, monkeypatch)
    assert 0 < many <= 11 * few


def test_many_files_with_one_table_are_no_parts_of_a_disclosure():
    narrative = filed("a/说明.docx", {"n": True, "name": "青禾县水务局", "year": 2023})
    tables = [filed(f"a/{n}.xlsx", {"t": ["gpb"], "name": "青禾县水务局", "year": 2023}) for n in range(200)]
    assert len(grouping.grouped([narrative, *tables])) == 201

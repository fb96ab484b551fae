"""Files made to do harm: read or refused with a remedy, in bounded memory, and nothing is written."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
import yaml

from extractor import errors
from extractor.reading import from_bytes, read, unwrap
from gouji import cli

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
CLEAN = Path(__file__).parents[3] / "corpus" / "documents" / "01_archive_centre_2023.txt"
MEGABYTE = 1024 * 1024
PEAK = 100


def outcomes(data, path):
    """Return a document or an error for everything that comes of a file."""
    ends = []
    for source in unwrap(from_bytes(data, path=path)):
        if isinstance(source, errors.ReadError):
            ends.append(source)
            continue
        try:
            ends.append(read(source))
        except errors.ReadError as error:
            ends.append(forgotten(error))
    return ends


def forgotten(error):
    """Return an error without the trace that keeps what was read in memory."""
    return type(error)(**{name: getattr(error, name) for name in ("path", "problem", "remedy", "place", "member")})


def kinds(ends) -> list[str]:
    """Return the names of the kinds, repetitions left out."""
    names = [type(end).__name__ for end in ends]
    return [name for number, name in enumerate(names) if len(names) <= 5 or number in {0, len(names) - 1}]


def matches(case, ends) -> bool:
    wanted = case["ends"]
    if wanted == ["any"]:
        return len(ends) == 1
    found = kinds(ends)
    if wanted[0] == "many":
        return len(ends) > 100 and found[-1] == wanted[-1]
    distinct = list(dict.fromkeys(found))
    return found == wanted or (len(ends) > len(wanted) and distinct == wanted)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_hostile_file_is_settled_within_bounds(case, build, guarded):
    data = build(case["build"])
    tracemalloc.start()
    try:
        ends = outcomes(data, case["file"])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    said = "\n".join(str(end) for end in ends if isinstance(end, errors.ReadError))
    assert matches(case, ends), (kinds(ends), said)
    assert all(words in said for words in case.get("says", ())), said
    assert not [words for words in case.get("never", ()) if words in said + "".join(texts(ends))]
    assert all(end.remedy and end.problem for end in ends if isinstance(end, errors.ReadError))
    assert peak < case.get("peak", PEAK) * MEGABYTE, f"{peak / MEGABYTE:.0f} MB"
    assert not [path for path in guarded.rglob("*") if path.is_file()]


def texts(ends):
    return [end.text for end in ends if not isinstance(end, errors.ReadError)]


def test_the_texts_of_office_files_survive_a_wrong_suffix(build):
    for name, path in (("docx", "决算.pdf"), ("html", "附表.xls"), ("climbing", "说明.docx")):
        assert all("120.00万元" in text for text in texts(outcomes(build(name), path)))


def test_a_folder_of_all_of_them_is_gone_through(build, guarded, capfd):
    folder = guarded / "来稿"
    folder.mkdir()
    for number, case in enumerate(CASES):
        (folder / f"{number:02}-{case['file']}").write_bytes(build(case["build"]))
    (folder / "好.txt").write_bytes(CLEAN.read_bytes())
    before = {path for path in guarded.rglob("*") if path.is_file()}
    code = cli.main(["audit", str(folder), "--format", "json"])
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert code == 3
    listed = {Path(row["document"]["path"].split("!/")[0]).name: row["status"] for row in rows}
    assert listed.keys() == {path.name for path in folder.iterdir()}
    assert listed["好.txt"] == "audited"
    assert "fault" not in {row["status"] for row in rows}
    assert {path for path in guarded.rglob("*") if path.is_file()} == before

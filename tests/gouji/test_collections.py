"""Several years of a body and a department's units given together: what does not fit is found, with both places."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from corpus import forms, ledger, writer
from corpus.bodies import department, like
from corpus.rendering import html
from gouji.cli import app

ROOT = Path(__file__).resolve().parents[2]
BODIES = (
    ("云岭省青禾县水务局", "national", 1),
    ("云岭省云泽市河湖管理局", "older_order", 2),
    ("云岭省白石县水利水保局", "running_table", 3),
    ("云岭省清溪区水务局", "balanced_gpb", 5),
    ("云岭省石桥市防汛事务局", "no_parts", 7),
)
PAIRS = pytest.mark.parametrize(("name", "form", "times"), BODIES, ids=[form for _, form, _ in BODIES])
WHERE = {"total": "收入支出决算总体情况", "three_public": "三公", "balance": "政府性基金"}
PLANTED = ("total", "three_public", "balance")


def years(name: str, times: int):
    """Return the books of a body of two years that fit."""
    return tuple(like(ledger.load(book), name=name, times=times) for book in ("water_bureau_2022", "water_bureau"))


def broken(books, planted: str):
    """Return books whose disclosure fits in itself and not with last year's."""
    if planted == "balance":
        return with_more(books, "2130305", opening=5_432_100)
    return replace(books, prior={**books.prior, planted: books.prior[planted] * 103 // 100})


def with_more(books, code: str, *, fund: str = "gpb", **more: int):
    """Return books with more money under one account of one budget."""
    entries = (
        replace(one, **{key: getattr(one, key) + fen for key, fen in more.items()})
        if (one.code, one.fund) == (code, fund)
        else one
        for one in books.entries
    )
    return replace(books, entries=tuple(entries))


def story(manuscript) -> bytes:
    """Return the narrative alone as a text file."""
    return "\n".join(line.text for line in manuscript.lines).encode()


def html_file(manuscript) -> bytes:
    return html.render(manuscript)


def put(folder: Path, name: str, books, form: str, *, render=html_file, said: tuple[str, str] | None = None) -> Path:
    made = writer.write(books, forms.form(form))
    made = made.replaced(*said) if said else made
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / name
    place.write_bytes(render(made))
    return place


def run(*arguments: object):
    return CliRunner().invoke(app, ["audit", *map(str, arguments)])


def collections(*arguments: object) -> list[dict]:
    """Return the lines on linked disclosures, each as its schema says."""
    result = run(*arguments, "--format", "json")
    assert result.exit_code in {0, 1}, result.output
    schema = json.loads((ROOT / "gouji" / "schema" / "collection.json").read_text(encoding="utf-8"))
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    found = [row for row in rows if row["schema"] == "gouji.collection/1"]
    for row in found:
        jsonschema.Draft202012Validator(schema).validate(row)
    return found


def loud(row: dict) -> list[dict]:
    return [one for one in row["findings"] if one["severity"] != "info"]


@PAIRS
@pytest.mark.parametrize("render", [html_file, story], ids=["html", "text"])
def test_two_years_that_fit_are_silent(tmp_path, name, form, times, render):
    before, now = years(name, times)
    suffix = "html" if render is html_file else "txt"
    put(tmp_path, f"甲.{suffix}", before, form, render=render)
    put(tmp_path, f"乙.{suffix}", now, form, render=render)
    (row,) = collections(tmp_path)
    assert (row["kind"], row["year"], [one["year"] for one in row["documents"]]) == ("years", 2023, [2022, 2023])
    assert loud(row) == []
    assert row["verdicts"]["fails"] == 0
    assert row["verdicts"]["holds"] + row["verdicts"]["rounding"] >= 5


@PAIRS
@pytest.mark.parametrize("planted", PLANTED)
def test_a_break_between_years_is_found_at_both_places(tmp_path, name, form, times, planted):
    before, now = years(name, times)
    old = put(tmp_path, "旧.html", before, form)
    new = put(tmp_path, "新.html", broken(now, planted), form)
    (row,) = collections(tmp_path)
    (found,) = loud(row)
    assert found["rule"]["id"] == ("YE03" if planted == "balance" else "YE01")
    assert found["severity"] == "warning"
    assert found["document"]["path"] == str(new)
    assert found["anchor"]["file"] == found["document"]["files"][0]["id"]
    other = row["documents"][0]
    note = next(one for one in found["notes"] if one["anchor"]["file"] == other["files"][0]["id"])
    assert str(old) in note["message"]
    assert note["anchor"]["quote"] in note["message"]
    assert found["suspects"][0]["anchor"] == found["anchor"]


@PAIRS
@pytest.mark.parametrize("planted", PLANTED)
def test_a_break_in_the_text_of_the_narrative_is_found(tmp_path, name, form, times, planted):
    before, now = years(name, times)
    put(tmp_path, "旧.txt", before, form, render=story)
    # the narrative states the balances of 政府性基金 alone
    fund = with_more(now, "2120803", fund="fund", opening=5_432_100)
    put(tmp_path, "新.txt", fund if planted == "balance" else broken(now, planted), form, render=story)
    (row,) = collections(tmp_path)
    (found,) = loud(row)
    assert found["rule"]["id"] == ("YE03" if planted == "balance" else "YE01")
    assert WHERE[planted] in found["anchor"]["section"]
    assert any("旧.txt" in note["message"] for note in found["notes"])


@PAIRS
@pytest.mark.parametrize("planted", PLANTED)
def test_a_stated_change_of_scope_is_no_error_and_is_said(tmp_path, name, form, times, planted):
    before, now = years(name, times)
    put(tmp_path, "旧.html", before, form)
    said = ("工程进度快于上年", "工程进度快于上年,且因机构改革划入水土保持职能")
    put(tmp_path, "新.html", broken(now, planted), form, said=said)
    (row,) = collections(tmp_path)
    assert loud(row) == []
    found = next(one for one in row["findings"] if one["rule"]["id"] in {"YE01", "YE03"})
    assert "机构改革" in found["message"]
    assert any(note["anchor"]["quote"] == "机构改革" for note in found["notes"])
    assert run(tmp_path, "--fail-on", "warning").exit_code == 0


def test_an_error_of_this_year_is_not_told_twice(tmp_path):
    before, now = years(*BODIES[0][::2])
    put(tmp_path, "旧.html", before, "national")
    total = f"{writer.write(now, forms.form('national')).lines[0].text[:4]}年度收、支总计均为3710.25万元"
    put(tmp_path, "新.html", now, "national", said=(total, total.replace("3710.25", "3170.25")))
    (row,) = collections(tmp_path)
    assert loud(row) == []
    (support,) = row["supports"]
    findings = [json.loads(line) for line in run(tmp_path, "--format", "jsonl").stdout.splitlines()]
    (accused,) = [one for one in findings if one["fingerprint"] == support["fingerprint"]]
    assert accused["suspects"][0]["replacement"] == "3710.25万元"
    assert "2022年度" in support["message"]


def test_a_wrong_figure_that_is_last_years_is_called_stale(tmp_path):
    before, now = years(*BODIES[0][::2])
    put(tmp_path, "旧.html", before, "national")
    last = writer.write(before, forms.form("national"))
    quoted = next(line.text for line in last.lines if "收、支总计均为" in line.text and "财政拨款" not in line.text)
    old = quoted.split("均为")[1].split("。")[0]
    put(tmp_path, "新.html", now, "national", said=("收、支总计均为3710.25万元。与", f"收、支总计均为{old}。与"))
    (row,) = collections(tmp_path)
    (support,) = row["supports"]
    assert support["slip"] == "stale"
    assert loud(row) == []
    assert any(note["anchor"]["quote"] == old for note in support["notes"])


def department_of_two(name: str = "云岭省青禾县水务局"):
    before, now = years(name, 1)
    head = replace(now, name=f"{name}(本级)", kind="单位")
    station = replace(before, name="云岭省青禾县河道管理所", kind="单位", year=2023)
    return department(name, [head, station]), head, station


def test_a_department_that_is_its_units_added_up_is_silent(tmp_path):
    for number, books in enumerate(department_of_two()):
        put(tmp_path, f"{number}.html", books, "national")
    (row,) = collections(tmp_path)
    assert (row["kind"], len(row["documents"]), row["missing"]) == ("levels", 3, [])
    assert row["findings"] == []
    assert row["verdicts"]["holds"] + row["verdicts"]["rounding"] >= 20
    assert row["verdicts"]["fails"] == 0


def test_a_department_that_is_not_its_units_added_up_is_found(tmp_path):
    whole, head, station = department_of_two()
    for number, books in enumerate((with_more(whole, "2130302", project=9_876_500), head, station)):
        put(tmp_path, f"{number}.html", books, "national")
    (row,) = collections(tmp_path)
    (found,) = loud(row)
    assert found["rule"]["id"] == "LV01"
    assert found["document"]["body"] == "云岭省青禾县水务局"
    said = " ".join(note["message"] for note in found["notes"])
    assert "1.html" in said
    assert "2.html" in said


def test_a_listed_unit_that_is_missing_is_a_hint_and_sums_are_only_bounded(tmp_path):
    whole, head, _ = department_of_two()
    put(tmp_path, "部门.html", whole, "national")
    put(tmp_path, "本级.html", head, "national")
    (row,) = collections(tmp_path)
    assert row["missing"] == ["云岭省青禾县河道管理所"]
    assert [one["rule"]["id"] for one in row["findings"]] == ["LV02"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_links_in_every_report_and_is_taken_up_again(tmp_path, workers):
    before, now = years(*BODIES[0][::2])
    put(tmp_path / "in", "旧.html", before, "national")
    put(tmp_path / "in", "新.html", broken(now, "total"), "national")
    for _ in range(2):
        result = run(tmp_path / "in", "-o", tmp_path / "out", "--workers", workers, "--fail-on", "warning")
        assert result.exit_code == 1, result.output
        reports = tmp_path / "out" / "reports"
        assert "YE01" in (reports / "report.txt").read_text(encoding="utf-8")
        assert "gouji.collection/1" in (reports / "audits.json").read_text(encoding="utf-8")
        lines = (reports / "findings.jsonl").read_text(encoding="utf-8").splitlines()
        assert sum(json.loads(line)["rule"]["id"] == "YE01" for line in lines) == 1
        assert 'href="collections.html"' in (reports / "html" / "index.html").read_text(encoding="utf-8")
        page = (reports / "html" / "collections.html").read_text(encoding="utf-8")
        assert "旧.html" in page
        assert "YE01" in page


def test_an_earlier_run_is_linked_without_its_files(tmp_path):
    before, now = years(*BODIES[0][::2])
    old = put(tmp_path / "2022", "旧.html", before, "national")
    assert run(tmp_path / "2022", "-o", tmp_path / "run").exit_code == 0
    old.unlink()
    put(tmp_path / "2023", "新.html", broken(now, "three_public"), "national")
    assert collections(tmp_path / "2023") == []
    (row,) = collections(tmp_path / "2023", "--earlier", tmp_path / "run")
    (found,) = loud(row)
    assert found["rule"]["id"] == "YE01"
    assert any(str(old) in note["message"] for note in found["notes"])
    text = run(tmp_path / "2023", "--earlier", tmp_path / "run").stdout
    assert "旧.html" in text


def test_what_is_no_run_is_refused_before_anything_is_read(tmp_path):
    (tmp_path / "甲.txt").write_text("甲", encoding="utf-8")
    result = run(tmp_path / "甲.txt", "--earlier", tmp_path)
    assert result.exit_code == 2
    assert "--earlier" in result.output
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "disclosures.jsonl").write_text("", encoding="utf-8")
    result = run(tmp_path / "甲.txt", "-o", tmp_path / "run", "--earlier", tmp_path / "run")
    assert result.exit_code == 2
    assert "--earlier 不能是 -o 的文件夹" in result.output


def test_two_disclosures_of_one_year_are_not_linked_and_that_is_said(tmp_path):
    before, now = years(*BODIES[0][::2])
    put(tmp_path, "旧.html", before, "national")
    put(tmp_path, "新.html", now, "national")
    put(tmp_path, "又.html", broken(now, "total"), "national")
    (row,) = collections(tmp_path)
    assert "2份" in row["problem"]
    assert row["findings"] == []
    assert row["problem"] in run(tmp_path).stdout


def test_an_earlier_run_that_keeps_nothing_to_compare_is_said(tmp_path):
    before, now = years(*BODIES[0][::2])
    put(tmp_path / "2022", "旧.html", before, "national")
    assert run(tmp_path / "2022", "-o", tmp_path / "run").exit_code == 0
    for kept in (tmp_path / "run" / "results").rglob("*.json"):
        record = json.loads(kept.read_text(encoding="utf-8"))
        kept.write_text(json.dumps({**record, "member": {"schema": "gouji.member/1"}}), encoding="utf-8")
    put(tmp_path / "2023", "新.html", now, "national")
    result = run(tmp_path / "2023", "--earlier", tmp_path / "run")
    assert result.exit_code == 0
    assert "重新审核" in result.stderr


def test_nothing_is_linked_where_no_rule_asks_for_it(tmp_path):
    before, now = years(*BODIES[0][::2])
    put(tmp_path, "旧.txt", before, "national", render=story)
    put(tmp_path, "新.txt", now, "national", render=story)
    assert len(collections(tmp_path)) == 1
    assert collections(tmp_path, "--ignore", "years,levels") == []

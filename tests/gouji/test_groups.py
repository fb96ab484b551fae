"""Several files of one disclosure from end to end: through the batch, its store, the command, and the Python door."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import forms, ledger, writer
from corpus.rendering import html as markup
from extractor import reading
from extractor.errors import LimitError
from extractor.pages.content import Ink, PageContent
from gouji import cli
from gouji.auditing import audit, audits
from gouji.batch import run, store
from gouji.batch.options import Options
from gouji.batch.plan import plan
from gouji.gathering import gathered
from gouji.record import record
from gouji.report import html, text
from rules.suspects import SuspectTable


def manuscript(*, wrong: bool = False) -> writer.Manuscript:
    found = writer.write(ledger.load("water_bureau"), forms.form("national"))
    if not wrong:
        return found
    line = next(line.text for line in found.lines if line.text.startswith("2023年度收、支总计均为"))
    total = line.removeprefix("2023年度收、支总计均为").partition("万元")[0]
    return found.replaced(f"收、支总计均为{total}万元", f"收、支总计均为{total}元")


def narrative(found: writer.Manuscript) -> bytes:
    return "\n".join(line.text for line in found.lines).encode()


def tables(found: writer.Manuscript) -> bytes:
    return markup.render(replace(found, parts=found.sheets))


WHOLE = manuscript()
STORY, TABLES = narrative(WHOLE), tables(WHOLE)
SLIP = narrative(manuscript(wrong=True))
LIBRARY = STORY.replace("水务局".encode(), "图书馆".encode())


def zipped(files: dict[str, bytes]) -> bytes:
    """Pack files under names in GBK, as Chinese programs do: no flag says so."""
    buffer = io.BytesIO()
    named = {}
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, (name, data) in enumerate(files.items()):
            placeholder = chr(ord("A") + number) * len(name.encode("gbk"))
            named[placeholder] = name
            archive.writestr(placeholder, data)
    data = buffer.getvalue()
    for placeholder, name in named.items():
        data = data.replace(placeholder.encode(), name.encode("gbk"))
    return data


@pytest.fixture
def folder(tmp_path) -> Path:
    """Two disclosures of two files each, one of them in an archive with a file that is broken; one file alone."""
    place = tmp_path / "来稿 & 一"
    for name in ("水务局", "图书馆"):
        (place / name).mkdir(parents=True)
    (place / "水务局" / "说 明'1'.txt").write_bytes(SLIP)
    (place / "水务局" / "表 “九”.html").write_bytes(TABLES)
    other = TABLES.replace("水务局".encode(), "图书馆".encode())
    members = {"图书馆/说明.txt": LIBRARY, "图书馆/报表.html": other, "图书馆/坏.pdf": b"%PDF-1.4 cut"}
    (place / "图书馆" / "公开.zip").write_bytes(zipped(members))
    (place / "单独.txt").write_bytes(STORY.replace("水务局".encode(), "档案馆".encode()))
    return place


def files(row) -> list[str]:
    return [Path(file["member"] or file["path"]).name for file in row["document"]["files"]]


def streamed(place, *, workers: int = 1, group: str = "auto") -> list[dict]:
    return [found["audit"] for found in run.stream(plan([place]), Options(group=group), workers=workers)]


WANTED = [
    (["说明.txt", "报表.html"], "audited"),
    (["坏.pdf"], "unreadable"),
    (["说 明'1'.txt", "表 “九”.html"], "audited"),
    (["单独.txt"], "audited"),
]


def named(rows) -> dict[str, str]:
    return {" ".join(files(row)): row["status"] for row in rows}


def test_files_that_complement_each_other_are_one_disclosure(folder):
    rows = streamed(folder)
    assert named(rows) == {" ".join(names): status for names, status in WANTED}
    joined = next(row for row in rows if len(files(row)) == 2 and "zip" in row["document"]["path"])
    assert joined["document"]["path"].endswith("公开.zip!/图书馆/说明.txt")
    assert joined["coverage"]["tables"]["checked"] > joined["coverage"]["narrative"]["checked"] > 0
    assert next(row for row in rows if row["status"] == "unreadable")["problem"]


def test_a_budget_beside_an_account_is_neither_its_version_nor_the_owner_of_its_tables(tmp_path):
    (tmp_path / "决算说明.txt").write_bytes(STORY)
    (tmp_path / "表.html").write_bytes(TABLES)
    (tmp_path / "预算说明.txt").write_bytes(STORY.replace("决算".encode(), "预算".encode()))
    rows = streamed(tmp_path)
    assert {tuple(files(row)) for row in rows} == {("决算说明.txt", "表.html"), ("预算说明.txt",)}
    assert not any(row["document"]["versions_of"] for row in rows)


def test_a_spawn_pool_gives_what_one_process_gives_in_the_same_order(folder):
    one, two = streamed(folder), streamed(folder, workers=2)
    for row in (*one, *two):
        row["seconds"] = 0.0
    assert one == two


def test_none_joins_nothing_and_folder_joins_all_that_lies_together(folder):
    alone = streamed(folder, group="none")
    assert len(alone) == 6
    assert all(len(files(row)) == 1 for row in alone)
    together = named(streamed(folder, group="folder"))
    assert together == {
        "说明.txt 报表.html 坏.pdf": "partial",
        "说 明'1'.txt 表 “九”.html": "audited",
        "单独.txt": "audited",
    }


def test_a_second_run_goes_on_with_the_groups_too(folder, tmp_path):
    items, place = plan([folder]), tmp_path / "run"
    first = run.fill(items, Options(), workers=1, folder=place)
    for _ in range(4):  # the looks at all files, and none of what belongs together
        next(first)
    first.close()
    assert run.pending(items, Options(), folder=place) == []
    assert len(list(run.fill(items, Options(), workers=1, folder=place))) == 2
    assert list(run.fill(items, Options(), workers=1, folder=place)) == []
    kept = list(run.kept(run.rows(items, Options(), folder=place), folder=place))
    assert named(found["audit"] for found in kept) == {" ".join(names): status for names, status in WANTED}
    listed = (place / "disclosures.jsonl").read_text(encoding="utf-8").splitlines()
    assert [len(json.loads(line)["files"]) for line in listed] == [len(files(found["audit"])) for found in kept]


def test_the_same_files_elsewhere_are_audited_once_and_named_where_they_are(folder, tmp_path):
    copy = tmp_path / "副本"
    copy.mkdir()
    for file in (folder / "水务局").iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    items, place = plan([folder / "水务局", copy]), tmp_path / "run"
    list(run.fill(items, Options(), workers=1, folder=place))
    rows = run.rows(items, Options(), folder=place)
    assert len({row.key for row in rows}) == 1
    one, two = (found["audit"]["document"] for found in run.kept(rows, folder=place))
    assert {file["path"] for file in two["files"]} == {str(path) for path in copy.iterdir()}
    assert {file["path"] for file in one["files"]} == {str(path) for path in (folder / "水务局").iterdir()}


def test_another_narrative_of_the_same_body_and_year_names_the_first(tmp_path):
    (tmp_path / "初稿.txt").write_bytes(STORY)
    (tmp_path / "修订.txt").write_bytes(SLIP)
    (tmp_path / "再抄.txt").write_bytes(STORY)
    rows = streamed(tmp_path)
    assert [Path(row["document"]["versions_of"] or "").name for row in rows] == ["", "修订.txt", "修订.txt"]
    (tmp_path / "表.html").write_bytes(b"<html><body><p>" + "通知".encode() * 200)
    again = {Path(row["document"]["path"]).name: row["document"]["versions_of"] for row in streamed(tmp_path)}
    assert {name: bool(of) for name, of in again.items()} == {
        "修订.txt": False,
        "再抄.txt": True,
        "初稿.txt": True,
        "表.html": False,
    }


def test_a_file_that_fails_later_leaves_the_others_partly_audited(folder, tmp_path):
    items, place = plan([folder / "水务局"]), tmp_path / "run"
    first = run.fill(items, Options(), workers=1, folder=place)
    for _ in range(2):
        next(first)
    next(path for path in (folder / "水务局").iterdir() if path.suffix == ".html").unlink()
    list(first)
    (found,) = run.kept(run.rows(items, Options(), folder=place), folder=place)
    assert found["audit"]["status"] == "partial"
    assert "没有读取" in found["audit"]["problem"]
    assert [bool(file["problem"]) for file in found["audit"]["document"]["files"]] == [False, True]


def test_what_cannot_even_be_loaded_is_a_row(tmp_path, monkeypatch):
    (tmp_path / "说明.txt").write_bytes(STORY)
    (tmp_path / "大.html").write_bytes(TABLES)

    def refuse(path, load=reading.load) -> object:
        if path.suffix == ".html":
            raise LimitError(path=str(path), problem="太大", remedy="请拆分")
        return load(path)

    monkeypatch.setattr(reading, "load", refuse)
    assert named(streamed(tmp_path)) == {"说明.txt": "audited", "大.html": "limit"}


def test_a_bug_with_one_member_costs_that_member_only(tmp_path, monkeypatch):
    (tmp_path / "公开.zip").write_bytes(zipped({"甲.txt": STORY, "乙.html": TABLES, "丙.txt": LIBRARY}))

    def crash(source, read=reading.read) -> object:
        if source.member == "丙.txt":
            raise ZeroDivisionError
        return read(source)

    monkeypatch.setattr(reading, "read", crash)
    assert named(streamed(tmp_path)) == {"甲.txt 乙.html": "audited", "丙.txt": "fault"}


def test_scanned_pages_of_one_folder_are_one_document_and_are_not_read_one_by_one(tmp_path, monkeypatch):
    for number in (1, 2, 10, 3):
        (tmp_path / f"第{number}页.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes([number]))
    read = []
    monkeypatch.setattr("extractor.ocr.engine.available", lambda: True)
    monkeypatch.setattr("extractor.readers.picture.pages", lambda source: read.append(source.name) or printed(source))
    (row,) = streamed(tmp_path)
    assert read == ["第1页.jpg", "第2页.jpg", "第3页.jpg", "第10页.jpg"]
    assert files(row) == ["第1页.jpg", "第2页.jpg", "第10页.jpg", "第3页.jpg"]
    assert row["status"] == "partial"
    assert "第3页.jpg" in row["problem"]
    (done,) = audits([tmp_path])
    assert {place.page for place in done.document.places} == {1, 2, 3}
    assert "2023年度收、支总计均为" in done.document.text


def printed(source):
    """Return a third of the narrative as a page, line under line; the third picture cannot be read."""
    number = source.data[-1]
    if number == 3:
        raise LimitError(path=source.path, problem="太大", remedy="请缩小")
    lines = STORY.decode().splitlines()
    part = len(lines) // 3 + 1
    start = {1: 0, 2: part, 10: 2 * part}[number]
    inks = [
        Ink(line, 70.0, 70.0 + 20 * at, 70.0 + 12 * len(line), 82.0 + 20 * at, (), 0.99)
        for at, line in enumerate(lines[start : start + part])
    ]
    return [PageContent(number=1, width=6000.0, height=2000.0, inks=tuple(inks))]


def test_the_python_door_takes_files_and_archives(folder):
    pair = sorted((folder / "水务局").iterdir())
    joined = audit(pair)
    assert [Path(one.source.path).suffix for one in joined.documents] == [".txt", ".html"]
    assert joined.findings
    assert joined.path == str(pair[0] if pair[0].suffix == ".txt" else pair[1])
    packed = audit(folder / "图书馆" / "公开.zip")
    assert packed.status == "partial"
    assert len(packed.documents) == 2
    assert packed.unread[0].member == "图书馆/坏.pdf"
    assert audit((folder / "图书馆" / "公开.zip").read_bytes()).status == "partial"
    found = {Path(done.path).name: len(done.documents) for done in audits([folder])}
    assert found == {"说明.txt": 2, "坏.pdf": 0, "说 明'1'.txt": 2, "单独.txt": 1}
    assert len(list(audits([folder], group="none"))) == 6
    assert len(list(audits([folder], group="folder"))) == 3


def test_an_archive_of_several_disclosures_says_how_many_and_what_to_do(tmp_path):
    (tmp_path / "全.zip").write_bytes(zipped({"甲.txt": STORY, "乙.txt": LIBRARY}))
    done = audit(tmp_path / "全.zip")
    assert done.status == "unreadable"
    assert "2 份" in done.problem
    assert "audits()" in done.problem
    assert "audits()" in audit(tmp_path).problem


def test_members_that_are_gone_are_said_to_be(tmp_path):
    (tmp_path / "全.zip").write_bytes(zipped({"甲.txt": STORY}))
    (error,) = gathered(str(tmp_path / "全.zip"), member="乙.txt")
    assert error.problem


def test_an_unfilled_template_is_one_finding_and_nothing_could_be_judged(tmp_path, capfd):
    blanks = "2023年度财政拨款收入总计XX万元,其中基本支出XX万元、项目支出XX万元,三公经费XX万元。\n"
    (tmp_path / "模板.txt").write_text(
        f"某某局2023年度部门决算\n一、收入支出决算总体情况说明\n{blanks * 9}", encoding="utf-8"
    )
    assert cli.main(["audit", str(tmp_path), "--format", "jsonl"]) == 2
    (line,) = capfd.readouterr().out.splitlines()
    assert json.loads(line)["rule"]["id"] == "CO07"
    cli.main(["audit", str(tmp_path)])
    assert "CO07" in capfd.readouterr().out
    assert audit(tmp_path / "模板.txt", ignore=["CO07"]).findings == ()


def test_the_command_reads_archives_and_says_which_member_failed(folder, capfd):
    assert cli.main(["audit", str(folder), "--format", "json", "--workers", "2"]) == 3
    out, err = capfd.readouterr()
    assert named(map(json.loads, out.splitlines())) == {" ".join(names): status for names, status in WANTED}
    assert "图书馆/坏.pdf" in err
    assert cli.main(["audit", str(folder), "--group", "both"]) == 2
    assert "--group 只能是" in capfd.readouterr().err


def test_html_on_the_console_takes_one_disclosure_of_several_files(folder, capfd):
    cli.main(["audit", str(folder / "水务局"), "--format", "html"])
    assert capfd.readouterr().out.count("<!DOCTYPE html>") == 1
    assert cli.main(["audit", str(folder), "--format", "html"]) == 2


def test_extract_takes_every_member(folder, tmp_path):
    assert cli.main(["extract", str(folder), "-o", str(tmp_path / "表")]) == 3
    rows = [json.loads(line) for line in (tmp_path / "表" / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {Path(row["document"]["path"]).name: row["status"] for row in rows} == {
        "说明.txt": "read",
        "报表.html": "read",
        "坏.pdf": "unreadable",
        "说 明'1'.txt": "read",
        "表 “九”.html": "read",
        "单独.txt": "read",
    }
    facts = [json.loads(line) for line in (tmp_path / "表" / "facts.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {fact["source"] for fact in facts} == {"narrative", "table"}
    assert all((fact["table"] is not None) == (fact["source"] == "table") for fact in facts)
    assert any(fact["code"] for fact in facts)
    cells = [json.loads(line) for line in (tmp_path / "表" / "cells.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {"gpb", "income", "three_public"} <= {cell["role"] for cell in cells}
    assert {cell["unit"] for cell in cells} == {"万元"}


@pytest.fixture(scope="module")
def joined(tmp_path_factory):
    place = tmp_path_factory.mktemp("joined")
    (place / "说明.txt").write_bytes(SLIP)
    (place / "表.html").write_bytes(TABLES)
    return audit([place / "说明.txt", place / "表.html"])


def test_a_finding_shows_the_row_of_the_table_it_rests_on(joined):
    made = record(joined)
    number = next(at for at, cells in enumerate(made["page"]["cells"]) if cells)
    guide = html.view.guide(made["audit"], made["page"])
    strip = html._cards(made["audit"], made["page"], guide)[number]["strips"][0]
    assert "收入支出决算总表" in strip.title
    assert any(column.meant and column.figure is not None for column in strip.columns)
    page = html.page(made)
    for part in ('id="d0"', 'id="d1"', "说明.txt", "表.html", "data-go=", 'class="strip"', "rowspan="):
        assert part in page


def test_places_are_said_as_a_reader_finds_them(joined):
    report = "".join(text.render([record(joined)]))
    assert "另有 1 个文件:表.html" in report
    assert "说明.txt 第 " in report
    assert "表.html 表格 1 第 " in report
    assert "(其中表格 " in report


def test_tables_that_were_not_judged_are_listed_with_the_reason(joined):
    table = joined.documents[1].tables[0]
    doubt = SuspectTable(source=joined.documents[1].source.id, number=table.number, role=table.role, why="行列可能错位")
    made = record(replace(joined, suspects=(doubt,)))
    assert [row["why"] for row in made["audit"]["unjudged"]] == ["行列可能错位"]
    for report in ("".join(text.render([made])), html.page(made)):
        assert "未核对的表 1 张" in report
        assert "收入支出决算总表:行列可能错位" in report
    assert record(joined)["audit"]["unjudged"] == []


def test_a_run_keeps_what_reports_need_of_all_documents(joined, tmp_path):
    made = record(joined)
    store.write(tmp_path / "x.json", made)
    kept = store.read(tmp_path / "x.json")
    assert html.page(kept) == html.page(made)
    assert "".join(text.render([kept])) == "".join(text.render([made]))

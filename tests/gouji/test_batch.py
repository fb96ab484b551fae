"""A batch: what it finds, what it keeps, and that one bad file or crash never ends it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gouji.batch import run, store, work
from gouji.batch.options import Options
from gouji.batch.plan import Item, plan
from gouji.batch.pool import outcomes
from gouji.batch.tally import Tally
from gouji.batch.work import Job

ROOT = Path(__file__).resolve().parents[2]
TEXT = """青禾市档案馆2023年度部门决算
第三部分 2023年度部门决算情况说明
一、收入支出决算总体情况说明
2023年度收、支总计均为120.00万元。与2022年度相比,收、支总计各增加20.00万元,增长20%,主要原因是新增档案数字化项目。
二、收入决算情况说明
2023年度收入合计120.00万元,其中:财政拨款收入120.00万元,占本年收入100%。
三、支出决算情况说明
2023年度支出合计120.00万元,其中:基本支出80.00万元,占本年支出66.7%;项目支出40.00万元,占本年支出33.3%。
四、财政拨款收入支出决算总体情况说明
2023年度财政拨款收、支总计均为120.00万元。
七、“三公”经费财政拨款支出决算情况说明
2023年度“三公”经费财政拨款支出决算为1.00万元,其中公务接待费1.00万元。
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    place = tmp_path / "来稿 一"
    (place / "下级").mkdir(parents=True)
    (place / "甲.txt").write_text(TEXT, encoding="utf-8")
    (place / "下级" / "乙.txt").write_text(TEXT, encoding="utf-8")
    (place / "丙.txt").write_text(TEXT.replace("档案馆", "图书馆"), encoding="utf-8")
    (place / "空.txt").write_bytes(b"")
    (place / "图.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    for name in (".hidden.txt", "~$稿.docx", ".~lock.稿.odt#", "Thumbs.db"):
        (place / name).write_text("x", encoding="utf-8")
    return place


def names(items) -> list[str]:
    return [Path(item.path).name for item in items]


def statuses(records) -> list[str]:
    return [found["audit"]["status"] for found in records]


def kept(items, place):
    return list(run.kept(run.rows(items, Options(), folder=place), folder=place))


def test_a_folder_is_walked_and_only_leavings_are_skipped(folder):
    assert names(plan([folder])) == ["丙.txt", "图.jpg", "甲.txt", "空.txt", "乙.txt"]


def test_a_path_given_twice_is_one_row_and_the_run_itself_is_none(folder):
    for run_ in ("run", "other"):
        (folder / run_ / "results").mkdir(parents=True)
        (folder / run_ / "results" / "x.json").write_text("{}", encoding="utf-8")
    (folder / "other" / ".gouji").touch()
    items = plan([folder / "甲.txt", folder], besides=folder / "run")
    assert names(items) == ["甲.txt", "丙.txt", "图.jpg", "空.txt", "乙.txt"]


def test_what_cannot_be_opened_is_a_row(tmp_path):
    (item,) = plan([tmp_path / "没有.txt"])
    assert item.problem
    assert statuses(run.stream([item], Options(), workers=1)) == ["unreadable"]


def test_identical_bytes_are_audited_once_and_have_a_row_each(folder, monkeypatch):
    audited = []
    monkeypatch.setattr(
        work, "_alone", lambda found, *rest, alone=work._alone: audited.append(found) or alone(found, *rest)
    )
    records = list(run.stream(plan([folder]), Options(), workers=1))
    assert len(audited) == 4
    assert [Path(r["audit"]["document"]["path"]).name for r in records] == names(plan([folder]))
    assert statuses(records) == ["audited", "unreadable", "audited", "unreadable", "audited"]


def test_two_workers_give_what_one_gives_in_the_same_order(folder):
    one, two = (list(run.stream(plan([folder]), Options(), workers=number)) for number in (1, 2))
    for found in (*one, *two):
        found["audit"]["seconds"] = 0.0
    assert one == two


def test_a_bug_of_ours_is_a_row_with_its_traceback(folder, monkeypatch):
    monkeypatch.setattr("gouji.judging.judged", None)
    (record,) = run.stream(plan([folder / "甲.txt"]), Options(), workers=1)
    assert record["audit"]["status"] == "fault"
    assert "TypeError: 'NoneType' object is not callable" in record["audit"]["fault"]


CRASHING = """
import os
def crash(job):
    if "bad" in job.path:
        os._exit(7)
    return ({"path": job.path},)
"""


def test_a_crashing_worker_costs_its_own_file_only(tmp_path, monkeypatch):
    (tmp_path / "crashing_task.py").write_text(CRASHING, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import crashing_task

    paths = [f"bad{number}" if number in (3, 17) else f"good{number}" for number in range(30)]
    jobs = [Job(path=path, sha256="", options=Options()) for path in paths]
    found = [one for (one,) in outcomes(jobs, workers=2, task=crashing_task.crash)]
    found = [one if isinstance(one, dict) else one.record for one in found]
    assert [each["path"] if "path" in each else each["audit"]["document"]["path"] for each in found] == paths
    assert [number for number, each in enumerate(found) if "audit" in each] == [3, 17]
    assert found[3]["audit"]["status"] == "fault"
    del sys.modules["crashing_task"]


WITHOUT_GUARD = """
from gouji.batch.options import Options
from gouji.batch.pool import outcomes
from gouji.batch.work import Job
jobs = [Job(path=f"{number}.txt", sha256="", options=Options()) for number in range(300)]
print({one.record["audit"]["problem"].partition(",")[0] for (one,) in outcomes(jobs, workers=2)})
"""


def test_workers_that_never_come_up_are_given_up(tmp_path):
    script = tmp_path / "without_guard.py"
    script.write_text(WITHOUT_GUARD, encoding="utf-8")
    command = [sys.executable, "-X", "utf8", str(script)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, check=True, encoding="utf-8", timeout=120)  # noqa: S603 - our own program
    assert done.stdout.strip() == "{'审核用的进程启动不了'}"


def test_a_second_run_goes_on_where_the_first_stopped(folder, tmp_path):
    items, place = plan([folder]), tmp_path / "run"
    first = run.fill(items, Options(), workers=1, folder=place)
    next(first)
    first.close()
    left = run.pending(items, Options(), folder=place)
    assert len(left) == 3
    assert len(list(run.fill(items, Options(), workers=1, folder=place))) == 3
    assert run.pending(items, Options(), folder=place) == []
    assert statuses(kept(items, place)) == statuses(run.stream(items, Options(), workers=1))


def test_other_options_or_a_torn_result_are_audited_again(folder, tmp_path):
    items, place = plan([folder / "甲.txt"]), tmp_path / "run"
    list(run.fill(items, Options(), workers=1, folder=place))
    assert run.pending(items, Options(), folder=place) == []
    assert len(run.pending(items, Options(ignore=("wording",)), folder=place)) == 1
    for part in ("looks", "results"):
        (torn,) = place.glob(f"{part}/*/*.json")
        whole = torn.read_bytes()
        torn.write_bytes(whole[:100])
        assert len(run.pending(items, Options(), folder=place)) == 1
        torn.write_bytes(whole)


def test_a_fault_is_tried_again(tmp_path):
    item = Item(path="甲.txt", sha256="0" * 64)
    work.crashed(
        Job(path="甲.txt", sha256="0" * 64, options=Options(), folder=tmp_path), problem="出错", fault="Traceback"
    )
    (kept,) = tmp_path.glob("results/*/*.json")
    assert store.read(kept)["audit"]["fault"] == "Traceback"
    assert not store.complete(kept)
    assert len(run.pending([item], Options(), folder=tmp_path)) == 1


CODES = [
    (["audited"], [], "error", 0),
    (["audited"], ["warning", "info"], "error", 0),
    (["audited"], ["warning"], "warning", 1),
    (["audited"], ["error"], "info", 1),
    (["audited"], ["info"], "info", 1),
    (["audited"], ["error"], "never", 0),
    (["audited", "unreadable"], ["error"], "error", 3),
    (["partial", "limit"], [], "never", 3),
    (["audited", "fault"], [], "error", 3),
    (["audited", "not_a_disclosure", "unfilled_template"], ["error"], "error", 1),
    (["unreadable"], [], "error", 2),
    (["not_a_disclosure"], [], "error", 2),
    (["fault"], [], "never", 2),
]


@pytest.mark.parametrize(("statuses", "severities", "fail_on", "code"), CODES)
def test_exit_codes_mean_what_they_say(statuses, severities, fail_on, code):
    tally = Tally()
    findings = [{"severity": severity} for severity in severities]
    records = [
        {
            "audit": {
                "status": status,
                "findings": findings if number == 0 else [],
                "document": {"path": ""},
                "problem": "",
            }
        }
        for number, status in enumerate(statuses)
    ]
    list(tally.watch(records))
    assert tally.code(fail_on=fail_on) == code

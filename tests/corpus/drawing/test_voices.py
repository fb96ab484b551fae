"""What is told in a voice is marked where it stands, worded in many ways, and the same for the same seed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import product

import pytest

from corpus.__main__ import main
from corpus.answers import answers
from corpus.making import USUAL, drawn, make, traits
from corpus.rendering import text
from corpus.voices.overlap import overlap
from corpus.voices.reasons import library
from corpus.voices.telling import voices

NUMBERS = range(120)
TRAITS = frozenset(
    {
        "balances", "non_fiscal_income", "fund_spending", "scope_change", "adjusted", "partial", "in_yuan", "restated",
        "incomparable",
    }
)  # fmt: skip


@cache
def written(number):
    return drawn(5, number)


@pytest.mark.parametrize("number", NUMBERS)
def test_gold_stands_where_it_says(number):
    one = written(number)
    plain = text.render(one.manuscript).decode()
    rows = list(answers(one.manuscript, year=one.books.year))
    told = [row for row in rows if "offset" in row]
    assert len(told) > 60
    for row in told:
        assert plain[row["offset"] :].startswith(row["printed"])
    figures = [row for row in told if row["kind"] != "reason"]
    assert all(row["facts"] or row["why"] for row in figures)
    assert all(row["printed"].strip("0123456789.,万元%") == "" for row in figures)
    assert all(row["explains"] for row in told if row["kind"] == "reason")


@pytest.mark.parametrize("number", NUMBERS)
def test_no_figure_is_left_unmarked(number):
    for line in written(number).manuscript.lines:
        if line.marks:
            marked = {at for mark in line.marks if mark.kind != "reason" for at in range(mark.start, mark.end)}
            rest = "".join(" " if at in marked else letter for at, letter in enumerate(line.text))
            assert "万元" not in rest.replace("100万元", "")
            assert "%" not in rest


def test_every_voice_speaks_and_every_trait_is_in_a_tenth():
    spoken = Counter(written(number).voice for number in NUMBERS)
    assert set(spoken) == set(voices())
    found = Counter(trait for number in NUMBERS for trait in traits(written(number)))
    assert {trait for trait in TRAITS if found[trait] * 10 < len(NUMBERS)} == set()


def test_wording_varies():
    own = [written(number) for number in NUMBERS]
    found = overlap([one.manuscript for one in own], names=[one.books.name for one in own])
    assert found.pairs < 0.2
    assert found.skeletons * 4 > found.sentences
    same = overlap([own[0].manuscript] * 2, names=[own[0].books.name] * 2)
    assert same.shared == same.pairs == 1


def test_reasons_are_many_and_fit_every_question():
    reasons = library()
    assert len({reason.text for reason in reasons}) >= 60
    topics = {topic for reason in reasons for topic in reason.of}
    for topic, sign, asked in product(topics, (1, -1), ("change", "budget")):
        fitting = [r for r in reasons if topic in r.of and r.sign == sign and r.about in {asked, "any"} and not r.zero]
        free = [r for r in fitting if "{task}" not in r.text or topic in {"task", "fund"}]
        # Only items are compared with a budget in words where the topic is a kind of account.
        assert free, (topic, sign, asked)


def test_making_twice_gives_the_same_bytes(tmp_path, capsys):
    for name in ("one", "two"):
        assert main(["make", str(tmp_path / name), "--clean", str(len(USUAL)), "--seed", "3"]) == 0
    assert "5 篇" in capsys.readouterr().out
    one, two = (sorted(p for p in (tmp_path / name).rglob("*") if p.is_file()) for name in ("one", "two"))
    assert [p.relative_to(tmp_path / "one") for p in one] == [p.relative_to(tmp_path / "two") for p in two]
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]
    rows = [json.loads(line) for line in (tmp_path / "one" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["format"] for row in rows] == list(USUAL)


def test_another_seed_gives_another_set(tmp_path):
    make(tmp_path / "one", clean=2, seed=1, formats=("text",))
    make(tmp_path / "two", clean=2, seed=2, formats=("text",))
    one, two = (sorted((tmp_path / name).rglob("*.txt")) for name in ("one", "two"))
    assert all(a.read_bytes() != b.read_bytes() for a, b in zip(one, two, strict=True))


def test_a_folder_with_files_is_left_alone(tmp_path, capsys):
    (tmp_path / "kept.txt").write_text("", encoding="utf-8")
    assert main(["make", str(tmp_path), "--clean", "1"]) == 2
    assert "已有文件" in capsys.readouterr().err


def test_an_unknown_form_is_an_error(tmp_path, capsys):
    assert main(["make", str(tmp_path / "new"), "--clean", "1", "--forms", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_writing_loads_neither_extractor_nor_rules():
    code = "import sys, corpus.making; print([m for m in sys.modules if m.split('.')[0] in ('extractor', 'rules')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")  # noqa: S603  our own code
    assert done.stdout.strip() == "[]"

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from extractor.layout.sections import structure
from extractor.reading import from_bytes, load, read
from extractor.templating import recognise, template

HERE = Path(__file__).parent
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
OUTLINES = yaml.safe_load((HERE / "outlines.yaml").read_text(encoding="utf-8"))
SEED_ROLES = yaml.safe_load((HERE / "seeds.yaml").read_text(encoding="utf-8"))


def outline(text, name="national"):
    return structure(read(from_bytes(text.encode(), path="一份.txt")), template(name))


@pytest.mark.parametrize("case", OUTLINES, ids=lambda case: case["name"])
def test_outline_has_these_roles_in_this_order(case):
    document = outline(case["text"])
    found = [(document.quote(section.title), section) for section in document.all_sections]
    at = 0
    for beginning, role in case["roles"]:
        number = next((i for i in range(at, len(found)) if found[i][0].startswith(beginning)), None)
        assert number is not None, (beginning, [title for title, _ in found[at:]])
        assert found[number][1].role == role, found[number][0]
        at = number + 1
    for line in case["absent"]:
        assert not [title for title, section in found if title.startswith(line) and section.role != "toc"]


@pytest.mark.parametrize("case", [case for case in OUTLINES if "levels" in case], ids=lambda case: case["name"])
def test_levels_follow_the_numbering_styles(case):
    document = outline(case["text"])
    for beginning, level in case["levels"].items():
        assert {s.level for s in document.all_sections if document.quote(s.title).startswith(beginning)} == {level}


@pytest.mark.parametrize("case", [case for case in OUTLINES if "ends" in case], ids=lambda case: case["name"])
def test_a_numbered_sentence_ends_the_section_before_it(case):
    document = outline(case["text"])
    for beginning, following in case["ends"].items():
        section = next(s for s in document.all_sections if document.quote(s.title).startswith(beginning))
        assert document.text[section.body.end :].startswith(following)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real seeds are not beside this repository")
@pytest.mark.parametrize("number", sorted(SEED_ROLES))
def test_seed_has_every_role_where_it_belongs(number):
    document = read(load(next(SEEDS.glob(f"{number}_*.txt"))))
    document = structure(document, recognise(document))
    assert [section.role for section in document.all_sections if section.role] == SEED_ROLES[number]


@pytest.mark.parametrize("case", [case for case in OUTLINES if "nested" in case], ids=lambda case: case["name"])
def test_a_report_nests_below_its_section(case):
    document = outline(case["text"])
    for beginning, above in case["nested"].items():
        outer = next(s for s in document.all_sections if document.quote(s.title).startswith(above))
        assert any(document.quote(s.title).startswith(beginning) for s in outer.walk())


def test_a_thousand_heading_levels_neither_recurse_nor_take_long():
    deep = "\n".join(".".join(["1"] * depth) + " 标题" for depth in range(1, 1000))
    document = outline(deep)
    assert max(section.level for section in document.all_sections) < 20


def test_contents_without_the_word_are_known_by_their_repetition():
    entries = "第一部分 概况\n一、部门职责\n第二部分 部门决算情况说明\n一、收入决算情况说明\n"
    document = outline(f"{entries}{entries}2023年度收入合计5万元。")
    assert [s.role for s in document.sections] == ["toc", "part_overview", "part_narrative"]


LINES = st.sampled_from(
    [line for case in OUTLINES for line in case["text"].splitlines()]
    + [
        "",
        "目录",
        "  ",
        "()",
        "第三部分",
        "一、",
        "10",
        "—3—",
        "2023年度收、支总计1.00万元,增长3%。",
        "(一)",
        "1.",
        "表1:收入决算表",
    ]
)


@given(st.lists(LINES, max_size=40))
def test_spans_lie_in_the_text_and_sections_nest(lines):
    text = "\n".join(lines)
    if not text.strip():
        return
    document = outline(text)
    for section in document.all_sections:
        assert 0 <= section.title.start <= section.title.end <= section.body.start <= section.body.end <= len(text)
        for one, two in zip(section.children, section.children[1:], strict=False):
            assert one.body.end <= two.title.start
        for child in section.children:
            assert section.body.start <= child.title.start
            assert child.body.end <= section.body.end
            assert child.level == section.level + 1
    for one, two in zip(document.sections, document.sections[1:], strict=False):
        assert one.body.end <= two.title.start

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from extractor import errors
from extractor.reading import from_bytes, load, read

HERE = Path(__file__).parent
ENCODINGS = yaml.safe_load((HERE / "encodings.yaml").read_text(encoding="utf-8"))
HOSTILE = yaml.safe_load((HERE / "hostile.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", ENCODINGS["encodings"], ids=lambda case: case["codec"])
def test_text_is_the_decoded_file_unchanged(case):
    text = ENCODINGS["text"]
    document = read(from_bytes(text.encode(case["codec"]), path="决算 公开.txt"))
    assert document.text == text
    assert document.origin == case["origin"]
    assert document.source.media == "text/plain"
    assert document.remarks == ()


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case["name"])
def test_what_is_no_text_is_refused_with_a_remedy_in_bounded_time(case):
    data = bytes.fromhex(case["hex"]) * case.get("times", 1) + bytes.fromhex(case.get("ends", ""))
    begun = time.monotonic()
    with pytest.raises(getattr(errors, case["error"])) as refused:
        read(from_bytes(data, path="甲.txt"))
    assert time.monotonic() - begun < 10
    assert all(words in str(refused.value) for words in case["says"]), str(refused.value)
    assert refused.value.remedy


def test_four_million_characters_in_one_line_are_read_in_bounded_time():
    begun = time.monotonic()
    document = read(from_bytes(("收入合计1万元，" * 500_000).encode(), path="长.txt"))
    assert len(document.blocks) == 1
    assert time.monotonic() - begun < 10


def test_a_truncated_character_is_a_remark_and_no_refusal():
    data = "青川县水利局2023年度部门决算,收、支总计1344.73万元。".encode() * 20
    document = read(from_bytes(data[:-1], path="断.txt"))
    assert [remark.kind for remark in document.remarks] == ["encoding"]
    assert document.text.count("1344.73万元") == 20


def test_a_file_that_is_not_there_is_a_read_error(tmp_path):
    with pytest.raises(errors.UnreadableError):
        load(tmp_path / "没有.txt")


def test_an_unknown_suffix_is_decided_by_content(tmp_path):
    path = tmp_path / "决算.dat"
    path.write_bytes("2023年度部门决算".encode("gb18030"))
    assert read(load(path)).text == "2023年度部门决算"


def test_page_furniture_is_set_apart():
    lines = [
        "青川县水利局2023年度部门决算",
        "发布时间:2024-09-30 10:12",
        "打印",
        "来源渠道为财政拨款",
        "—10—",
        "附件:绩效报告",
    ]
    lines += ["扫一扫在手机打开当前页", "第 3 页 共 28 页", "2023年度收、支总计5.00万元。"]
    document = read(from_bytes("\n".join(lines).encode(), path="页.txt"))
    furniture = [document.quote(block.span) for block in document.blocks if block.kind == "furniture"]
    assert furniture == [lines[1], lines[2], lines[4], lines[6], lines[7]]


def test_sentences_cut_by_hard_line_breaks_are_one_block():
    paragraph = (
        "2023年度一般公共预算财政拨款支出年初预算为1234.56万元,支出决算为2345.67万元,完成年初预算的190.0%,"
        "决算数大于年初预算数的主要原因是年中追加了水利工程建设资金和防汛抗旱补助资金,以及人员正常晋级增资。"
    )
    wrapped = [paragraph[at : at + 30] for at in range(0, len(paragraph), 30)]
    lines = ["五、一般公共预算财政拨款支出决算情况说明", *wrapped[:2], "—10—", *wrapped[2:]] * 4
    document = read(from_bytes("\n".join(lines).encode(), path="折行.txt"))
    paragraphs = [block for block in document.blocks if block.kind == "paragraph"]
    assert len(paragraphs) == 8
    assert document.quote(paragraphs[1].span).replace("\n", "").replace("—10—", "") == paragraph


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        document = read(from_bytes(data, path="任意.txt"))
    except errors.ReadError:
        return
    for block in document.blocks:
        assert 0 <= block.span.start < block.span.end <= len(document.text)

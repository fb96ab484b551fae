"""Folding: what it unifies, what it deletes, and that every offset maps back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.folding import _WIDTHS, fold

alphabet = st.sampled_from(list("收入合计为万元亿年度,。 \n\t\u3000\u2002\u200b“”()（）％，．.0123456789%－"))
texts = st.text(alphabet, max_size=120)


@given(texts)
def test_every_folded_character_maps_to_the_one_it_was(text):
    folded = fold(text)
    wide = text.translate(_WIDTHS)
    assert [wide[folded.offset(at)] for at in range(len(folded.text))] == list(folded.text)


@given(texts)
def test_mapping_there_and_back_is_the_identity(text):
    folded = fold(text)
    assert [folded.from_source(folded.offset(at)) for at in range(len(folded.text))] == list(range(len(folded.text)))


@given(texts)
def test_spans_of_the_source_fold_to_the_same_text(text):
    folded = fold(text)
    for start in range(0, len(folded.text), 7):
        end = min(len(folded.text), start + 5)
        span = folded.to_source(start, end)
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start].translate(_WIDTHS) == folded.text[start]
        assert text[span.end - 1].translate(_WIDTHS) == folded.text[end - 1]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("收入１，２３４．５６万元", "收入1,234.56万元"),
        ("共 1, 537.4 万元", "共1,537.4万元"),
        ("共19 596.9亿元", "共19596.9亿元"),
        ("1 3 4 4 . 7 3 万元", "1344.73万元"),
        ("共5 649 . 01 万元", "共5649.01万元"),
        ("1,344.73万\n元", "1,344.73万元"),
        ("1344\n.73万元", "1344.73万元"),
        ("占 61.49 ％", "占61.49%"),
        ("“三公”经费", "三公经费"),
        ("“三公经费”支出", "三公经费支出"),
        ("“放管服”改革", '"放管服"改革'),
        ("2023 2024", "2023 2024"),
        ("Wi Fi 建设", "Wi Fi建设"),
        ("收\u200b入", "收入"),
    ],
)
def test_what_is_unified(text, folded):
    assert fold(text).text == folded


def test_soft_line_breaks_join_their_lines():
    text = "本年度安排的基本支出合计为35\n6.25万元"
    assert fold(text, soft=[text.index("\n")]).text == "本年度安排的基本支出合计为356.25万元"

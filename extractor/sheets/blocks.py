"""Cuts the rows of a sheet into blocks: one for each table, so that two tables on a sheet are two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.sheets.seen import Row

# 1,344.73 · -3.50 · (12.00) · 92.8% · 2010101; near miss: 2023年 · 一、
NUMERIC: Final = re.compile(r"[-(（]?\s*[¥￥]?\s*\d[\d,]*(?:\.\d*)?\s*%?[)）]?")
# 单位:万元 · 金额单位：元 · 部门：青川县水利局; near miss: 单位名称
_UNIT: Final = re.compile(r"(?:单位|部门|编制单位|计量单位)\s*[:：]")
# 收入支出决算总表 · 公开01表 · 表2 财政拨款支出决算表 · “三公”经费支出情况(附表); near miss: 注:本表反映…
_TITLE: Final = re.compile(
    r"[^。:：]{0,50}(?:表|情况|明细)\s*\d{0,2}\s*(?:[(（][^()（）]{0,20}[)）])?"
    r"|(?:附?表|附件)\s*[\d一二三四五六七八九十]{1,3}.{0,40}"
)
_HEADER: Final = re.compile(
    r"项\s*目|科目|编码|名称|行次|栏次|预算数|决算数|金\s*额|序号|指标|内\s*容|功能分类|经济分类"
)
_NOTE: Final = re.compile(r"\s*(?:注|说明|备注)\s*\d?\s*[:：]")
_AHEAD: Final = 6
"""Rows in which the header follows a title."""
_WIDE: Final = 3


def blocks(rows: dict[int, Row]) -> list[list[int]]:
    """Return the row numbers of each block.

    A block begins after a blank row where a title, a unit line or a header follows, and without a blank row where a
    line is a title and a header follows it; both only once the block before has a table in it. A blank row in
    the middle of a table, or between its title and its header, cuts nothing.
    """
    found: list[list[int]] = []
    numbers = list(rows)
    body = False
    for i, number in enumerate(numbers):
        row = rows[number]
        gap = i > 0 and number > numbers[i - 1] + 1
        titled = len(row) == 1 and _TITLE.fullmatch(row[0][1]) is not None
        if not found or (body and (gap or titled) and _begins([rows[n] for n in numbers[i : i + _AHEAD]])):
            found.append([])
            body = False
        found[-1].append(number)
        body = body or _is_body(row)
    return found


def _is_body(row: Row) -> bool:
    """Tell whether a row can only be one of a table."""
    if len(row) == 1 or any(_UNIT.search(text) for _, text in row):
        return False
    return len(row) >= _WIDE or any(NUMERIC.fullmatch(text) for _, text in row)


def _begins(rows: Sequence[Row]) -> bool:
    """Tell whether a unit line or a header comes before any figure."""
    for row in rows:
        texts = [text for _, text in row]
        if any(_UNIT.search(text) for text in texts):
            return True
        if len(row) == 1:
            if NUMERIC.fullmatch(texts[0]) or _NOTE.match(texts[0]):
                return False
            continue
        if any(NUMERIC.fullmatch(text) for text in texts):
            return False
        if any(_HEADER.search(text) for text in texts):
            return True
    return False

"""Turns lines into blocks: page furniture set apart, sentences that hard line breaks cut put together again."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from extractor.anchor import Span
from extractor.document import Block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_LONGEST_FURNITURE: Final = 90

FURNITURE: Final = re.compile(
    r"""
    [\s•·●◆>|*\-\[【(]*+
    (?: (?:打\s*印(?:本页|页面)?|关闭(?:窗口|本页|页面)?|收藏(?:本页)?|返回(?:顶部|首页|列表)?|分享(?:到|至)?|复制链接)
        [\s|\]】)、]*+ (?:打印|关闭|收藏|分享|窗口|本页|[\s|\[\]【】])*+           # 【打印】【关闭窗口】
      | (?:扫一扫|微信扫|用手机扫|手机扫).{0,24}                             # 扫一扫在手机打开当前页
      | (?:发布时间|发布日期|发文时间|生成日期|成文日期|更新时间|公开时间|信息来源|来源|稿源|作者|编辑|责任编辑
         |审核|审核人|浏览次数|浏览量|点击数|点击量|阅读次数|访问量|字体大小|字体|字号|索引号|信息索引号|监督索引号|文章来源|信息分类|主题分类
         |发布机构|公开方式|上一篇|下一篇|上一条|下一条|相关附件|附件下载|相关链接)
        \s*[:：].*                                                    # 发布时间:2024-09-30 10:12
      | (?:版权所有|主办单位|主办|承办单位|承办|网站标识码|备案序号|技术支持)\s*[:：].*      # 版权所有:青川县人民政府
      | .{0,20}ICP备.*
      | (?:当前位置|您(?:现在|当前)?(?:的|所在的?)位置|所在位置)\s*[:：>].*          # 当前位置:首页 > 政府信息公开
      | 首页\s*[>»›/].*
      | 【?\s*字(?:体|号)\s*[:：]?\s*[大中小\s\[\]|]+】?\s*(?:打印)?             # 字体:[大 中 小]
      | (?:[A-Za-z]*\s?政务问答|无障碍(?:浏览|阅读)?|长者模式|适老(?:版|模式)|网站地图|设为首页|加入收藏|Document)
      | \d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?\s+\d{1,2}:\d{2}(?::\d{2})?       # 2024-09-30 10:12
      | [—–―一-]+\s*\d{1,3}\s*[—–―一-]+                                     # —10— (in a picture also 一10一)
      | 第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?                    # 第 3 页 共 28 页
    )
    [\]】)\s]*+
    """,
    re.VERBOSE,
)
"""A whole line that the page prints around its text.

Near miss: ``来源渠道为财政拨款`` has no colon; ``附件:…`` is a heading.
"""

_NUMBERED: Final = re.compile(
    r"\s*(?:第[一二三四五六七八九十\d]+部分|[一二三四五六七八九十]{1,3}\s*[、.．]|[(（]\s*[一二三四五六七八九十\d]{0,3}\s*[)）]"
    r"|\d{1,2}\s*[、.．](?!\d)|[①-⑳]|[图表]\s*[一二三四五六七八九十\d]+\s*[:：])"
)
_ENDS: Final = frozenset("。!?;:！？；：…")
_MIN_LINES, _MIN_FULL, _MIN_WIDTH, _MAX_WIDTH = 12, 6, 16, 64
_WIDER_THAN_FULL: Final = 2 * _MAX_WIDTH * 5 // 4
"""More characters than these, even all of half width, are wider than ``_least`` compares with."""


def line_spans(text: str) -> list[Span]:
    """Return the span of every line that is not blank, without the spaces around it."""
    spans = []
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = at + len(line) - len(line.lstrip())
            spans.append(Span(start, start + len(bare)))
        at += len(line)
    return spans


def is_furniture(line: str) -> bool:
    """Tell whether a line belongs to the page rather than to the text."""
    return len(line) <= _LONGEST_FURNITURE and FURNITURE.fullmatch(line) is not None


def runs_on(before: str, after: str) -> bool:
    """Tell whether a line break that an author put inside a paragraph only breaks a line, and ends no sentence or item.

    Two numbers are never joined to one.
    """
    numbers = before[-1:].isdigit() and after[:1].isdigit()
    return bool(before and after) and before[-1] not in _ENDS and not numbers and not _NUMBERED.match(after)


def paragraphs(text: str, spans: Iterable[Span], *, breaks: Sequence[int] = ()) -> tuple[Block, ...]:
    """Return a block for every line, or for every paragraph where the document breaks its lines by width.

    A page mark that stands inside such a paragraph is a furniture block of its own within the paragraph's span.
    No paragraph reaches over an offset in ``breaks``, where a heading or a table stands.
    """
    kept: list[Span] = []
    furniture: list[Span] = []
    for span in spans:
        (furniture if is_furniture(text[span.start : span.end]) else kept).append(span)
    blocks = [Block(kind="paragraph", span=span) for span in _unwrapped(text, kept, breaks)]
    if not furniture:
        return tuple(blocks)
    blocks += [Block(kind="furniture", span=span) for span in furniture]
    return tuple(sorted(blocks, key=lambda block: (block.span.start, -block.span.end)))


def _unwrapped(text: str, spans: Sequence[Span], breaks: Sequence[int]) -> Sequence[Span]:
    is_full = _fullness(text, spans)
    if is_full is None:
        return spans
    joined = [spans[0]]
    for before, span in pairwise(spans):
        full = is_full(before) and text[before.end - 1] not in _ENDS
        apart = bisect_right(breaks, before.start) != bisect_right(breaks, span.start)
        if full and not apart and not _NUMBERED.match(text, span.start, span.end):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _fullness(text: str, spans: Sequence[Span]) -> Callable[[Span], bool] | None:
    """Return what tells a full line, None where lines are not broken by width.

    Short lines (headings, table cells) say nothing. Of the long ones in a wrapped document many have nearly the
    greatest width, hardly one is much wider, and the full ones end in the middle of a sentence. Pages set in type break
    by width, texts passed through programs by the number of characters.
    """
    if len(spans) < _MIN_LINES:
        return None
    long = [span for span in spans if len(span) >= _MIN_WIDTH]
    for measure in (partial(_width, text), len):
        least = _least(text, long, measure)
        if least is not None:
            return lambda span: measure(span) >= least
    return None


def _least(text: str, long: Sequence[Span], measure: Callable[[Span], float]) -> float | None:
    """Return the size from which a long line counts as full by this measure, None where none stands out."""
    sizes = sorted(map(measure, long))
    if len(sizes) < _MIN_LINES:
        return None
    common = sizes[len(sizes) * 9 // 10]
    if common > _MAX_WIDTH or sizes[len(sizes) * 19 // 20] > common * 1.25:
        return None
    least = common * 0.85
    full = [span for span in long if measure(span) >= least]
    cut = sum(text[span.end - 1] not in _ENDS for span in full)
    enough = len(full) >= _MIN_FULL and len(full) * 5 >= len(sizes) and cut * 4 >= len(full) * 3
    return least if enough else None


def _width(text: str, span: Span) -> float:
    """Return the width of a line in Chinese characters; digits and Latin letters are half as wide.

    Of a line wider than any full one is, the least it can have.
    """
    if len(span) > _WIDER_THAN_FULL:
        return len(span) / 2
    return len(text[span.start : span.end].encode("gbk", "replace")) / 2

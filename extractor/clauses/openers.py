"""Openers of reasons and how far the reason runs (HANDBOOK §3.1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extractor.clauses.records import Opened
from extractor.clauses.roles import MUTE
from extractor.clauses.subjects import is_filler, settle
from extractor.vocabulary import lookup

if TYPE_CHECKING:
    from extractor.clauses.clause import Clause
    from extractor.clauses.records import Walker
    from extractor.vocabulary.lookup import Word

_REASON_HEAD: Final = re.compile(r"(?:分别|主要|均|都)?(?:如下|在于|是由于|是因为|为|是|:|,|系)*")
_REASON_END: Final = re.compile(
    r"。|\n|(?<=[,;。])其中:|其中:\n|;(?=\(?\d+[.、)])|[,;](?=(?:支出)?决算数?为|年初预算数?为|完成(?:年初|全年)?预算)"
)
_COMPARES: Final = re.compile(
    r"(?:支出|决算|数)*(?:[较比]|[与同](?=.{2,12}相?[比较]))(?:(?:19|20)\d\d|上年|去年|年初|全年|预算)[^,;。\d]{0,8}"
    r"(?:相?比,?)?(?:增加|减少|增长|下降|降低|上升)"
)
_BUDGET: Final = re.compile(r"(?:年初|全年|年度|调整)?(?:支出)?预算(?:安排)?数?")
# 增加3.2万元(增长9.8%)。主要是… · 上年为零,不计算增长率,主要是…
_AFTER_CHANGE: Final = re.compile(
    r"[)]?(?:[,(。](?:因|由于)?(?:上年|上年度|去年)?(?:决算|基数|数)*为?(?:零|0(?:万?元)?)?,?"
    r"(?:故|因此)?(?:不计算(?:增长|增减|下降)?[率幅]|(?:增[长减]?[率幅]?)?(?:不可比|无可比性|无可比)))?[)]?[,。]?"
)
_LIMB: Final = re.compile(r"(?:其[一二三四]|[一二三四五六七八九十]是|\(?[\d一二三四五六]+[).、]|同时|另外|此外)")


def open_reason(walker: Walker, word: Word) -> None:
    """…的主要原因是R。 A reason runs to the full stop, to 其中:, to a numbered item or the next subject's limb."""
    clause = walker.clause
    text = clause.text
    if text[word.end : word.end + 1] in ("及", "和", "分") or text[word.start - 1 : word.start] in ("因", "及", "和"):
        return
    if clause.role in MUTE or (text[word.start : word.end] == "主要是" and not _follows_change(clause, word)):
        return
    head = _REASON_HEAD.match(text, word.end)
    start = head.end() if head else word.end
    if start < len(text) and text[start] == "\n":
        start = _next_line(text, start)
    end = _reason_end(text, start)
    if text[word.start - 1 : word.start] == "(" or text[clause.gap : word.start].startswith("("):
        closed = text.find(")", start)
        end = min(end, closed) if closed >= 0 else end
    while end > start and text[end - 1] in ",;":
        end -= 1
    settle(clause)
    comparison = (
        bool(walker.out.said) and walker.out.said[-1].end > clause.gap and walker.out.said[-1].draft.base != "prior"
    )
    walker.out.reasons.append(
        Opened(
            (word.start, word.end),
            start,
            end,
            clause.verb,
            clause.base,
            comparison,
            clause.subjects,
            clause.sentence,
            len(walker.out.reads),
            len(walker.out.said),
            clause.gap,
        )
    )
    walker.skip_until = end
    clause.verb, clause.measure, clause.comparison = None, None, None


def _follows_change(clause: Clause, word: Word) -> bool:
    """主要是… opens a reason only right after a change: 增加3.2万元,增长5%,主要是…; not 接待对象主要是…."""
    if clause.verb and word.start - clause.verb.end <= 1:
        return True
    changed = clause.last is not None and clause.last.measure in ("delta", "rate", "completion")
    return (
        changed
        and clause.last_end == clause.gap
        and (_AFTER_CHANGE.fullmatch(clause.text, clause.gap, word.start) is not None)
    )


def _next_line(text: str, at: int) -> int:
    while at < len(text) and text[at] == "\n":
        at += 1
    return at


def _reason_end(text: str, start: int) -> int:
    at = start
    while match := _REASON_END.search(text, at):
        end = match.start()
        if text[end] == ";" and _LIMB.match(text, start) and _LIMB.match(text, end + 1):
            at = match.end()  # (1)新录用人员;(2)追加项目
            continue
        if text[end] == "\n" and _LIMB.match(text, _next_line(text, end)) and "一是" in text[start:end]:
            at = match.end()
            continue
        semicolon = text.find(";", at, end)
        while semicolon >= 0:
            if _new_limb(text, semicolon + 1, end):
                return semicolon
            semicolon = text.find(";", semicolon + 1, end)
        return end
    return len(text)


def _new_limb(text: str, start: int, end: int) -> bool:
    """Tell whether after a semicolon another subject's figures begin: ;政府性基金预算财政拨款收入3.2万元."""
    if _LIMB.match(text, start):
        return False
    head = text[start : min(end, start + 40)]
    if _COMPARES.match(head):  # 主要是厉行节约;较上年减少1.1万元
        return True
    amount = re.search(r"\d[\d,.]*(?:万|亿|千)?元", head)
    if amount is None:
        return False
    named = (w for w in lookup.lexicon().find(head) if w.sort in ("subject", "class") and w.end <= amount.start())
    return any(is_filler(head, _past_budget(head, w.end), amount.start()) for w in named)


def _past_budget(text: str, at: int) -> int:
    """Return where the word for a budget ends that stands here: 公务接待费全年预算数2.2万元."""
    match = _BUDGET.match(text, at)
    return match.end() if match else at

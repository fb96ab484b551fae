"""What each sort of word does to the clause being read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from extractor.clause import Draft, Verb
from extractor.fact import Subject
from extractor.naming import settle
from extractor.records import Said
from extractor.roles import MUTE
from extractor.vocabulary import lookup

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.accounts import Account
    from extractor.clause import Clause
    from extractor.lexing import Date
    from extractor.records import Walker
    from extractor.vocabulary.lookup import Word

_AGAINST: Final = re.compile(
    r"于?(?:(?:19|20)\d\d年|20\d\d度|上一?年|去年|同期|年初|全年|调整|预算|当年|(?:部门|支出)预算|决算)|[较比于]"
)
_NOT_SHARE: Final = re.compile(r"[地用线据领有位道]")
_ITEM_NUMBER: Final = re.compile(r"^(?:\(?[\d一二三四五六七八九十]+[.、)])+")
_ITEM_HEAD: Final = re.compile(r"\(?[\d一二三四五六七八九十]+[.、)]([\u4e00-\u9fff()]{2,25}?)(?:\(项\))?[:。,]")
_BARE_VERB: Final = re.compile(r"\)?(?:\d|了|幅)")
_NOTHING_OF: Final = re.compile(r"[^。;\n\d]{0,30}(?:收入|支出|经费|安排|预算)")


def _subject(walker: Walker, word: Word) -> None:
    clause = walker.clause
    if clause.against and clause.base is None:
        return
    ids = lookup.indicators(word.value, clause.role)
    if not ids:
        return
    if _is_denominator(clause, word.start):
        clause.denominators.append(ids[0])
        return
    account = (
        clause.account
        if clause.role in ("gpb_items", "gpb_structure") and ids[0] in ("gpb.basic", "gpb.project")
        else ""
    )
    clause.mentions.append(tuple(Subject(indicator, account) for indicator in ids))
    if account == "" and ids[0] not in ("gpb.basic", "gpb.project"):
        clause.account = ""
    _named(clause, word.start, word.end)
    clause.against = False


def _is_denominator(clause: Clause, start: int) -> bool:
    """占本年支出合计的…: the name after 占; past a comma or a percent sign without its number the share is given up."""
    if clause.share < 0:
        return False
    between = clause.text[clause.share : start]
    if "," in between or "%" in between:
        clause.share = -1
        return False
    return True


def _named(clause: Clause, start: int, end: int) -> None:
    """Note where the last name stands; it ends talk of others, and a verb before it is its own only at once."""
    clause.mention_end = end
    _drop_verb(clause, start)
    _ourselves(clause, start)


def _ourselves(clause: Clause, start: int) -> None:
    if clause.others >= 0 and "," in clause.text[clause.others : start]:
        clause.others = -1


def _economic(walker: Walker, word: Word) -> None:
    clause = walker.clause
    _is_denominator(clause, word.start)
    clause.mentions.append((Subject("gpb.econ", word.value),))
    _named(clause, word.start, word.end)


def _class(walker: Walker, word: Word) -> None:
    """一般公共服务支出1289.84万元,占95.9%: a 类 without its mark, only where classes are listed."""
    clause = walker.clause
    if clause.role not in ("gpb", "gpb_structure", "gpb_items", "gpb_overall") or _is_denominator(clause, word.start):
        return
    if clause.text[word.end : word.end + 1] not in tuple("支(,:0123456789为年。") or clause.against:
        return
    clause.account = word.value
    clause.mentions.append((Subject("gpb.exp", word.value),))
    _named(clause, word.start, word.end)


def _account(walker: Walker, account: Account) -> None:
    clause = walker.clause
    old = clause.account.split("/") if clause.account else []
    names = list(account.names)
    if not names[0] and old:
        names[0] = old[0]
        if not names[1] and len(old) > 1:
            names[1] = old[1]
    clause.account = "/".join(name for name in names if name)
    indicator = {"fund": "fund.expenditure", "soe": "soe.expenditure"}.get(clause.role or "", "gpb.exp")
    clause.mentions.append((Subject(indicator, clause.account),))
    _named(clause, account.start, account.end)
    clause.measure, clause.verb, clause.share = None, None, -1


def _drop_verb(clause: Clause, start: int) -> None:
    """A verb belongs to what follows it at once; another subject between takes its place."""
    if clause.verb and start - clause.verb.end > 2:  # noqa: PLR2004 - 减少公务接待费1.98万元 keeps its verb
        clause.verb = None


def _measure(walker: Walker, word: Word) -> None:
    clause = walker.clause
    measure = word.value
    if clause.comparison and measure.startswith("budget"):
        _say_comparison(walker, measure)
        return
    if clause.against:
        if measure == "final":
            clause.base = clause.base or "prior"
        elif clause.base == "prior":
            clause.base = "prior-budget"
        else:
            clause.base = measure
        return
    if clause.complete >= 0 and clause.complete_base in (None, "budget") and measure.startswith("budget"):
        clause.complete_base = (clause.budget_said or measure) if measure == "budget" else measure
        return
    if clause.role == "performance" and clause.text[word.start - 2 : word.start] == "项目":
        _name_project(clause, clause.project or "")
    clause.measure, clause.measure_end = measure, word.end
    _drop_verb(clause, word.start)
    _ourselves(clause, word.start)


def _project(walker: Walker, word: Word) -> None:
    """1.水库除险加固项目绩效自评综述:项目全年预算数为40万元: what stands before on the line is its name."""
    clause = walker.clause
    if clause.role != "performance" or clause.text[word.end : word.end + 1] not in (":", "。", ","):
        return
    start = clause.text.rfind("\n", 0, word.start) + 1
    start = max(start, clause.text.rfind("。", 0, word.start) + 1)
    clause.project = _ITEM_NUMBER.sub("", clause.text[start : word.start])
    clause.said_year = None
    _name_project(clause, clause.project)


def _name_project(clause: Clause, name: str) -> None:
    clause.mentions.append((Subject("perf.item", name),))
    clause.mention_end = -1


def _money(walker: Walker, word: Word) -> None:
    """涉及项目12个,资金1119.59万元 · 开展整体支出绩效自评,资金4090.91万元."""
    clause = walker.clause
    if clause.role != "performance" or clause.share >= 0:
        return
    start = max(clause.text.rfind("。", 0, word.start), clause.text.rfind("\n", 0, word.start))
    sentence = clause.text[start + 1 : word.start]
    if "整体支出" in sentence:
        clause.mentions.append((Subject("perf.whole"),))
    elif "项目" in sentence:
        clause.mentions.append((Subject("perf.amount"),))
    clause.mention_end = word.end


def _arrives(walker: Walker, word: Word) -> None:
    """由481.6万元增加到500万元: what follows is where it arrived, not by how much it moved."""
    walker.clause.measure, walker.clause.measure_end = "final", word.end
    walker.clause.verb = None


def _others(walker: Walker, word: Word) -> None:
    """全市水利系统一般公共预算支出3.4亿元: somebody else's figures until one of ours is named again."""
    walker.clause.others = word.end


def _verb(walker: Walker, word: Word) -> None:
    clause = walker.clause
    if word.end - word.start == 1 and not (
        clause.text[word.end : word.end + 1].isdigit() or clause.text[word.end] == "了"
    ):
        return
    clause.verb = Verb(word.value, word.start, word.end)
    clause.against = False


def _comparison(walker: Walker, word: Word) -> None:
    walker.clause.comparison = Verb(word.value, word.start, word.end)


def _say_comparison(walker: Walker, base: str) -> None:
    """支出决算数大于年初预算数: a direction without a number."""
    clause = walker.clause
    verb = clause.comparison
    clause.comparison = None
    settle(clause)
    if verb and clause.subjects and clause.role not in MUTE:
        draft = Draft("delta", base, verb)
        walker.out.said.append(
            Said(verb.start, verb.end, draft, clause.subjects, clause.sentence, clause.role, verb.direction == 0)
        )


def _level(walker: Walker, word: Word) -> None:
    """与上年持平 · 较上年无变化 · 与预算一致."""
    clause = walker.clause
    base = clause.base
    settle(clause)
    subjects = clause.subjects
    if clause.each and clause.roster and "均" in clause.text[clause.gap : word.start]:
        subjects = clause.roster
    if base is None or not clause.subjects or base == "prior-budget" or clause.role in MUTE:
        return
    clause.against = False
    draft = Draft("delta", base, Verb(0, word.start, word.end))
    walker.out.said.append(
        Said(word.start, word.end, draft, subjects, clause.sentence, clause.role, word.sort == "level")
    )


def _against(walker: Walker, word: Word) -> None:
    clause = walker.clause
    if _AGAINST.match(clause.text, word.end):
        clause.against, clause.base = True, None


def _last_year(walker: Walker, word: Word) -> None:
    clause = walker.clause
    if clause.against or clause.text[word.start] in "同比":
        clause.against, clause.base = clause.against, "prior"
    else:
        clause.measure, clause.measure_end = "prior", word.end


def _date(walker: Walker, date: Date) -> None:
    clause = walker.clause
    if date.year is None:
        return
    if not clause.against:
        clause.said_year, clause.date_end = date.year, date.end
        clause.years.append(date.year)
    elif clause.year is None or date.year == clause.year - 1:
        clause.base = "prior"
    elif date.year != clause.year:
        clause.base = f"year:{date.year}"


def _share(walker: Walker, word: Word) -> None:
    clause = walker.clause
    if _NOT_SHARE.match(clause.text, word.end):
        return
    if clause.verb and clause.verb.end == word.start:  # 减少比例8.36%
        return
    if len(clause.mentions) < 2 or not clause.each:  # noqa: PLR2004 - a list of two: 基本支出和项目支出分别占比p和q
        settle(clause)
    clause.share = word.end
    clause.denominators.clear()
    clause.verb = None


def _complete(walker: Walker, word: Word) -> None:
    clause = walker.clause
    clause.complete = word.start
    named = "预算" in clause.text[word.start : word.end] or clause.text[word.start : word.end] == "执行率"
    clause.complete_base = (clause.budget_said or "budget") if named else None
    clause.verb = None
    clause.against = False


def _none(walker: Walker, word: Word) -> None:
    """本单位当年无政府性基金预算财政拨款收入支出: nothing was received or spent."""
    clause = walker.clause
    subjects = _NOTHING.get(clause.role or "")
    if subjects is None or clause.text[word.start - 1 : word.start] in ("有", "并", "毫"):
        return
    ahead = _NOTHING_OF.match(clause.text, word.end)
    amount_before = clause.gap > clause.text.rfind("\n", 0, word.start) + 1
    if ahead is None or amount_before:
        return
    draft = Draft("final", None, None)
    owners = tuple(Subject(name) for name in subjects)
    walker.out.said.append(Said(word.start, word.end, draft, owners, clause.sentence, clause.role, zero=True))
    walker.skip_until = ahead.end()


_NOTHING: Final[dict[str, tuple[str, ...]]] = {
    "fund": ("fund.income", "fund.expenditure"),
    "soe": ("soe.expenditure",),
    "org_running": ("org_running",),
}


def _each(walker: Walker, word: Word) -> None:
    del word
    walker.clause.each = True


def _adjusted(walker: Walker, word: Word) -> None:
    if walker.clause.text[word.start - 1 : word.start] == "(":
        return
    walker.clause.scope = walker.clause.text[word.start : word.end]


def _last_word(walker: Walker, word: Word) -> None:
    del word
    walker.clause.against = False


def _semicolon(walker: Walker, word: Word) -> None:
    del word
    settle(walker.clause)
    walker.clause.end_limb()


def _stop(walker: Walker, word: Word) -> None:
    del word
    clause = walker.clause
    settle(clause)
    if clause.role == "basic" and clause.head:  # after a list of accounts the next sentence is about the whole again
        clause.subjects, clause.head = clause.head, ()
    clause.end_sentence()


def _break(walker: Walker, word: Word) -> None:
    _stop(walker, word)
    walker.clause.gap = word.end
    walker.clause.history.clear()
    _head_line(walker.clause, word.end)
    walker.clause.project = None if walker.clause.role != "performance" else walker.clause.project


def _head_line(clause: Clause, start: int) -> None:
    """1、行政运行:2022年决算234.5万元: an item headed by a bare name is that account's, not the total's."""
    if clause.role not in ("gpb_items", "gpb_structure"):
        return
    match = _ITEM_HEAD.match(clause.text, start)
    if match:
        clause.account = match[1]
        clause.subjects = (Subject("gpb.exp", match[1]),)


def _among(walker: Walker, word: Word) -> None:
    del word
    clause = walker.clause
    clause.verb = None
    if clause.role == "basic":
        settle(clause)
        clause.head = clause.subjects


WORDS: Final[dict[str, Callable[[Walker, Any], None]]] = {
    "subject": _subject,
    "economic": _economic,
    "class": _class,
    "account": _account,
    "measure": _measure,
    "verb": _verb,
    "comparison": _comparison,
    "level": _level,
    "near_level": _level,
    "opens_against": _against,
    "last_year": _last_year,
    "date": _date,
    "share": _share,
    "complete": _complete,
    "none": _none,
    "each": _each,
    "adjusted": _adjusted,
    "per_head": _adjusted,
    "against": _last_word,
    "among": _among,
    "arrives": _arrives,
    "others": _others,
    "semicolon": _semicolon,
    "stop": _stop,
    "break": _break,
    "project": _project,
    "money": _money,
}
"""What each sort of word does to the clause."""

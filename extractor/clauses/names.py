"""What names do to the clause being read: subjects, accounts, projects, and the word 无."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from extractor.clauses.clause import Draft
from extractor.clauses.records import Said
from extractor.clauses.subjects import settle
from extractor.fact import Subject
from extractor.vocabulary import lookup

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.accounts import Account
    from extractor.clauses.clause import Clause
    from extractor.clauses.records import Walker
    from extractor.vocabulary.lookup import Word

_PARTS: Final = frozenset({"gpb.basic", "gpb.project", "gpb.staff", "gpb.office"})
"""What an account's spending may be divided into."""
_AMOUNT_FOLLOWS: Final = re.compile(r"(?:支出|决算数?|为|共计?|[:、,( ])*\d")
_BARE: Final = frozenset({"收入", "支出"})
_ALONE: Final = re.compile(
    r"(?:^|[^\u4e00-\u9fff)\"]|[年度]|单位|部门|相比|其中|决算)$|(?<=[本我该])[局校院所站会委处园馆队]$"
)
_ON_BARE: Final = re.compile(r"(?:支出|决算数?|为|共计?|合计|总?额|[:( ])*(?:\d|[比较与同增减上下])")
_TWO: Final = 2
_OF_FISCAL: Final = {"total.income": "fiscal.income_total", "total.expenditure": "fiscal.expenditure_total"}
_ITEM_NUMBER: Final = re.compile(r"^(?:\(?[\d一二三四五六七八九十]+[.、)])+")
_ITEM_HEAD: Final = re.compile(r"\(?[\d一二三四五六七八九十]+[.、)]([\u4e00-\u9fff()]{2,25}?)(?:\(项\))?[:。,]")
# (一)2012601行政运行250万元 · 1.行政运行(2010501)年初预算为250万元
_CODED: Final = re.compile(
    r"\(?[\d一二三四五六七八九十]+[.、)]"
    r"(?:\(?2\d{4}(?:\d\d)?\)?([\u4e00-\u9fff、]{2,25}?)(?=支出决算|年初|决算|预算|\d|[:。,])"
    r"|([\u4e00-\u9fff、]{2,25})\(2\d{4}(?:\d\d)?\))"
)
_NOTHING_OF: Final = re.compile(r"[^。;\n\d]{0,30}(?:收入|支出|经费|安排|预算)")
_NOTHING: Final[dict[str, tuple[str, ...]]] = {
    "fund": ("fund.income", "fund.expenditure"),
    "soe": ("soe.expenditure",),
    "org_running": ("org_running",),
}


def _subject(walker: Walker, word: Word) -> None:
    clause = walker.clause
    if clause.against and clause.base is None:
        return
    bare = word.value in _BARE
    if (bare and not _stands_alone(clause.text, word)) or _is_purpose(clause, word):
        return
    ids = _meant(clause, word.value)
    if not ids:
        if bare and clause.role == "totals":  # 2022年度收入500万元,支出总计520万元: which of its sums is not said
            _stranger(walker, word)
        return
    if _is_denominator(clause, word.start):
        clause.denominators.append(_own_whole(clause, word.value, ids[0]))
        return
    account = ""
    if clause.account and clause.role in ("gpb_items", "gpb_structure"):
        if ids[0] in _PARTS and _AMOUNT_FOLLOWS.match(clause.text, word.end):
            account = clause.account
        elif ids[0] != "gpb.exp":
            return  # 主要用于:退休人员经费支出。年初预算为…: a purpose, the account is still spoken of
        else:
            clause.account = ""
    clause.mentions.append(tuple(Subject(indicator, account) for indicator in ids))
    _named(clause, word.start, word.end)
    if clause.against:
        clause.against = _names_base(clause, word)


def _meant(clause: Clause, name: str) -> tuple[str, ...]:
    """Return what a name stands for; 财政拨款收入总计500万元,支出总计500万元 speaks of 财政拨款 to its end."""
    ids = lookup.indicators(name, clause.role)
    if clause.spoken and len(ids) == 1 and ids[0] in _OF_FISCAL and clause.spoken[-1].indicator in _OF_FISCAL.values():
        return (_OF_FISCAL[ids[0]],)
    return ids


def _own_whole(clause: Clause, name: str, meant: str) -> str:
    """收入合计500万元,其中:财政拨款收入400万元,占总收入的80%: of the sum its own sentence begins with."""
    plain = lookup.indicators(name, None)
    if clause.role != "totals" or plain == (meant,) or len(plain) != 1:
        return meant
    named = {subject.indicator for subject in (*clause.head, *clause.spoken)}
    return plain[0] if plain[0] in named and meant not in named else meant


def _stands_alone(text: str, word: Word) -> bool:
    """Tell whether 收入 or 支出 is the whole name: 2022年度收入500万元, not 专项拨款收入500万元 or 支出决算情况."""
    return _ALONE.search(text, max(0, word.start - 3), word.start) is not None and (
        _ON_BARE.match(text, word.end) is not None
    )


def _is_purpose(clause: Clause, word: Word) -> bool:
    """教育支出35万元,主要用于人员经费,完成年初预算的98%: what money is for is spoken of only with its amount."""
    text = clause.text
    if text[word.start - 1] == '"' and text.startswith('"', word.end):
        return _ON_BARE.match(text, word.end + 1) is None  # 在“事业收入”、“经营收入”之外取得的收入
    purpose = text.rfind("用于", clause.gap, word.start)
    return purpose >= 0 and "。" not in text[purpose : word.start] and _ON_BARE.match(text, word.end) is None


def _names_base(clause: Clause, word: Word) -> bool:
    """比2021年度总收入480万元增加20万元: the same name again, its amount is the base; past a comma it is not."""
    same = len(clause.mentions) < _TWO or clause.mentions[-1] == clause.mentions[-2]
    spoken = clause.subjects == clause.mentions[-1] or len(clause.mentions) >= _TWO
    return (
        bool(clause.base)
        and same
        and spoken
        and clause.text[word.start - 1 : word.start] != ","
        and _AMOUNT_FOLLOWS.match(clause.text, word.end) is not None
    )


def _stranger(walker: Walker, word: Word) -> None:
    """商品和服务支出307.92万元: a name of something that is no indicator; what follows is about that."""
    clause = walker.clause
    if clause.against or _is_denominator(clause, word.start):
        return
    clause.mentions.append(())
    _named(clause, word.start, word.end)


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
    drop_verb(clause, start)
    ourselves(clause, start)


def ourselves(clause: Clause, start: int) -> None:
    """End talk of others where one of ours is named again past a comma."""
    if clause.others >= 0 and "," in clause.text[clause.others : start]:
        clause.others = -1


def _economic(walker: Walker, word: Word) -> None:
    clause = walker.clause
    _is_denominator(clause, word.start)
    clause.mentions.append((Subject("gpb.econ", word.value),))
    _named(clause, word.start, word.end)


def _class(walker: Walker, word: Word) -> None:
    """一般公共服务支出1184.62万元,占93.4%: a 类 without its mark, only where classes are listed."""
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


def drop_verb(clause: Clause, start: int) -> None:
    """A verb belongs to what follows it at once; another subject between takes its place."""
    if clause.verb and start - clause.verb.end > 2:  # noqa: PLR2004 - 减少公务接待费1.98万元 keeps its verb
        clause.verb = None


def head_line(clause: Clause, start: int) -> None:
    """1、行政运行:2022年决算234.5万元: an item headed by a bare name is that account's, not the total's."""
    if clause.role not in ("gpb", "gpb_items", "gpb_structure"):
        return
    coded = _CODED.match(clause.text, start)
    if coded:
        clause.account = coded[1] or coded[2]
        clause.mentions.append((Subject("gpb.exp", clause.account),))
        clause.mention_end = coded.end()
        return
    if clause.role == "gpb":
        return
    match = _ITEM_HEAD.match(clause.text, start)
    if match:
        clause.account = match[1]
        clause.subjects = (Subject("gpb.exp", match[1]),)


def _among(walker: Walker, word: Word) -> None:
    del word
    clause = walker.clause
    clause.verb = None
    if clause.role == "basic" or not clause.head:
        settle(clause)
        clause.head, clause.listed = clause.subjects, len(clause.spoken)


def _project(walker: Walker, word: Word) -> None:
    """1.水库除险加固项目绩效自评综述:项目全年预算数为40万元: what stands before on the line is its name."""
    clause = walker.clause
    if clause.role != "performance" or clause.text[word.end : word.end + 1] not in (":", "。", ","):
        return
    start = clause.text.rfind("\n", 0, word.start) + 1
    start = max(start, clause.text.rfind("。", 0, word.start) + 1)
    clause.project = _ITEM_NUMBER.sub("", clause.text[start : word.start])
    clause.said_year = None
    name_project(clause, clause.project)


def name_project(clause: Clause, name: str) -> None:
    """Speak of a project from here on."""
    clause.mentions.append((Subject("perf.item", name),))
    clause.mention_end = -1


def _money(walker: Walker, word: Word) -> None:
    """涉及项目12个,资金1043.21万元 · 开展整体支出绩效自评,资金3860.40万元."""
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


NAMES: Final[dict[str, Callable[[Walker, Any], None]]] = {
    "subject": _subject,
    "economic": _economic,
    "class": _class,
    "account": _account,
    "none": _none,
    "among": _among,
    "stranger": _stranger,
    "project": _project,
    "money": _money,
}

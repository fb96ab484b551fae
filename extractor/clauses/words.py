"""What measures, verbs, comparisons and punctuation do to the clause being read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from extractor.clauses.clause import Draft, Verb
from extractor.clauses.names import drop_verb, head_line, name_project, ourselves
from extractor.clauses.records import Said
from extractor.clauses.roles import MUTE
from extractor.clauses.subjects import settle, speaks_of_stranger

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.clauses.clause import Clause
    from extractor.clauses.records import Walker
    from extractor.lexing import Date
    from extractor.vocabulary.lookup import Word

_AGAINST: Final = re.compile(
    r"于?(?:(?:19|20)\d\d年|20\d\d度|上一?年|去年|同期|年初|全年|调整|预算|当年|(?:部门|支出)预算|决算)|[较比于]"
)
_COMPARED: Final = re.compile(r"(?:[高低优好快慢多少]于|超过|接待|[比较与同占居])$")
_DENIALS: Final = tuple("未不没无非")
_NOT_SHARE: Final = re.compile(r"[地用线据领有位道]")
_ENDS: Final = re.compile(r"[。;\n]")
_ARRIVES_AT: Final = ("调整为", "调整到", "调整至", "调整数")
_RESTATED: Final = re.compile(r"原公布|更正|上年|去年|决算")
_OWN_BUDGET: Final = re.compile(r"(?<!公共)(?<!基金)(?<!经营)预算")
_NO_RATE: Final = re.compile(r"率?(?:不可比|无可比|不予计算|无法计算|不计算)")
_BARE_VERB: Final = re.compile(r"\)?(?:\d|了|幅)")


def _measure(walker: Walker, word: Word) -> None:
    clause = walker.clause
    measure = word.value
    if measure == "budget" and clause.text[word.start - 2 : word.start] in ("公共", "基金", "经营", "国资"):
        return  # 一般公共预算 names a source
    if measure == "budgetFY" and _restates(clause, word):
        return
    if clause.comparison and measure.startswith("budget"):
        _say_comparison(walker, measure, end=word.end)
        return
    if measure == "final" and not clause.mentions and _other_side(clause, word.start):
        clause.subjects = ()
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
        name_project(clause, clause.project or "")
    clause.measure, clause.measure_end = measure, word.end
    drop_verb(clause, word.start)
    ourselves(clause, word.start)


def _restates(clause: Clause, word: Word) -> bool:
    """上年决算数由原公布数500万元调整为495万元: what was adjusted is no budget."""
    text = clause.text
    if not text.startswith(_ARRIVES_AT, word.start):
        return False
    start = max(text.rfind("。", 0, word.start), text.rfind("\n", 0, word.start)) + 1
    sentence = text[start : word.start]
    return _RESTATED.search(sentence) is not None and _OWN_BUDGET.search(sentence) is None


def _arrives(walker: Walker, word: Word) -> None:
    """由481.6万元增加到500万元: what follows is where it arrived, not by how much it moved."""
    walker.clause.measure, walker.clause.measure_end = "final", word.end
    walker.clause.verb = None


def _others(walker: Walker, word: Word) -> None:
    """全市水利系统一般公共预算支出3.4亿元: somebody else's figures until one of ours is named again."""
    if _COMPARED.search(walker.clause.text, max(0, word.start - 2), word.start):
        return  # 高于全省平均水平: they are only compared with
    walker.clause.others = word.end


def _other_side(clause: Clause, start: int) -> bool:
    """收入决算500万元;支出决算495万元: spending is not the income spoken of before."""
    spending = clause.text.startswith("支出决算", start)
    return spending and bool(clause.subjects) and all(_is_income(s.indicator) for s in clause.subjects)


def _is_income(indicator: str) -> bool:
    return indicator.startswith("rev.") or indicator in ("total.income", "fiscal.income_total", "fiscal.gpb")


def _verb(walker: Walker, word: Word) -> None:
    clause = walker.clause
    if word.end - word.start == 1 and not _BARE_VERB.match(clause.text, word.end):
        return
    if _denied(clause.text, word.start) or _uncounted(clause.text, word):
        return
    if clause.text.startswith("结余", word.start) and not _saves(clause, word.start):
        return
    clause.verb = Verb(word.value, word.start, word.end)
    clause.against = False


def _saves(clause: Clause, start: int) -> bool:
    """Tell whether 结余 says less was spent: 比预算结余0.65万元; not the balance: 项目支出结转和结余27.8万元."""
    return bool(clause.base or clause.budget_said) and clause.text[start - 1 : start] not in ("和", "转", "末", "初")


def _denied(text: str, start: int) -> bool:
    """Tell whether a word is denied: 未超过 · 没有增加 · 不大于."""
    return text[start - 1 : start] in _DENIALS or text[start - 2 : start] == "没有"


def _uncounted(text: str, word: Word) -> bool:
    """上年为零,不计算增长率 · 增幅不可比: no change is said."""
    return text.endswith("计算", 0, word.start) or _NO_RATE.match(text, word.end) is not None


def _comparison(walker: Walker, word: Word) -> None:
    if _denied(walker.clause.text, word.start):
        return  # 决算数未超过预算数
    walker.clause.comparison = Verb(word.value, word.start, word.end)


def _say_comparison(walker: Walker, base: str, *, end: int) -> None:
    """支出决算数大于年初预算数: a direction without a number."""
    clause = walker.clause
    verb = clause.comparison
    clause.comparison = None
    if clause.text[end : end + 1].isdigit():  # 低于预算0.65万元: the difference itself follows
        clause.verb, clause.base = verb, base
        return
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
    if speaks_of_stranger(clause, word.start):
        clause.against = False
        return
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
        if clause.head and not clause.spoken and not clause.mentions and len(clause.before) - clause.listed > 1:
            clause.subjects, clause.head = clause.head, ()  # 其中:A…;B…。与上年相比增加…: the whole did


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
    _drop_asides(walker.clause, word.start)
    settle(walker.clause)
    walker.clause.end_limb()


def _drop_asides(clause: Clause, end: int) -> None:
    """其他收入35万元,为财政拨款收入、事业收入之外取得的收入。较上年增加…: names after the amount do not take over."""
    if not clause.mentions:
        return
    after_number = bool(clause.history) and clause.history[-1][0] == clause.gap
    if after_number and not _ENDS.search(clause.text, clause.gap, end):
        clause.mentions.clear()


def _stop(walker: Walker, word: Word) -> None:
    clause = walker.clause
    _drop_asides(clause, word.start)
    settle(clause)
    if clause.role == "basic" and clause.head:  # after a list of accounts the next sentence is about the whole again
        clause.subjects, clause.head = clause.head, ()
    clause.end_sentence()


def _break(walker: Walker, word: Word) -> None:
    _stop(walker, word)
    walker.clause.gap = word.end
    walker.clause.history.clear()
    walker.clause.head = () if walker.clause.role != "basic" else walker.clause.head
    head_line(walker.clause, word.end)
    walker.clause.project = None if walker.clause.role != "performance" else walker.clause.project


WORDS: Final[dict[str, Callable[[Walker, Any], None]]] = {
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
    "each": _each,
    "adjusted": _adjusted,
    "per_head": _adjusted,
    "against": _last_word,
    "arrives": _arrives,
    "others": _others,
    "semicolon": _semicolon,
    "stop": _stop,
    "break": _break,
}

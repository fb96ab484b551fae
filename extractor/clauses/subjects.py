"""Who is spoken of: subjects named in the gap, and lists of them that values follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.clauses.clause import Clause
    from extractor.fact import Subject
    from extractor.lexing import Number

JOIN: Final = re.compile(r"[,、和及与]|以及")
_VERB_JOIN: Final = re.compile(r"(?:[、和及与]|以及)(?:增加|增长|减少|下降|上升|降低|提高)")
# what may stand between a name or measure word and its amount: 收入合计为 · 总额共计 · (类)支出 · 2023年度
_FILLER: Final = re.compile(
    r"(?:为|共计?|合计|总?计|是|达到?|约|近|完成|实现|实际|发生|开支|支出|收入|决算|总?额|数|金额|经费|资金|本年度?|当年|全年|今年|年度"
    r"|(?:19|20)\d\d年度?|财政拨款|安排|增加到|减少到|\(?[类款项]\)|[:、,\"()\s+-]|由|从|各|均|分别|上年的?|的)*"
)

# other money than what was spoken of: 其中财政专项补助较上年增加… · 管理费用减少…; not: 本年支出决算数增加…
_COMPARED: Final = re.compile(r"[与较比同](?!级|步)")
_COMMON: Final = re.compile(
    r"(?:19|20)\d\d年度?|其中|\d+[.、)]|本年度?|当年|全年|今年|年度|上年|[本我该]?(?:单位|部门)|总体|整体|合计|实际|决算|预算|总额|金额|数"
    r"|年初|财政拨款|安排|调整后?|执行|全部|各项|相应|这|该|此|其|总|本|均|各|共"
)
_MONEY: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{2}(?:收入|支出|经费|费用|资金)|[\u4e00-\u9fff]{2}费|补助|拨款|贷款|利息|奖金|工资|公积金|保险|津贴|补贴|接待|采购)$"
)
_SHORTHAND: Final = frozenset({"费用支出", "经费支出", "支出费用", "日常支出", "项经费", "项支出", "项费用"})
_LIMB_MARKS: Final = ";。:\n("
_COMPARING: Final = frozenset("较比与同")
_SHORTEST_STRANGER: Final = 2

_BOTH: Final = 2
_LONGEST_JOIN: Final = 4
"""Characters of 以及增加."""


def is_filler(text: str, start: int, end: int) -> bool:
    """Tell whether nothing but filler stands between a name and a number; another noun there is another thing's."""
    return start == end or (start >= 0 and _FILLER.fullmatch(text, start, end) is not None)


def joined(text: str, one: Number, other: Number) -> bool:
    """Tell whether two numbers stand in one list: A、B · A和B · 增长p和下降q."""
    if one.kind != other.kind or other.start - one.end > _LONGEST_JOIN:
        return False
    between = text[one.end : other.start]
    return JOIN.fullmatch(between) is not None or _VERB_JOIN.fullmatch(between) is not None


def lengths(text: str, numbers: Sequence[Number]) -> list[int]:
    """Return for each number how many of its kind stand joined from it on."""
    counts = [1] * len(numbers)
    for index in range(len(numbers) - 2, -1, -1):
        if numbers[index].kind is not None and joined(text, numbers[index], numbers[index + 1]):
            counts[index] = counts[index + 1] + 1
    return counts


def settle(clause: Clause) -> None:
    """Take the subject named last as the one spoken of; with 均, 各 or 分别 all that were named."""
    if clause.mentions:
        clause.subjects = clause.mentions[-1]
        if len(clause.mentions) > 1 and clause.each:
            clause.subjects = _flat(clause.mentions)
        clause.roster = clause.subjects if len(clause.subjects) > 1 else ()
        clause.queue, clause.place = (), 0
        clause.mentions.clear()


def _flat(groups: Sequence[tuple[Subject, ...]]) -> tuple[Subject, ...]:
    return groups[0] if len(groups) == 1 else tuple([subject for group in groups for subject in group])


def settle_for(clause: Clause, number: Number) -> None:
    """Find whom the number is of: the next of a list, the subject named last, or who was spoken of before a bracket."""
    gap = clause.gap_text(number)
    clause.fresh = False
    if clause.queue and not clause.mentions and JOIN.match(gap) and clause.place + 1 < len(clause.queue):
        clause.place += 1
        clause.subjects = (clause.queue[clause.place],)
        return
    clause.queue = ()
    if clause.mentions and gap.startswith("(") and clause.mention_end - clause.gap <= gap.rfind(")"):
        clause.mentions.clear()  # 机关运行经费61万元(与公用经费一致),较上年减少…: of what stands before the bracket
    if clause.mentions:
        named = _flat(clause.mentions)
        clause.fresh = is_filler(clause.text, clause.mention_end, number.start)
        settle(clause)
        if len(named) == clause.list_length > 1:
            _begin_list(clause, named)
        elif len(clause.years) == clause.list_length > 1:  # one subject, a value for each year
            _begin_list(clause, clause.subjects[:1] * clause.list_length)
        return
    if clause.list_length > 1:
        lately = tuple(clause.spoken)[-clause.list_length :] if clause.each else tuple(clause.spoken)
        roster = next((r for r in (clause.roster, lately, clause.before) if len(r) == clause.list_length), ())
        if roster:
            _begin_list(clause, roster)
            return
    _carry_on(clause, gap)


def _carry_on(clause: Clause, gap: str) -> None:
    """Find whom a number without a name before it is of: both of two, who stood before a bracket, or nobody of ours."""
    said = clause.verb.start if clause.verb else clause.measure_end if clause.measure else -1
    if clause.role != "performance" and said >= clause.gap and speaks_of_stranger(clause, said):
        clause.subjects = ()  # 其中,财政专项补助增加3.2万元: of a thing we have no name for, not of the whole
        return
    together = clause.roster or clause.before
    if len(together) == _BOTH and clause.verb and ("各" in gap or "均" in gap):
        clause.subjects = together  # 收入总计A,支出总计B。与上年相比各减少D: both of them
    elif ")" in gap:
        _leave_bracket(clause, gap)


def speaks_of_stranger(clause: Clause, end: int) -> bool:
    """Tell whether the words before a verb, back to the punctuation, name money that no name of ours covers."""
    gap, text = clause.gap, clause.text
    start = max(gap, text.rfind(",", gap, end) + 1)
    if clause.mention_end > start or end - start < _SHORTEST_STRANGER or text[start] in _COMPARING:
        return False  # 较上年增加: the usual case, told by its first character
    start = max(start, *[text.rfind(mark, start, end) + 1 for mark in _LIMB_MARKS])
    if clause.mention_end > start or end - start < _SHORTEST_STRANGER:
        return False
    limb = text[start:end]
    compared = _COMPARED.search(limb)
    name = _COMMON.sub("", limb[: compared.start()] if compared else limb)
    return len(name) >= _SHORTEST_STRANGER and name not in _SHORTHAND and _MONEY.search(name) is not None


def _begin_list(clause: Clause, subjects: tuple[Subject, ...]) -> None:
    clause.queue, clause.place, clause.roster = subjects, 0, subjects
    clause.subjects = (subjects[0],)


def _leave_bracket(clause: Clause, gap: str) -> None:
    """基本支出356.2万元(其中人员经费285.1万元),占71.24%: after the bracket the one before it is spoken of again."""
    if "(" in gap[: gap.index(")")]:
        return
    opened = clause.text.rfind("(", 0, clause.gap)
    for position, subjects in reversed(clause.history):
        if position <= opened:
            clause.subjects = subjects
            return

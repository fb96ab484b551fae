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
    r"(?:为|共计?|合计|总?计|是|达到?|约|近|完成|实现|实际|发生|支出|收入|决算|总?额|数|金额|经费|资金|本年度?|当年|全年|今年|年度"
    r"|(?:19|20)\d\d年度?|财政拨款|安排|增加到|减少到|\(?[类款项]\)|[:、,\"()\s+-]|由|从|各|均|分别|上年的?|的)*"
)


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
    together = clause.roster or clause.before
    if len(together) == _BOTH and clause.verb and ("各" in gap or "均" in gap):
        clause.subjects = together  # 收入总计A,支出总计B。与上年相比各减少D: both of them
    elif ")" in gap:
        _leave_bracket(clause, gap)


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

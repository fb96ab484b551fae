"""What a number is, asked of the phrase families with the words of its gap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extractor.clauses.records import Read
from extractor.clauses.roles import MUTE
from extractor.clauses.subjects import JOIN, settle_for
from extractor.recognizers import recognizers

if TYPE_CHECKING:
    from extractor.clauses.clause import Clause, Draft
    from extractor.clauses.records import Walker
    from extractor.lexing import Number

_THRESHOLD: Final = re.compile(r"(?:\(含?\))?(?:及)?以[上下]|\(含\)以|以内")
_BEFORE_THRESHOLD: Final = frozenset("(及以")
_PER_HEAD: Final = frozenset({"人均", "车均", "平均", "每人", "每辆", "每平方米"})


def read_number(walker: Walker, number: Number) -> None:
    """Write down what a number is: a draft of a fact, or why it carries none."""
    clause = walker.clause
    if number.start < walker.skip_until:
        _keep(walker, number, None, "", "原因中的数")
        return
    if number.kind is None:
        _bare(walker, number)
        return
    if (
        number.kind != "percent"
        and clause.text[number.end : number.end + 1] in _BEFORE_THRESHOLD
        and _THRESHOLD.match(clause.text, number.end)
    ):
        _keep(walker, number, None, "", "门槛")
        return
    settle_for(clause, number)
    _take_year(clause)
    if clause.others >= 0 and _others_figure(clause, number):
        _keep(walker, number, None, "", "叙述" if number.kind == "count" else "他人的数")
        clause.gap = number.end
        return
    if clause.scope in _PER_HEAD:
        _keep(walker, number, None, "", "派生数")
        return
    name, draft = _ask(number, clause) if clause.role not in MUTE else ("", None)
    if draft is None:
        draft, name = _repeat(number, clause), "list"
    if draft and clause.role == "part_attachments" and not _restates(draft, clause):
        draft = None
    _keep(walker, number, draft, name, None if draft else _why(number, clause))
    _after(clause, number, draft)


def _take_year(clause: Clause) -> None:
    """2022年度和2021年度基本支出分别为356.2万元和338.6万元: each value of the list has its own year."""
    if clause.list_length == 1 and not clause.year_queue:
        return
    if len(clause.years) == clause.list_length > 1:
        clause.year_queue = tuple(clause.years)
    place = len(clause.year_queue) - clause.list_length
    if 0 <= place < len(clause.year_queue):
        clause.said_year = clause.year_queue[place]


def _others_figure(clause: Clause, number: Number) -> bool:
    """Somebody else's figures stand to the end of the sentence, or of the bracket that speaks of them."""
    opened = clause.text.rfind("(", 0, clause.others)
    closed = clause.text.find(")", clause.others)
    in_bracket = opened > clause.text.rfind(")", 0, clause.others) and opened > clause.text.rfind(
        "。", 0, clause.others
    )
    if in_bracket and 0 <= closed < number.start:
        clause.others = -1
        return False
    return True


def _ask(number: Number, clause: Clause) -> tuple[str, Draft | None]:
    for name, recognize in recognizers().get(number.kind or "", ()):
        draft = recognize(number, clause)
        if draft is not None:
            return name, draft
    return "", None


def _repeat(number: Number, clause: Clause) -> Draft | None:
    """A list goes on: 、D2 after 分别减少D1."""
    if clause.queue and clause.last and clause.last_kind == number.kind and JOIN.fullmatch(clause.gap_text(number)):
        return clause.last
    return None


def _restates(draft: Draft, clause: Clause) -> bool:
    """In an attachment only the grand totals are surely the same figures as the narrative's."""
    return draft.measure == "final" and all(
        s.indicator in ("total.income", "total.expenditure") for s in clause.subjects
    )


def _why(number: Number, clause: Clause) -> str:
    if number.kind == "points":
        return "百分点"
    if (
        number.kind == "count"
        or clause.role in MUTE
        or clause.role in (None, "performance", "assets")
        or not clause.subjects
    ):
        return "叙述"
    return "未指明对象"


def _bare(walker: Walker, number: Number) -> None:
    """A number whose unit is lost or missing is a figure only where a figure is due."""
    clause = walker.clause
    if number.why == "外币金额":
        _keep(walker, number, None, "", number.why)
        return
    if clause.role == "assets" and clause.text.startswith("()", number.end):
        whole = number._replace(kind="count", end=number.end)
        draft = _ask(whole, clause)[1]
        _keep(walker, whole, draft, "counts", None if draft else "单位缺失")
        clause.gap = number.end
        return
    if (
        clause.against
        and clause.base
        and clause.following
        and clause.following.kind == "amount"
        and len(number.digits) > 1
    ):
        read_number(
            walker, number._replace(kind="amount", unit=clause.following.unit, why=None)
        )  # 比上年512.4减少12.4万元
        return
    due = clause.measure_end == number.start or clause.text[number.start - 1 : number.start] in ("为", "计")
    named = clause.verb and clause.verb.end == number.start
    if "." in number.digits and clause.subjects and (due or named):
        _keep(walker, number, None, "", "缺少单位")
        clause.gap, clause.measure, clause.verb = number.end, None, None


def _keep(walker: Walker, number: Number, draft: Draft | None, recognizer: str, why: str | None) -> None:
    clause = walker.clause
    subjects = (draft.subjects if draft and draft.subjects else clause.subjects) if draft else ()
    walker.out.reads.append(
        Read(
            number,
            draft if subjects else None,
            subjects,
            clause.sentence,
            clause.role,
            clause.said_year,
            recognizer,
            why if subjects or why else "未指明对象",
        )
    )


def _after(clause: Clause, number: Number, draft: Draft | None) -> None:
    """Forget the gap that was used up."""
    if (
        draft is None
        and number.kind == "amount"
        and not clause.queue
        and not clause.against
        and clause.gap_text(number).lstrip(",、;:。(")
    ):
        clause.subjects = ()  # an amount of something we have no name for: what follows is about that
    clause.gap, clause.last_kind = number.end, number.kind
    clause.mentions.clear()
    clause.years.clear()
    clause.history.append((number.end, clause.subjects))
    if draft is None:
        clause.measure, clause.verb = None, None
        return
    if draft.measure == "final":
        clause.spoken.extend(clause.subjects[:1])
    if draft.measure.startswith("budget"):
        clause.budget_said, clause.budgeted = draft.measure, number
    elif draft.measure == "final":
        clause.final_said, clause.spent = True, number
    elif draft.measure == "share":
        clause.share = -1
    elif draft.measure == "completion":
        clause.complete, clause.complete_base = -1, None
    if draft.measure != "count":
        clause.last, clause.last_end = draft, number.end
    clause.measure, clause.verb, clause.against = None, None, False

"""What a number is, asked of the phrase families with the words of its gap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extractor.naming import JOIN, settle_for
from extractor.recognizers import recognizers
from extractor.records import Read
from extractor.roles import MUTE

if TYPE_CHECKING:
    from extractor.clause import Clause, Draft
    from extractor.lexing import Number
    from extractor.records import Walker

_THRESHOLD: Final = re.compile(r"(?:\(含?\))?(?:及)?以[上下]|\(含\)以|以内")
_PER_HEAD: Final = ("人均", "车均", "平均", "每人", "每辆", "每平方米")


def read_number(walker: Walker, number: Number) -> None:
    """Write down what a number is: a draft of a fact, or why it carries none."""
    clause = walker.clause
    if number.start < walker.skip_until:
        _keep(walker, number, None, "", "原因中的数")
        return
    if number.kind is None:
        _bare(walker, number)
        return
    if _THRESHOLD.match(clause.text, number.end) and number.kind != "percent":
        _keep(walker, number, None, "", "门槛")
        return
    settle_for(clause, number)
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


def _ask(number: Number, clause: Clause) -> tuple[str, Draft | None]:
    for name, recognizer in recognizers().get(number.kind or "", ()):
        draft = recognizer.recognize(number, clause)
        if draft is not None:
            return name, draft
    return "", None


def _repeat(number: Number, clause: Clause) -> Draft | None:
    """A list goes on: 、D2 after 分别减少D1."""
    if clause.queue and clause.last and JOIN.fullmatch(clause.gap_text(number)):
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
    if number.kind == "count" or clause.role in MUTE or clause.role in (None, "performance", "assets") or not clause.subjects:
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
    clause.gap = number.end
    clause.mentions.clear()
    if draft is None:
        clause.measure, clause.verb = None, None
        return
    if draft.measure.startswith("budget"):
        clause.budget_said = draft.measure
    elif draft.measure == "final":
        clause.final_said = True
    elif draft.measure == "share":
        clause.share = False
    elif draft.measure == "completion":
        clause.complete, clause.complete_base = -1, None
    if draft.measure != "count":
        clause.last, clause.last_end = draft, number.end
    clause.measure, clause.verb, clause.against = None, None, False

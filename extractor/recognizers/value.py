"""Stated amounts: 支出决算为386万元 · 年初预算为0万元 · 财政拨款收入1268.35万元 · 较上年12.5万元减少…."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extractor.clauses.clause import Draft, Verb
from extractor.clauses.subjects import is_filler

if TYPE_CHECKING:
    from extractor.clauses.clause import Clause
    from extractor.fact import Measure
    from extractor.lexing import Number
    from extractor.quantity import Kind

READS: Final[tuple[Kind, ...]] = ("amount",)
ORDER = 50

_YEAR_IS: Final = re.compile(r"[,;。:\n(]*(?:19|20)\d\d年度?(?:为|是|达到?)")
_LONGEST_IS: Final = 2
_BASE_MEASURES: Final[dict[str, Measure]] = {
    "prior": "prior",
    "budget0": "budget0",
    "budgetFY": "budgetFY",
    "budget": "budget",
}


def recognize(number: Number, clause: Clause) -> Draft | None:
    """Read an amount by the measure word before it, or as the actual figure of a subject just named."""
    if clause.against and clause.base:
        return _of_base(number, clause)
    if clause.share >= 0 and clause.denominators:  # 占采购总额812.46万元的2.7%: the denominator itself
        return None
    if not clause.measure and clause.subjects and clause.text[number.start - 1] in "由从":
        return Draft("prior")  # 从481.6万元增至500万元
    measure = _said(clause)
    if measure is not None:
        right_after = clause.measure is None or clause.fresh or is_filler(clause.text, clause.measure_end, number.start)
        return Draft(_aged(measure, clause), scope=clause.scope) if clause.subjects and right_after else None
    if clause.fresh or (clause.subjects and _of_year(number, clause)):
        return Draft(_aged("final", clause), scope=clause.scope)
    return None


def _of_year(number: Number, clause: Clause) -> bool:
    """2022年为481.6万元,2023年为500万元: of whom was spoken before, past a punctuation mark."""
    if clause.date_end < clause.gap:
        return False
    if number.start - clause.date_end > _LONGEST_IS:
        return False
    return clause.date_end == number.start or _YEAR_IS.fullmatch(clause.text, clause.gap, number.start) is not None


def _said(clause: Clause) -> Measure | None:
    """Return the measure word before the number, or the budget that 完成年初预算数402.75万元的… prints."""
    if clause.measure is None and clause.complete_base and clause.complete > clause.gap:
        return clause.complete_base  # type: ignore[return-value]  # a completion's base is a budget measure
    return clause.measure


def _of_base(number: Number, clause: Clause) -> Draft | None:
    """Read what stands right after the base: 较上年12.5万元减少… is the base, 比上年+18.4万元 the change."""
    sign = clause.text[number.start - 1]
    if number.negative or sign == "+":
        return Draft("delta", clause.base, Verb(-1 if number.negative else 1, number.start, number.start))
    measure = _BASE_MEASURES.get(clause.base or "")
    return Draft(measure) if measure else None


def _aged(measure: Measure, clause: Clause) -> Measure:
    """Turn last year's actual figure into the measure ``prior``."""
    if measure == "final" and clause.said_year and clause.year and clause.said_year == clause.year - 1:
        return "prior"
    return measure

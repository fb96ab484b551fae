"""Stated amounts: 支出决算为402万元 · 年初预算为0万元 · 财政拨款收入1344.73万元 · 较上年12.5万元减少…."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extractor.clause import Draft

if TYPE_CHECKING:
    from extractor.clause import Clause
    from extractor.fact import Measure
    from extractor.lexing import Number
    from extractor.quantity import Kind

READS: Final[tuple[Kind, ...]] = ("amount",)
ORDER = 50

_BASE_MEASURES: Final[dict[str, Measure]] = {
    "prior": "prior",
    "budget0": "budget0",
    "budgetFY": "budgetFY",
    "budget": "budget",
}


def recognize(number: Number, clause: Clause) -> Draft | None:
    """Read an amount by the measure word before it, or as the actual figure of a subject just named."""
    del number
    if clause.against and clause.base:  # 较上年12.5万元减少…: the base itself
        measure = _BASE_MEASURES.get(clause.base)
        return Draft(measure) if measure else None
    if clause.share and clause.denominators:  # 占采购总额934.38万元的2.7%: the denominator itself
        return None
    measure = clause.measure
    if measure is None and clause.complete_base and clause.complete > clause.gap:
        measure = clause.complete_base  # type: ignore[assignment]  # 完成年初预算数335.61万元的…: a budget measure
    if measure is not None and clause.subjects:
        return Draft(_aged(measure, clause), scope=clause.scope)
    if clause.fresh:
        return Draft(_aged("final", clause), scope=clause.scope)
    return None


def _aged(measure: Measure, clause: Clause) -> Measure:
    """Turn last year's actual figure into the measure ``prior``."""
    if measure == "final" and clause.said_year and clause.year and clause.said_year == clause.year - 1:
        return "prior"
    return measure

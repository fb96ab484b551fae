"""Completion rates: 完成年初预算的118.4% · 为预算的95% · 预算执行率98.2%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extractor.clauses.clause import Draft

if TYPE_CHECKING:
    from extractor.clauses.clause import Clause
    from extractor.lexing import Number
    from extractor.quantity import Kind

READS: Final[tuple[Kind, ...]] = ("percent", "times")
ORDER = 10

# 支出决算为全年预算的96.3%; not: 年初预算的主要项目增长5%
_OF_BUDGET: Final = re.compile(r"[为是达到占](?:年初|全年|调整后?|年度)?(?:部门)?预算(?:安排)?数?的$")


def recognize(number: Number, clause: Clause) -> Draft | None:
    """Read a percentage after 完成…预算 or 为预算的."""
    if clause.verb and clause.verb.start > clause.complete:
        return None
    if clause.complete >= 0 and clause.complete_base:
        return Draft("completion", clause.complete_base)
    if clause.measure and clause.measure.startswith("budget") and _OF_BUDGET.search(clause.gap_text(number)):
        return Draft("completion", clause.measure)
    return None

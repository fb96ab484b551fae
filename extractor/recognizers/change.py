"""Changes: 增加418.26万元,增长49.2% · 下降4.35% · 减少1.2万元(5.3%)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from extractor.clauses.clause import Draft

if TYPE_CHECKING:
    from extractor.clauses.clause import Clause
    from extractor.lexing import Number
    from extractor.quantity import Kind

READS: Final[tuple[Kind, ...]] = ("amount", "percent", "times", "points")
ORDER = 30

# what may stand between a verb and its number: 增加了约3.2万元 · 下降幅度为5% · 减少金额10万元
_BETWEEN: Final = re.compile(
    r"(?:了|率|额|幅度|比例|比率|金额|数额|数|约|近|为|是|达|到|:|共|计|合计|各|支出|收入|经费|资金|\(|的)*$"
)

_DIFFERENCE: Final = re.compile(r"差异率[为:]?$")

# 上述增减均以调整后的上年数515.34万元为基数
_BASIS: Final = re.compile(r"(?:作为|为|是)(?:比较|计算)?的?(?:基数|基准)")

_BRACKET: Final = frozenset({"(", ",", "、", ",比例", ",比例为", ",幅度为"})


def recognize(number: Number, clause: Clause) -> Draft | None:
    """Read a number right after a direction verb, or a percentage in brackets right after a change."""
    verb = clause.verb
    if verb is None:
        return _differs(number, clause) or _bracketed(number, clause)
    if clause.measure == "prior" and clause.measure_end > verb.end and _BASIS.match(clause.text, number.end):
        return Draft("prior", scope="调整后" if "调整" in clause.gap_text(number) else clause.scope)
    between = clause.text[verb.end : number.start]
    if not _BETWEEN.match(between) and len(between) > 24:  # noqa: PLR2004 - a name may stand between, a clause may not
        return None
    if number.kind == "points" or between[:1] in ("到", "至"):
        return None
    if number.kind != "amount" and clause.last_kind == "count" and not clause.base:  # 由150人次降为126人次,下降16%
        return None
    return Draft("delta" if number.kind == "amount" else "rate", _base(clause), verb, scope=clause.scope)


def _differs(number: Number, clause: Clause) -> Draft | None:
    """Read 预算数8.2万元,决算数7.55万元,预决算差异率-7.93%.

    Without a sign it may be the bare size of a fall; where more was spent than budgeted there is none to leave out.
    """
    if number.kind != "percent" or not _DIFFERENCE.search(clause.text, max(0, number.start - 5), number.start):
        return None
    if not (clause.budget_said and clause.final_said):
        return None
    signed = number.negative or not number.digits.strip("0.") or "差异率-" in clause.text
    return Draft("rate", clause.budget_said, scope=clause.scope) if signed or _exceeded(clause) else None


def _exceeded(clause: Clause) -> bool:
    """Tell whether more was spent than budgeted, both printed in one unit."""
    budget, final = clause.budgeted, clause.spent
    if budget is None or final is None or budget.unit != final.unit or budget.negative or final.negative:
        return False
    return Decimal(final.digits) > Decimal(budget.digits)


def _bracketed(number: Number, clause: Clause) -> Draft | None:
    """Read 减少1.2万元(5.3%): no verb of its own, that of the amount before."""
    last = clause.last
    if number.kind != "percent" or last is None or last.measure != "delta":
        return None
    if clause.gap_text(number) in _BRACKET:
        return Draft("rate", last.base, last.verb, scope=last.scope)
    return None


def _base(clause: Clause) -> str:
    """Say what a change is measured against: what the sentence names, else the budget it sets the actual beside."""
    if clause.verb and clause.text[clause.verb.start : clause.verb.end] in ("调增", "调减"):
        return "budget0"
    if clause.base:
        return clause.base
    if clause.budget_said and clause.final_said:
        return clause.budget_said
    return "prior"

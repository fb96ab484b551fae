"""Reasons that say the change again instead of why it came about."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rules.changes import CHANGES, printed, rate_of
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact, Reason
    from rules.finding import Finding
    from rules.rule import Rule, Severity
    from rules.scene import Scene

WHOSE: Final = r"(?:(?:本年|当年|今年|年度|年中|本单位|我单位|部分|相关|其他|实际|财政|财政拨款|本级)的?)*"
WHAT: Final = (
    WHOSE
    + r"(?:项目|支出|收入|经费|资金|费用|预算|决算|拨款|财政拨款|收支|收入支出|决算支出|业务经费|专项经费|专项资金)"
    r"(?:支出|经费|资金|收入|数)?"
)
# 项目增加 · 本年支出减少所致 · 决算数大于预算数        near miss: 信息化项目增加 · 退休人员减少
RESTATED: Final = re.compile(
    rf"(?:是|由于|因|因为)?{WHAT}(?:有所|相应|略有)?(?:增加|减少|增长|下降|增多|变动|变化|调整)了?(?:所致|导致|造成)?"
    r"|[\u4e00-\u9fff]{0,8}(?:支出|决算|收入|经费)数?(?:大于|小于|高于|低于)(?:年初|全年|调整)?预算数?"
    r"|(?:正常(?:预决算)?(?:数)?(?:浮动|变动|增减))|按(?:照)?实际(?:情况)?支出|据实(?:支出|列支)"
)

KEYS: Final = ("large",)
"""The keys its spec must have."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for each wording of an empty reason, with all its places."""
    large = Decimal(str(rule.spec.get("large", 20)))
    groups: dict[str, list[Reason]] = {}
    for reason in scene.extraction.reasons:
        if reason.anchor.source != scene.document.source.id:
            continue
        text = "".join(reason.text.split()).strip(",。;:")
        if RESTATED.fullmatch(text) and (changes(reason) or against_budget(reason)):
            groups.setdefault(text, []).append(reason)
    for text, reasons in groups.items():
        rates = [rate for reason in reasons if (rate := rate_of(reason)) is not None]
        severity: Severity | None = None if rates and max(rates) >= large else "info"
        hits = [_hit(scene, reason) for reason in reasons]
        change = ",".join(dict.fromkeys(map(printed, changes(reasons[0])))) or "见前文"
        yield finding(scene, rule, hits, severity=severity, quote=text, change=change)


def changes(reason: Reason) -> tuple[Fact, ...]:
    """Return the changes a reason explains, none where they are zero."""
    found = tuple(f for f in reason.explains if f.measure in CHANGES and f.figure.quantity is not None)
    return () if any(fact.quantity.is_zero for fact in found) else found


def against_budget(reason: Reason) -> bool:
    """Tell whether a reason explains why the final amount is not the budget."""
    return reason.about == "budget" and any(fact.direction != 0 for fact in reason.explains)


def _hit(scene: Scene, reason: Reason) -> Hit:
    at = scene.folded.from_source
    return Hit(at(reason.anchor.span.start), at(reason.anchor.span.end - 1) + 1)

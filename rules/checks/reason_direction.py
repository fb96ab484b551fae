"""Reasons that speak of another direction than the change they are given for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.changes import CHANGES
from rules.scene import finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extractor.fact import Reason
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("fault",)
"""``level``: nothing changed, the reason tells of a change; ``thrift``: more was spent, the reason tells of saving;
``growth``: less was spent, the reason tells of growth alone; ``idle``: saving where there was nothing to save."""

MONEY: Final = r"(?:支付|支出|开支|拨款|经费|费用|投入|资金)"
# 合同进度等原因减少支付 · 培训支出有所下降        near miss: 减少不必要开支, 支出结构优化
LESS: Final = re.compile(
    rf"(?:减少|压减|调减|核减|压缩)了?[\u4e00-\u9fff]{{0,6}}{MONEY}"
    rf"|{MONEY}(?:均|都|略有|有所|相应|大幅)?(?:减少|下降|降低)"
)
# 年中追加经费 · 人员支出增加                    near miss: 未增加支出
MORE: Final = re.compile(
    rf"(?:增加|追加|调增|新增)了?[\u4e00-\u9fff]{{0,6}}{MONEY}"
    rf"|{MONEY}(?:均|都|略有|有所|相应|大幅)?(?:增加|增长|上升|提高)"
)
EVEN: Final = re.compile(r"不|未|没有|无|控制|厉行|节约|相抵|抵消|平衡|持平|一致|相同|相当|有增有减|同时|又|互|紧日子")
"""Words of a reason that may well explain why nothing changed in the end."""

# 厉行节约,严控开支                            near miss: 压减上年结余后新增项目
THRIFT: Final = re.compile(
    r"厉行节约|勤俭节约|压减(?:一般性)?(?:支出|开支|经费)|压缩(?:支出|开支|经费)|严控|严格控制|节约开支|紧日子"
)
UP: Final = re.compile(
    r"[增新补追涨升提高扩加多购换]|启动|开展|项目|建设|恢复|疫情|划转|转隶|调[入整]|基数|结转|上年|以前|往年|年初未|年中|应急|合同|尾款"
)
GROWN: Final = re.compile(r"新增|增加|追加|提高|上涨|增长|扩大|增多")
DOWN: Final = re.compile(
    r"[减少降缩退未无停完推延迟压控节低取撤调不转收余归并合缓滞跨]|上年|上一年|往年|去年|据实|结算|进度|预计"
)

SPENT: Final = ("gpb", "sg", "org_running", "exp", "proc")
"""Indicators of spending; income grows and shrinks for other reasons."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each reason with the rule's fault."""
    fault, directions = FAULTS[str(rule.spec["fault"])]
    for told in scene.reasons:
        word = fault(told.reason, told.text) if told.reason.direction in directions else None
        if word:
            yield finding(scene, rule, [told.hit], word=word)


def _level(reason: Reason, text: str) -> str | None:
    """Return the words of a change in a reason for 持平."""
    if not _unchanged(reason) or _all_zero(reason) or EVEN.search(text):
        return None
    less, more = LESS.search(text), MORE.search(text)
    one = less or more
    return None if one is None or (less and more) else one[0]


def _idle(reason: Reason, text: str) -> str | None:
    """Return the words of saving where budget, account and change are all zero."""
    match = THRIFT.search(text)
    stated = match is not None and any(fact.measure == "final" for fact in reason.explains)
    return match[0] if match is not None and stated and _all_zero(reason) else None


def _thrift(reason: Reason, text: str) -> str | None:
    match = THRIFT.search(text)
    if match is None or UP.search(text) or not _spent(reason, 1):
        return None
    return match[0]


def _growth(reason: Reason, text: str) -> str | None:
    match = GROWN.search(text)
    if match is None or DOWN.search(text) or not _spent(reason, -1):
        return None
    return match[0]


def _unchanged(reason: Reason) -> bool:
    """Tell whether words say that nothing changed (持平) and no figure says otherwise."""
    changes = [fact for fact in reason.explains if fact.measure in CHANGES]
    words = [fact for fact in changes if fact.direction == 0 and "基本" not in fact.figure.printed]
    zero = (fact.figure.quantity is None or fact.quantity.is_zero or fact.direction == 0 for fact in changes)
    return bool(words) and all(zero)


def _all_zero(reason: Reason) -> bool:
    """Tell whether every amount a reason is given for is zero."""
    amounts = [fact.quantity for fact in reason.explains if fact.figure.quantity is not None and not fact.figure.word]
    return bool(amounts) and all(amount.is_zero for amount in amounts)


def _spent(reason: Reason, direction: int) -> bool:
    """Tell whether a reason explains spending alone that went one way."""
    changes = [fact for fact in reason.explains if fact.measure in CHANGES]
    return (
        bool(changes)
        and all(fact.direction == direction for fact in changes)
        and all(fact.subject.indicator.startswith(SPENT) for fact in changes)
        and not any(fact.figure.quantity is not None and fact.quantity.is_zero for fact in changes)
    )


FAULTS: Final[dict[str, tuple[Callable[[Reason, str], str | None], tuple[int | None, ...]]]] = {
    "level": (_level, (0,)),
    "idle": (_idle, (0, None)),
    "thrift": (_thrift, (1,)),
    "growth": (_growth, (-1,)),
}
"""What tells each fault, and the directions of the reasons it is looked for in."""

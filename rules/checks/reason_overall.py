"""The reason given for a whole against the items that make up its difference from budget."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rules.finding import Note
from rules.scene import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.fact import Fact
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene, Told

KEYS: Final = ("named", "unnamed")
"""In percent of the difference: the most that the items named may explain, the least that the item left out does."""

BUDGETS: Final = ("budget0", "budgetFY", "budget")
DEPTH: Final = 2
LEAST: Final = 3

COMMON: Final = re.compile(
    r"支出|预算|决算|年度|项目|经费|减少|增加|调减|调增|工作|安排|原因|主要|实际|执行|根据|因为|由于|个别|相关|以及|一般|行政|事业|运行|管理|其他|业务"
)
"""Words that stand in every reason and tell nothing of what it is about."""
STAFF: Final = re.compile(
    r"人员|工资|薪|退休|奖金|绩效|社保|保险|年金|公积金|在职|编制|基本支出|调入|调出|增人|减人|招录|补贴|日常|公用"
)
"""Words for staff: an item of running the office is named by any of them."""
OFFICE: Final = re.compile(r"行政运行|事业运行|养老|年金|医疗|公积金|补贴|离退休|机关服务")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of the list: how far it is from its budget, and the reason it gives."""

    final: Fact
    difference: Decimal
    reason: str

    @property
    def name(self) -> str:
        """The name of its 项."""
        return self.final.subject.account.rpartition("/")[2]


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where the items named make up next to nothing and one that is not named most."""
    facts = [fact for fact in scene.told.get("gpb.exp", ()) if fact.figure.quantity is not None]
    for told in scene.reasons:
        reason = told.reason
        whole = [fact for fact in reason.explains if fact.subject.indicator == "gpb.exp" and not fact.subject.account]
        if reason.about == "budget" and whole:
            yield from _judged(scene, rule, told, facts)


def _judged(scene: Scene, rule: Rule, told: Told, facts: Sequence[Fact]) -> Iterator[Finding]:
    pair = _pair(told.reason.explains)
    if pair is None:
        return
    final, budget = pair
    items = _items(scene, facts, budget.measure)
    total = final.quantity.value - budget.quantity.value
    if len(items) < LEAST or not total or not _complete(items, total):
        return
    named = [item for item in items if _names(told.text, item)]
    largest = max(items, key=lambda item: abs(item.difference))
    if not named or largest in named or not largest.reason or (largest.difference > 0) is not (total > 0):
        return
    explained = abs(sum((item.difference for item in named), Decimal(0)) / total) * 100
    left_out = largest.difference / total * 100
    if explained < Decimal(str(rule.spec["named"])) and left_out > Decimal(str(rule.spec["unnamed"])):
        made = finding(
            scene, rule, [told.hit], named="、".join(item.name for item in named),
            explained=f"{explained:.1f}", largest=largest.name, left_out=f"{left_out:.1f}",
        )  # fmt: skip
        yield replace(made, notes=(Note(message="差额主要在这一项", anchor=largest.final.figure.anchor),))


def _pair(explained: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    """Return the final amount and the budget a reason compares."""
    amounts = [fact for fact in explained if fact.figure.quantity is not None and fact.quantity.kind == "amount"]
    final = next((fact for fact in amounts if fact.measure == "final"), None)
    budgets = [fact for fact in amounts if fact.measure in BUDGETS]
    return (final, budgets[0]) if final is not None and len(budgets) == 1 else None


def _items(scene: Scene, facts: Sequence[Fact], measure: str) -> list[Item]:
    """Return the items of the list that state both amounts."""
    finals, budgets = _by_statement(facts, "final"), _by_statement(facts, measure)
    reasons = {
        fact.statement: told.text
        for told in scene.reasons
        if told.reason.about == "budget"
        for fact in told.reason.explains
    }
    return [
        Item(
            final=fact,
            difference=fact.quantity.value - budgets[number].quantity.value,
            reason=reasons.get(number, ""),
        )
        for number, fact in finals.items()
        if number in budgets
    ]


def _by_statement(facts: Sequence[Fact], measure: str) -> dict[int, Fact]:
    return {
        fact.statement: fact
        for fact in facts
        if fact.measure == measure and fact.role == "gpb_items" and fact.subject.account.count("/") == DEPTH
    }


def _complete(items: Sequence[Item], total: Decimal) -> bool:
    """Tell whether the items make up the whole difference: all of them are printed."""
    missing = abs(sum((item.difference for item in items), Decimal(0)) - total)
    return missing * 50 <= abs(total)


def _names(text: str, item: Item) -> bool:
    """Tell whether a reason speaks of an item: by its name, or by what the item's own reason speaks of."""
    if OFFICE.search(item.name) and STAFF.search(text):
        return True
    words = f"{COMMON.sub(' ', item.name)} {COMMON.sub(' ', item.reason)}"
    told = COMMON.sub(" ", text)
    pairs = (words[at : at + 2] for at in range(len(words) - 1))
    return any(pair in told for pair in pairs if all("\u4e00" <= letter <= "\u9fff" for letter in pair))

"""Classes of spending that are told of in the structure and have no item in the list below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.binding.cells import plain
from rules.scene import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding with the classes that have an amount and no item, where others have theirs."""
    facts = [
        fact
        for fact in scene.told.get("gpb.exp", ())
        if fact.measure == "final" and fact.subject.account and fact.figure.quantity is not None
    ]
    itemised = {
        _class(fact.subject.account) for fact in facts if fact.role == "gpb_items" and "/" in fact.subject.account
    }
    classes = [
        fact
        for fact in facts
        if fact.role == "gpb_structure" and "/" not in fact.subject.account and not fact.quantity.is_zero
    ]
    alone = [fact for fact in classes if _class(fact.subject.account) not in itemised]
    if alone and len(alone) < len(classes):
        names = "、".join(f"{fact.subject.account}{fact.figure.printed}" for fact in alone)
        yield finding(scene, rule, [scene.hit(fact.figure.span) for fact in alone], note="这一类也没有", names=names)


def _class(account: str) -> str:
    return plain(account.partition("/")[0]).removesuffix("支出")

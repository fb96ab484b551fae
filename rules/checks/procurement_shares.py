"""The shares of goods, works and services that went to small enterprises, against what went to them in all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractor.quantity import Interval
from rules.finding import Note
from rules.scene import finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from extractor.fact import Fact
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KINDS: Final = {"goods": "货物", "works": "工程", "services": "服务"}


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where share times amount over the three kinds misses the awards."""
    awarded = _only(scene, "proc.sme", "final")
    if awarded is None:
        return
    total, used = Interval(0, 0, 0), []
    for kind in KINDS:
        amount, share = _only(scene, f"proc.{kind}", "final"), _only(scene, f"proc.sme_{kind}", "share")
        if share is not None and share.base != f"proc.{kind}":
            return
        if amount is None or (share is None and not amount.quantity.is_zero):
            return
        if share is not None:
            total = total + amount.sum_interval * share.interval.shifted(-2)
            used.append((KINDS[kind], share))
    if used and not total.meets(awarded.sum_interval):
        made = finding(
            scene, rule, [scene.hit(awarded.figure.span)],
            stated=awarded.figure.printed, low=_shown(total.low), high=_shown(total.high),
        )  # fmt: skip
        notes = (Note(message=f"授予占{kind}的比例", anchor=share.figure.anchor) for kind, share in used)
        yield replace(made, notes=tuple(notes))


def _only(scene: Scene, indicator: str, measure: str) -> Fact | None:
    """Return the one fact of a measure, None where there is none or they differ."""
    facts = [
        fact
        for fact in scene.told.get(indicator, ())
        if fact.measure == measure and fact.figure.quantity is not None and fact.role == "procurement"
    ]
    return facts[0] if len({fact.quantity.value for fact in facts}) == 1 else None


def _shown(value: Decimal) -> str:
    return f"{value / 10000:.2f}万元"

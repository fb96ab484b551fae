"""Amounts inside a reason against the change they are to explain."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from rules.finding import Note
from rules.scene import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.fact import Fact, Figure, Reason
    from extractor.quantity import Interval
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

LESS: Final = r"减少|下降|压减|调减|核减|收回|减支"
MORE: Final = r"增加|增长|上升|追加|调增|新增|核增|上涨|增支"
# 基本支出增加20.00万元,项目支出减少5.00万元        near miss: 支出为20.00万元, 比预算减少后的20.00万元
SIGNED: Final = re.compile(rf"(?:(?P<less>{LESS})|{MORE})了?[^,;。\d]{{0,14}}$")
WHOLE: Final = re.compile(r"其中|分别|共计|合计|共(?:增加|减少)|净(?:增|减)")
PARTLY: Final = re.compile(r"主要|等(?:[,;。项原因]|$)|部分|如")
LEAST: Final = 2


class Part(NamedTuple):
    """An amount in a reason and the sign its verb gives it."""

    figure: Figure
    value: Interval
    less: bool


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where the parts of a complete reason miss the change, or parts of one sign exceed it."""
    for reason, hit, text in scene.reasons:
        delta = _delta(reason) if "元" in reason.text else None
        if delta is None:
            continue
        parts = _parts(scene, reason)
        if len(parts) < LEAST or _adds_up(parts, delta.interval):
            continue
        whole = WHOLE.search(text) is not None and not PARTLY.search(text)
        if not whole and not _contradicts(parts, delta, text):
            continue
        told = "、".join(("减少" if part.less else "增加") + part.figure.printed for part in parts)
        change = ("减少" if delta.direction == -1 else "增加") + delta.figure.printed
        made = finding(scene, rule, [hit], severity=None if whole else "info", parts=told, change=change)
        yield replace(made, notes=(Note(message="要说明的变动", anchor=delta.figure.anchor),))


def _delta(reason: Reason) -> Fact | None:
    """Return the one amount a reason explains; None where there are several or it has no sign."""
    found = [
        fact
        for fact in reason.explains
        if fact.measure == "delta" and fact.figure.quantity is not None and fact.direction in {1, -1}
    ]
    amounts = {fact.figure.id: fact for fact in found if fact.quantity.kind == "amount" and not fact.quantity.is_zero}
    return next(iter(amounts.values())) if len(amounts) == 1 else None


def _parts(scene: Scene, reason: Reason) -> list[Part]:
    """Return the signed amounts of a reason; none at all where one of its amounts has no sign."""
    span, parts = reason.anchor.span, []
    floor = scene.hit(span).start
    for figure in scene.figures_in(span):
        if figure.quantity is None or figure.quantity.kind != "amount" or figure.word:
            continue
        hit = scene.hit(figure.span)
        match = SIGNED.search(scene.text, max(floor, hit.start - 20), hit.start)
        if match is None:
            return []
        value = figure.quantity.sum_interval
        parts.append(Part(figure, -value if match["less"] else value, bool(match["less"])))
        floor = hit.end
    return parts


def _adds_up(parts: Sequence[Part], delta: Interval) -> bool:
    """Tell whether all parts, or all but the one that is their total, add up to the change."""
    if _sum(parts).meets(delta):
        return True
    for number, part in enumerate(parts):
        rest = [*parts[:number], *parts[number + 1 :]]
        if part.value.meets(delta) or _sum(rest).meets(part.value):
            return True
    return False


def _sum(parts: Sequence[Part]) -> Interval:
    total = parts[0].value
    for part in parts[1:]:
        total = total + part.value
    return total


def _contradicts(parts: Sequence[Part], delta: Fact, text: str) -> bool:
    """Tell whether parts that may not be all still do not go with the change: more than it, or of both signs."""
    less = delta.direction == -1
    if any(part.less is not less for part in parts):
        return PARTLY.search(text) is None
    total = _sum(parts)
    return total.below(delta.interval) if less else delta.interval.below(total)

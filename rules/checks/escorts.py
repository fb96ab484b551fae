"""Guests counted with and without those who accompanied them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rules.finding import Note
from rules.scene import Hit, anchor, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Area, Scene

KEYS: Final = ("fault",)
"""``fewer``: fewer persons with escorts than without; ``many``: more escorts than one batch may have."""

# 国内来访团组1个,15人次(不包括陪同人员)          near miss: 15人次(含外宾)
PERSONS: Final = re.compile(r"(?<!\d)(?P<count>\d{1,5})人次?,?\((?P<scope>不(?:包括|含)|包括|含)[^()]{0,4}$")
WORD: Final = "陪同"
LONG: Final = 20
BATCHES: Final = re.compile(r"国内[^。\n]{0,12}?(?:团组|批次)(?P<count>\d{1,5})个?")
FEW, MOST = 10, 3
BOTH: Final = 2


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where the two counts of the domestic guests of this year do not go together."""
    for area in scene.within("three_public"):
        if scene.text.count(WORD, area.title, area.end) < BOTH:
            continue
        found = list(_found(scene, area))
        with_escorts = {hit: count for hit, count, bare in found if not bare}
        without = {hit: count for hit, count, bare in found if bare and count}
        if len(set(with_escorts.values())) != 1 or len(set(without.values())) != 1:
            continue
        (one, everybody), (other, guests) = next(iter(with_escorts.items())), next(iter(without.items()))
        if _wrong(scene, area, str(rule.spec["fault"]), everybody, guests):
            made = finding(scene, rule, [one], everybody=everybody, guests=guests)
            yield replace(made, notes=(Note(message="不含陪同的人次", anchor=anchor(scene, other)),))
        return


def _wrong(scene: Scene, area: Area, fault: str, everybody: int, guests: int) -> bool:
    if fault == "fewer":
        return everybody < guests
    batches = {match["count"] for match in BATCHES.finditer(scene.text, area.title, area.end)}
    allowed = MOST if guests <= FEW else guests // 3
    return batches == {"1"} and everybody - guests > allowed


def _found(scene: Scene, area: Area) -> Iterator[tuple[Hit, int, bool]]:
    """Yield the counts of this year with their scope; those of last year stand in sentences that name it."""
    text, year = scene.text, str((scene.extraction.disclosure.year or 0) - 1)
    at = text.find(WORD, area.title, area.end)
    while at >= 0:
        match = PERSONS.search(text, max(area.title, at - LONG), at)
        if match is not None:
            start = max(text.rfind(mark, 0, at) for mark in "。;\n")
            if year not in text[start:at] and "外宾" not in text[start:at]:
                yield Hit(match.start("count"), at + len(WORD)), int(match["count"]), match["scope"].startswith("不")
        at = text.find(WORD, at + len(WORD), area.end)

"""The numbers of groups, cars, batches and persons that belong to the three public expenses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.scene import Hit, finding
from rules.stated import is_positive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule, Severity
    from rules.scene import Area, Scene

COUNTS: Final[dict[str, tuple[str, str, re.Pattern[str]]]] = {
    "因公出国(境)的团组数和人数": ("sg.abroad", "出国", re.compile(r"团组?|人次|人数|\d人")),
    "公务用车的购置数和保有量": ("sg.car", "用车", re.compile(r"保有量|[\d一二两三四五六七八九十零]辆|辆数")),
    "国内公务接待的批次和人数": ("sg.reception", "接待", re.compile(r"批次|批|人次|人数|团组|\d人")),
}
"""What is due: its indicator, the word that shows the expense is written of, and what shows the number."""


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where all numbers are missing, or those of an expense that is not zero.

    Where nothing was spent the numbers are none, which says little more: a hint.
    """
    spent = any(is_positive(scene, name) for name in ("sg.total", *(name for name, _, _ in COUNTS.values())))
    for area in scene.within("three_public"):
        text = scene.text[area.title : area.end]
        written = {due: rest for due, rest in COUNTS.items() if rest[1] in text}
        missing = [due for due, (_, _, shown) in written.items() if not shown.search(text)]
        if len(missing) == len(COUNTS) or any(is_positive(scene, COUNTS[due][0]) for due in missing):
            severity: Severity | None = "info" if scene.fallback or not spent else None
            yield finding(scene, rule, [title(scene, area)], severity=severity, missing="、".join(missing))


def title(scene: Scene, area: Area) -> Hit:
    """Return the words of a heading that name the expenses, or the whole heading."""
    at = scene.text.find("三公", area.start, area.title)
    if at < 0:
        return Hit(area.start, area.title)
    end = scene.text.find("经费", at, area.title)
    return Hit(at, end + 2 if end >= 0 else at + 2)

"""Other income that is stated and of which nothing says where it came from."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rules.finding import Note
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Area, Scene

# 其他收入:…以外的收入,主要是利息收入        near miss: 其他收入:指除上述收入以外的各项收入
TOLD: Final = re.compile(
    r"其他收入[^\n]{0,160}?(?:主要[是为有来包系]|包括|系|利息|租金|租赁|捐赠|捐款|来源|拨入|横向|往来|转入)"
)


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding on the amount of other income, where no line on it says what it is."""
    stated = [
        fact
        for fact in scene.told.get("rev.other", ())
        if fact.measure == "final" and fact.figure.quantity is not None and not fact.quantity.is_zero
    ]
    if stated and not TOLD.search(scene.text):
        at = next((at for area in scene.within("part_glossary") if (at := _entry(scene, area)) >= 0), -1)
        place = Hit(at, scene.line(at).end) if at >= 0 else scene.hit(stated[0].figure.span)
        made = finding(scene, rule, [place], stated=stated[0].figure.printed)
        yield replace(made, notes=(Note(message="其他收入的金额", anchor=stated[0].figure.anchor),))


def _entry(scene: Scene, area: Area) -> int:
    """Return where a glossary explains other income, -1 where it does not."""
    return scene.text.find("其他收入:", area.title, area.end)

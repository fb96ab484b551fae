"""Other income that is stated and of which nothing says where it came from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.scene import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

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
        yield finding(scene, rule, [scene.hit(stated[0].figure.span)], stated=stated[0].figure.printed)

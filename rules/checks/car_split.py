"""The cost of official cars, which is due as purchase and running cost apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rules.scene import Hit, finding
from rules.stated import is_positive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

# 公务用车购置及运行费支出决算为3.00万元     near miss: 公务用车购置费0万元,公务用车运行维护费3.00万元
JOINT: Final = re.compile(r"(?:公务用车|公务车辆|用车|车辆)购置(?:费)?[及和与、](?:公务用车)?运行(?:维护)?(?:费用?)?")
STATED: Final = re.compile(r"[^。\n]{0,16}\d")
APART: Final = re.compile(r"购置|购买|购车|运行|运维")


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where a section speaks of the joint cost and of no part of it; a hint where it is zero."""
    due = not scene.fallback and is_positive(scene, "sg.car")
    for area in scene.within("three_public"):
        joint = [Hit(*match.span()) for match in JOINT.finditer(scene.text, area.title, area.end)]
        stated = [hit for hit in joint if STATED.match(scene.text, hit.end)]
        if stated and not APART.search(JOINT.sub("", scene.text[area.title : area.end])):
            yield finding(scene, rule, stated[:1], severity=None if due else "info")

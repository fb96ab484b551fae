"""When the account was approved and published, where the page prints it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("fault",)
"""``late``: more than twenty days after approval; ``order``: before it; ``season``: after October of the next year."""

DAY: Final = r"(?P<year>20\d\d)(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?(?!\d)"
# 决算批复时间:2023年9月1日 · 公开时间:2023年9月15日 · 发布时间:2023-09-15     near miss: 成立时间
APPROVED: Final = re.compile(rf"批复(?:部门决算)?(?:的)?(?:时间|日期):?\s{{0,3}}{DAY}")
PUBLISHED: Final = re.compile(rf"(?:公开|发布)(?:时间|日期):?\s{{0,3}}{DAY}")
ALLOWED: Final = 20
OCTOBER: Final = (10, 31)


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where the dates break the rule."""
    if not scene.leads or not any(word in scene.text for word in ("公开时间", "公开日期", "发布时间", "发布日期")):
        return
    published, hit = _dated(scene, PUBLISHED)
    approved, _ = _dated(scene, APPROVED) if published and rule.spec["fault"] != "season" else (None, None)
    if published is None or hit is None:
        return
    days = (published - approved).days if approved else 0
    year = scene.extraction.disclosure.year
    due = date(year + 1, *OCTOBER) if year else published
    broken = {"late": days > ALLOWED, "order": days < 0, "season": published > due}[str(rule.spec["fault"])]
    if broken:
        told = f"{approved:%Y-%m-%d}" if approved else ""
        yield finding(scene, rule, [hit], published=f"{published:%Y-%m-%d}", approved=told, days=days)


def _dated(scene: Scene, regex: re.Pattern[str]) -> tuple[date | None, Hit | None]:
    """Return the one date of its kind, None where there is none or there are several."""
    matches = list(regex.finditer(scene.text))
    if len({match.group("year", "month", "day") for match in matches}) != 1:
        return None, None
    try:
        found = date(*(int(part) for part in matches[0].group("year", "month", "day")))
    except ValueError:  # 2023年13月
        return None, None
    return found, Hit(*matches[0].span())

"""When the account was approved and published, where the page prints it."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("fault",)
"""``late``: more than twenty days after approval; ``order``: before it; ``season``: after October of the next year."""

DAY: Final = r"(?P<year>20\d\d)(?:年|[-/.]) ?(?P<month>\d{1,2})(?:月|[-/.]) ?(?P<day>\d{1,2})日?(?!\d)"
# 决算批复时间:2023年9月1日 · 公开时间:2023年9月15日 · 发布时间:2023-09-15     near miss: 成立时间
DATED: Final = re.compile(rf"(?:部门决算)?的?(?:时间|日期):?\s{{0,3}}{DAY}")
APPROVED: Final = ("批复",)
PUBLISHED: Final = ("公开", "发布")
PAGE: Final = 4000
"""Such dates stand at the head or the foot of a page."""
ALLOWED: Final = 20
OCTOBER: Final = (10, 31)


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where the dates break the rule."""
    if not scene.leads:
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


def _dated(scene: Scene, words: tuple[str, ...]) -> tuple[date | None, Hit | None]:
    """Return the one date of its kind, None where there is none or there are several."""
    matches = _matches(scene.text, words)
    if len({match.group("year", "month", "day") for match in matches}) != 1:
        return None, None
    try:
        found = date(*(int(part) for part in matches[0].group("year", "month", "day")))
    except ValueError:  # 2023年13月
        return None, None
    return found, Hit(matches[0].start() - len(words[0]), matches[0].end())


@lru_cache(maxsize=4)
def _matches(text: str, words: tuple[str, ...]) -> tuple[re.Match[str], ...]:
    """Return the dates after these words, looked for once for all rules."""
    return tuple(match for word in words for match in _after(text, word))


def _after(text: str, word: str) -> Iterator[re.Match[str]]:
    for start, end in ((0, PAGE), (max(PAGE, len(text) - PAGE), len(text))):
        at = text.find(word, start, end)
        while at >= 0:
            match = DATED.match(text, at + len(word))
            if match is not None:
                yield match
            at = text.find(word, at + len(word), end)

"""A body that calls itself 本部门 here and 本单位 there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.patterns import SHOWN
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("least",)
"""How often each of the two must stand in the narrative."""

WORDS: Final = ("本部门", "本单位")


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding on the rarer of the two words, where both are used."""
    for area in scene.within("part_narrative"):
        counts: dict[str, int] = {}
        for word in WORDS:
            counts[word] = scene.text.count(word, area.title, area.end)
            if counts[word] < int(str(rule.spec["least"])):
                return
        word, other = sorted(WORDS, key=counts.__getitem__)
        at = scene.text.find(word, area.title, area.end)
        hits = []
        while at >= 0:
            hits.append(Hit(at, at + len(word)))
            at = scene.text.find(word, at + len(word), area.end)
        yield finding(scene, rule, hits[:SHOWN], note="这里也是", other=other, others=counts[other])
        return

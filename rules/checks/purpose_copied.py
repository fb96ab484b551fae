"""Purposes copied word for word from the item beside, where they name the other item's account."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.accounts import account_paths
from rules.finding import Note
from rules.scene import Hit, anchor, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Area, Scene

# 主要用于:事业单位医疗保险支出。                near miss: 主要用于日常运转
PURPOSE: Final = re.compile(r"用于:?(?P<quote>[^。;\n]{4,80})")
# Every body runs its office: such an account may well be named in another's purpose.
OFFICE: Final = re.compile(r"行政运行|事业运行|机关服务|一般行政管理事务|其他")
SHORT: Final = 4


class Item(NamedTuple):
    """An item's 项 and where its purpose stands."""

    name: str
    purpose: Hit


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each purpose that is another item's."""
    for area in scene.within("gpb_items"):
        groups: dict[str, list[Item]] = {}
        for item in _items(scene, area):
            groups.setdefault("".join(scene.quote(item.purpose).split()), []).append(item)
        for purpose, items in groups.items():
            owners = [item for item in items if _core(item.name) in purpose]
            if len({item.name for item in owners}) == 1 and len({item.name for item in items}) > 1:
                yield from _copies(scene, rule, items, owners[0])


def _copies(scene: Scene, rule: Rule, items: list[Item], owner: Item) -> Iterator[Finding]:
    if OFFICE.search(owner.name) or len(_core(owner.name)) < SHORT:
        return
    for item in items:
        if item.name != owner.name and not OFFICE.search(item.name):
            made = finding(scene, rule, [item.purpose], account=item.name, owner=owner.name)
            yield replace(made, notes=(Note(message="原是这一项的用途", anchor=anchor(scene, owner.purpose)),))


def _items(scene: Scene, area: Area) -> Iterator[Item]:
    text = scene.text[area.title : area.end]
    purposes = PURPOSE.findall(text)
    if len(set(purposes)) == len(purposes):
        return
    paths = list(account_paths(text))
    ends = [*(following.start for _, following in pairwise(paths)), len(text)]
    for path, end in zip(paths, ends, strict=True):
        match = PURPOSE.search(text, path.end, end) if path.names[2] else None
        if match is not None:
            yield Item(path.names[2], Hit(area.title + match.start("quote"), area.title + match.end("quote")))


def _core(name: str) -> str:
    return name.removesuffix("支出").removesuffix("费用")

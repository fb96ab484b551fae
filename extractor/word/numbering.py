"""Counts the automatic numbers of a Word document's paragraphs: 一、 (一) 1. 第一部分, as Word shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from extractor.word.formats import written
from extractor.word.names import MC, VAL, W, number, switch, value, whole
from extractor.word.styles import style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from extractor.word.styles import Style, Styles

_LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")
_PRIVATE: Final = re.compile(r"[\ue000-\uf8ff]")
"""Signs of symbol fonts; as list markers they are bullets of one shape or another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list as the file defines it; ``text`` has ``%1`` where the number of the first level goes."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    """The count of levels above that begin it anew; 0 for none, None for all."""
    as_digits: bool = False
    gap: bool = True
    """Whether a tab or a space stands between number and text."""
    style: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """One list (``w:num``): the definition that it counts in, its levels, and the numbers it starts anew from."""

    counted_in: int
    levels: tuple[Level, ...]
    starts: Mapping[int, int]


@dataclass(slots=True, kw_only=True)
class Counting:
    """The lists and counters of a document; alive only while it is read."""

    styles: Styles
    definitions: Mapping[int | None, _Element]
    nums: Mapping[int | None, _Element]
    lists: dict[int, List | None] = field(default_factory=dict)
    """Those read so far: a document may define hundreds and use three."""
    counts: dict[int, list[int | None]] = field(default_factory=dict)
    """By definition: lists of one definition go on counting where the other stopped."""
    begun: set[tuple[int, int]] = field(default_factory=set)
    """Lists and levels that have started anew from their own number."""


def read(root: _Element | None, styles: Styles) -> Counting:
    """Return the lists of ``numbering.xml``, none counted yet."""
    if root is None:
        return Counting(styles=styles, definitions={}, nums={})
    definitions = {whole(one.get(f"{W}abstractNumId")): one for one in root.iterchildren(f"{W}abstractNum")}
    nums = {whole(one.get(f"{W}numId")): one for one in root.iterchildren(f"{W}num")}
    return Counting(styles=styles, definitions=definitions, nums=nums)


def label(counting: Counting, *, direct: _Element | None, inherited: Style) -> tuple[str, bool]:
    """Count one paragraph and return its number and whether a gap follows; an empty one where it has none."""
    own_list, own_level = number(direct, "numId"), number(direct, "ilvl")
    name = own_list if own_list is not None else inherited.list_id
    known = _list(counting, name) if name is not None else None
    if known is None or name is None:
        return "", False
    at = own_level
    if at is None:
        at = _level_of_style(known, inherited) if own_list is None else 0
    if not 0 <= at < _LEVELS:
        return "", False
    counts = _count(counting, name, known, at)
    level = known.levels[at]
    return ("", False) if level.hidden else (_shown(known, level, counts), level.gap)


def _level_of_style(known: List, inherited: Style) -> int:
    """A list that comes with a style has the level that names the style."""
    linked = (at for at, level in enumerate(known.levels) if level.style is not None and level.style in inherited.chain)
    return next(linked, inherited.list_level or 0)


def _count(counting: Counting, name: int, known: List, at: int) -> list[int | None]:
    counts = counting.counts.setdefault(known.counted_in, [None] * _LEVELS)
    own = known.starts.get(at)
    before = counts[at]
    if own is not None and (name, at) not in counting.begun:
        counting.begun.add((name, at))
        counts[at] = own
    else:
        counts[at] = _start(known, at) if before is None else before + 1
    for above in range(at):  # 3.1 before any 3: the level above counts as begun, the next one is 4
        if counts[above] is None:
            counts[above] = _start(known, above)
    for below in range(at + 1, _LEVELS):
        restart = known.levels[below].restart
        if restart is None or at < restart:
            counts[below] = None
    return counts


def _start(known: List, at: int) -> int:
    return known.starts.get(at, known.levels[at].start)


def _shown(known: List, level: Level, counts: list[int | None]) -> str:
    """Fill in the numbers; a level deeper than this one shows the number it will start from."""
    if level.form == "bullet":
        return _PRIVATE.sub("•", level.text)

    def shown(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        count = counts[at]
        form = known.levels[at].form
        plain = level.as_digits and form not in ("none", "bullet")
        return written(_start(known, at) if count is None else count, "decimal" if plain else form)

    return _PLACE.sub(shown, level.text)


def _list(counting: Counting, name: int) -> List | None:
    if name not in counting.lists:
        num = counting.nums.get(name)
        found = None if num is None else _definition(counting, num)
        known = None if num is None or found is None else _overridden(num, _levels(counting.definitions[found]), found)
        counting.lists[name] = known
    return counting.lists[name]


def _definition(counting: Counting, num: _Element) -> int | None:
    """Return the definition of a list, found through a list style where it only names one."""
    found = number(num, "abstractNumId")
    linked = value(counting.definitions.get(found), "numStyleLink")
    if linked is not None:
        other = counting.nums.get(style(counting.styles, linked).list_id)
        found = number(other, "abstractNumId") if other is not None else found
    return found if found in counting.definitions else None


def _levels(abstract: _Element) -> tuple[Level, ...]:
    levels = [Level() for _ in range(_LEVELS)]
    for at, element in _at_levels(abstract, "lvl"):
        levels[at] = _level(element)
    return tuple(levels)


def _overridden(num: _Element, levels: tuple[Level, ...], counted_in: int) -> List:
    own = list(levels)
    starts = {}
    for at, override in _at_levels(num, "lvlOverride"):
        element = override.find(f"{W}lvl")
        if element is not None:
            own[at] = _level(element)
        start = number(override, "startOverride")
        if start is not None:
            starts[at] = start
    return List(counted_in=counted_in, levels=tuple(own), starts=starts)


def _at_levels(parent: _Element, tag: str) -> Iterator[tuple[int, _Element]]:
    for element in parent.iterchildren(W + tag):
        at = whole(element.get(f"{W}ilvl"))
        if at is not None and 0 <= at < _LEVELS:
            yield at, element


def _level(element: _Element) -> Level:
    start = number(element, "start")
    return Level(
        start=1 if start is None else start,
        form=_form(element),
        text=value(element, "lvlText") or "",
        restart=number(element, "lvlRestart"),
        as_digits=switch(element, "isLgl") or False,
        gap=value(element, "suff") != "nothing",
        style=value(element, "pStyle"),
        hidden=switch(element.find(f"{W}rPr"), "vanish") or False,
    )


def _form(element: _Element) -> str:
    """Return the number format; a newer one stands beside an older that programs know."""
    printed = value(element, "numFmt")
    if printed is None:
        fallback = element.find(f"{MC}AlternateContent/{MC}Fallback/{W}numFmt")
        printed = None if fallback is None else fallback.get(VAL)
    return printed or "decimal"

"""Collections: disclosures linked by body and year, or as a department with its units, never by file names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from rules.collection.keeping import placed
from rules.collection.member import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rules.collection.member import Card, Member

PLACES: Final = frozenset("省市县区州旗盟乡镇")
SHORTEST: Final = 3
"""A name of fewer characters without its place is no name to find a unit by."""

UNPLACED: Final = "“{name}”没有写明是哪里的，不能认定{years}年度各份为同一单位，未跨年比较"
TWICE: Final = "{name}{year}年度有{count}份，不能认定以哪份为准，未与{other}年度比较"
MANY_DEPARTMENTS: Final = "{name}{year}年度有{count}份部门决算，不能认定以哪份为准，未与所属单位比较"
MANY_UNITS: Final = "{name}机构设置所列“{unit}”对应{count}份单位决算，不能认定以哪份为准，未计入"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Disclosures that belong together, by their numbers: the earlier year first, or the department first."""

    kind: Literal["years", "levels"]
    members: tuple[int, ...]
    missing: tuple[str, ...] = ()
    """Units of a department that no disclosure was given of; the head unit is ``本级``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked:
    """Disclosures that seem to belong together and were not linked, and in Chinese why."""

    kind: Literal["years", "levels"]
    members: tuple[int, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Linked disclosures: two years of one body, or a department and its units."""

    kind: Literal["years", "levels"]
    members: tuple[Member, ...]
    """The earlier year first, or the department first."""
    missing: tuple[str, ...] = ()

    @property
    def lead(self) -> Member:
        """The member that findings are anchored in: this year's, or the department's."""
        return self.members[-1] if self.kind == "years" else self.members[0]

    @property
    def others(self) -> tuple[Member, ...]:
        """Last year's, or the units."""
        return self.members[:-1] if self.kind == "years" else self.members[1:]


def collection_of(link: Link, members: Mapping[int, Member] | Sequence[Member]) -> Collection:
    """Return the Collection of a link."""
    return Collection(kind=link.kind, members=tuple(members[number] for number in link.members), missing=link.missing)


def linked(cards: Sequence[Card]) -> tuple[tuple[Link, ...], tuple[Unlinked, ...]]:
    """Return what belongs together among the disclosures of a batch, and what may and was not linked.

    Every card is put into dictionaries once and looked up a bounded number of times.
    """
    links: list[Link] = []
    apart: list[Unlinked] = []
    for found in (*_years(cards), *_levels(cards)):
        if isinstance(found, Link):
            links.append(found)
        else:
            apart.append(found)
    return tuple(links), tuple(apart)


def _years(cards: Sequence[Card]) -> Iterator[Link | Unlinked]:
    bodies: defaultdict[tuple[str, str, str, str], defaultdict[int, list[int]]]
    bodies = defaultdict(lambda: defaultdict(list))
    for number, card in enumerate(cards):
        bodies[card.key, card.kind, card.region, card.level][card.year].append(number)
    for years in bodies.values():
        adjacent = [year for year in sorted(years) if year - 1 in years]
        if not adjacent:
            continue
        if not placed(cards[years[adjacent[0]][0]]):
            yield _unplaced(cards, years)
            continue
        for year in adjacent:
            yield _pair(cards, years[year - 1], years[year])


def _unplaced(cards: Sequence[Card], years: Mapping[int, list[int]]) -> Unlinked:
    numbers = tuple(number for year in sorted(years) for number in years[year])
    told = "、".join(str(year) for year in sorted(years))
    return Unlinked(kind="years", members=numbers, why=UNPLACED.format(name=cards[numbers[0]].name, years=told))


def _pair(cards: Sequence[Card], before: list[int], now: list[int]) -> Link | Unlinked:
    if len(before) == len(now) == 1:
        return Link(kind="years", members=(before[0], now[0]))
    twice, other = (now, before) if len(now) > 1 else (before, now)
    card = cards[twice[0]]
    why = TWICE.format(name=card.name, year=card.year, count=len(twice), other=cards[other[0]].year)
    return Unlinked(kind="years", members=(*before, *now), why=why)


def _levels(cards: Sequence[Card]) -> Iterator[Link | Unlinked]:
    by_name: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    departments: defaultdict[tuple[int, str, str], list[int]] = defaultdict(list)
    for number, card in enumerate(cards):
        if card.units:
            departments[card.year, card.key, card.kind].append(number)
        else:
            for name in _called(card):
                by_name[card.year, name].append(number)
    for same in departments.values():
        if len(same) == 1:
            yield from _department(cards, same[0], by_name)
        elif any(_found(cards[same[0]], unit, cards, by_name) for unit in _units(cards[same[0]])):
            card = cards[same[0]]
            why = MANY_DEPARTMENTS.format(name=card.name, year=card.year, count=len(same))
            yield Unlinked(kind="levels", members=tuple(same), why=why)


def _called(card: Card) -> Iterator[str]:
    """Yield what a unit may be listed as: its name, and that without the places before it."""
    mark = f"({HEAD})" if card.kind == HEAD else ""
    yield card.name + mark
    for at, character in enumerate(card.name[:-SHORTEST], start=1):
        if character in PLACES:
            yield card.name[at:] + mark


def _units(card: Card) -> tuple[str, ...]:
    """Return the units of a department; the head unit is always one of them."""
    return (HEAD, *(unit for unit in card.units if unit != HEAD))


def _department(
    cards: Sequence[Card], number: int, by_name: Mapping[tuple[int, str], list[int]]
) -> Iterator[Link | Unlinked]:
    card = cards[number]
    taken: list[int] = []
    missing: list[str] = []
    for unit in _units(card):
        found = _found(card, unit, cards, by_name)
        if len(found) == 1 and found[0] not in taken:
            taken.append(found[0])
        else:
            missing.append(unit)
        if len(found) > 1:
            why = MANY_UNITS.format(name=card.name, unit=unit, count=len(found))
            yield Unlinked(kind="levels", members=(number, *found), why=why)
    if taken:
        yield Link(kind="levels", members=(number, *taken), missing=tuple(missing))


def _found(card: Card, unit: str, cards: Sequence[Card], by_name: Mapping[tuple[int, str], list[int]]) -> list[int]:
    """Return the disclosures of a unit of a department, under its name in full or without its place."""
    if unit == HEAD:
        found = by_name.get((card.year, f"{card.name}({HEAD})"), ())
        return [number for number in found if cards[number].name == card.name]
    names = [unit, *(unit[at:] for at, character in enumerate(unit[:-SHORTEST], start=1) if character in PLACES)]
    for name in names:
        found = [at for at in by_name.get((card.year, name), ()) if _near(card, unit, cards[at])]
        if found:
            return found
    return []


def _near(card: Card, unit: str, other: Card) -> bool:
    """Tell whether a unit may be of a department: its name in full is listed, or it lies in the same place."""
    if other.name == unit:
        return placed(other) or _place(card.name) == ""
    own, theirs = _place(card.name), _place(other.name)
    return (
        not theirs
        or not own
        or own.endswith(theirs)
        or theirs.endswith(own)
        or theirs.startswith(own)
        or own.startswith(theirs)
    )


def _place(name: str) -> str:
    """Return the places at the beginning of a name: 云岭省青禾县 of 云岭省青禾县水务局."""
    at = max((at for at, character in enumerate(name[:-2], start=1) if character in PLACES), default=0)
    return name[:at]


def names(cards: Iterable[Card]) -> str:
    """Return the names of bodies in one phrase, each once."""
    return "、".join(dict.fromkeys(card.name for card in cards))

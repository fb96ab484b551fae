"""Which files make one disclosure: decided by what was read in them, file names only break ties (DESIGN §5)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from gouji.filing import natural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gouji.filing import Filed, Folder
    from gouji.surveying import Survey

_REGION: Final = frozenset("省市县区州旗盟乡镇")
_LEAST_NAME: Final = 3
_COMMON: Final = frozenset({"statistics"})
"""Tables that a narrative and its tables may both hold."""
_MANY: Final = 20
"""So many files with one and the same table are no parts of one disclosure."""
_RANKS: Final = ("xls", "x-et", "ods", "csv", "html", "related", "doc", "word", "ole", "rtf", "plain", "ofd", "pdf")
"""Formats, the one that is read with the least doubt first: what one body publishes twice is taken from that."""
# 青禾市档案馆2023年度部门决算公开报表.xlsx → 青禾市档案馆
_USUAL: Final = re.compile(
    r"\d+|部门|单位|决算|公开|报告|报表|套表|附表|附件|表格?|情况|说明|文字|文本|正文|年度?|关于|的|最终|终稿|[^\w]|_"
)


def grouped(files: Sequence[Filed]) -> list[tuple[int, ...]]:
    """Return the numbers of the files of each disclosure, the narrative first, in the order of their first file.

    Every file is in one, but for the tables of a narrative that lies there twice: each copy has a group, and the two
    are the same by content.
    """
    shelf = _shelf(files)
    chosen = _assigned(files, shelf)
    taken = {number for members in chosen.values() for number in members}
    left = [number for number, file in enumerate(files) if number not in taken and not file.page]
    groups = [(number, *chosen.get(_original(number, files, shelf), ())) for number in left]
    return sorted([*groups, *_paged(files)], key=min)


def _paged(files: Sequence[Filed]) -> Iterator[tuple[int, ...]]:
    inside: defaultdict[Folder, list[int]] = defaultdict(list)
    for number, file in enumerate(files):
        if file.page:
            inside[file.folder].append(number)
    for numbers in inside.values():
        yield tuple(sorted(numbers, key=lambda number: natural(files[number].name)))


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The narratives by what tables are looked up with: a body's name and a folder."""

    inside: defaultdict[tuple[str, Folder], list[int]] = field(default_factory=lambda: defaultdict(list))
    """By name and folder; under the empty name all of a folder."""
    below: defaultdict[tuple[str, Folder], list[int]] = field(default_factory=lambda: defaultdict(list))
    """The same by the folder above theirs."""
    bodies: dict[Folder, str] = field(default_factory=dict)
    """The one body that all documents of a folder and its subfolders are of; empty where there are several."""


def _shelf(files: Sequence[Filed]) -> _Shelf:
    shelf = _Shelf()
    for number, file in enumerate(files):
        if file.survey is None:
            continue
        if file.survey.name:
            for folder in (file.folder, file.folder[:-1]):
                known = shelf.bodies.setdefault(folder, file.survey.name)
                shelf.bodies[folder] = _longer(known, file.survey.name)
        if file.survey.narrative and number == _original(number, files, shelf):
            name = file.survey.name or ""
            for key in dict.fromkeys(("", name, *(f"~{ending}" for ending in _endings(name)))):
                shelf.inside[key, file.folder].append(number)
                shelf.below[key, file.folder[:-1]].append(number)
    return shelf


def _original(number: int, files: Sequence[Filed], shelf: _Shelf) -> int:
    """Return the first narrative of identical bytes in the same folder."""
    file = files[number]
    return shelf.inside.setdefault((f"={file.sha256}", file.folder), [number])[0]


def _longer(one: str, other: str) -> str:
    """Return the fuller name of one body; nothing for two bodies."""
    return max(one, other, key=len) if one and _same_body(one, other) else ""


def _endings(name: str) -> Iterator[str]:
    """Yield a name without the places before it: 青川县水利局 → 水利局."""
    for at, character in enumerate(name[:-_LEAST_NAME], start=1):
        if character in _REGION:
            yield name[at:]


def _same_body(one: str, other: str) -> bool:
    return one == other or one in _endings(other) or other in _endings(one)


def _assigned(files: Sequence[Filed], shelf: _Shelf) -> dict[int, tuple[int, ...]]:
    """Return for every narrative the tables and attachments that are its own."""
    tables: defaultdict[int, list[int]] = defaultdict(list)
    attached: defaultdict[int, list[int]] = defaultdict(list)
    for number, file in enumerate(files):
        found = file.survey
        if found is None or found.narrative or not (found.tables or found.attachment):
            continue
        owner = _narrative_of(file, found, files, shelf)
        if owner is not None:
            (tables if found.tables else attached)[owner].append(number)
    owners = sorted({*tables, *attached})
    return {owner: (*_complementary(tables[owner], owner, files), *attached[owner]) for owner in owners}


def _narrative_of(file: Filed, own: Survey, files: Sequence[Filed], shelf: _Shelf) -> int | None:
    """Return the one narrative a document belongs to; None where there is none or more than one could be."""
    names = _names(own.name) if own.name else ("",)
    for near in (_here, _nearby):
        if not own.name and not _alone(file, shelf, here=near is _here):
            continue
        numbers = dict.fromkeys(number for name in names for number in near(name, file.folder, shelf))
        fitting = [number for number in numbers if _fits(own, files[number].survey)]
        if fitting:
            return _one(fitting, file, files)
    return None


def _names(name: str) -> tuple[str, ...]:
    """Return what a narrative of the same body is looked up by: the name, longer ones, shorter ones."""
    return (name, f"~{name}", *_endings(name))


def _here(name: str, folder: Folder, shelf: _Shelf) -> Sequence[int]:
    return shelf.inside.get((name, folder), ())


def _nearby(name: str, folder: Folder, shelf: _Shelf) -> Iterator[int]:
    """Yield what lies one step away: in the folder above, in the folders beside, in those below."""
    yield from shelf.below.get((name, folder), ())
    if folder:
        yield from shelf.inside.get((name, folder[:-1]), ())
        yield from shelf.below.get((name, folder[:-1]), ())


def _alone(file: Filed, shelf: _Shelf, *, here: bool) -> bool:
    """Tell whether a document that names no body can only be of one: that of all others in its folder.

    From a folder beside or below it is taken only where that is named for the body or for nothing (附件, 决算公开表).
    """
    if here:
        return bool(shelf.bodies.get(file.folder))
    body, called = shelf.bodies.get(file.folder[:-1], ""), _stem("".join(file.folder[-1:]))
    return bool(body) and (called in body or body in called)


def _fits(part: Survey, narrative: Survey | None) -> bool:
    """Tell whether a document complements a narrative: same year and standing, and tables that it lacks."""
    if narrative is None or not _agree(part.year, narrative.year) or not _agree(part.kind, narrative.kind):
        return False
    if part.attachment:
        return part.name is not None
    new = set(part.tables) - set(narrative.tables)
    return len(new) > len(set(part.tables) & set(narrative.tables) - _COMMON)


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _one(fitting: list[int], file: Filed, files: Sequence[Filed]) -> int | None:
    """Return the one that fits; of versions of one narrative that of the same file name, or of the surest format."""
    if len(fitting) == 1:
        return fitting[0]
    named = [number for number in fitting if _stem(files[number].name) == _stem(file.name) != ""]
    if len(named) == 1:
        return named[0]
    if len({_identity(files[number].survey) for number in fitting}) > 1:
        return None
    best = min(_rank(files[number].survey) for number in fitting)
    surest = [number for number in fitting if _rank(files[number].survey) == best]
    return surest[0] if len(surest) == 1 else None


def _stem(name: str) -> str:
    return _USUAL.sub("", PurePath(name).stem)


def _rank(found: Survey | None) -> int:
    media = "" if found is None else found.media
    return next((rank for rank, word in enumerate(_RANKS) if word in media), len(_RANKS))


def _complementary(numbers: list[int], owner: int, files: Sequence[Filed]) -> Iterator[int]:
    """Yield the tables that do not repeat each other; of two files with the same tables that of the surest format."""
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for number in dict.fromkeys(numbers):
        for role in _roles(files[number]) - _COMMON:
            holding[role].append(number)
    for number in numbers:
        if any(len(holding[role]) > _MANY for role in _roles(files[number]) - _COMMON):
            continue
        rivals = {other for role in _roles(files[number]) - _COMMON for other in holding[role]} - {number}
        rivals -= {other for other in rivals if files[other].sha256 == files[number].sha256}
        if all(_before(files[number], files[other], files[owner]) for other in rivals):
            yield number


def _roles(file: Filed) -> set[str]:
    return set() if file.survey is None else set(file.survey.tables)


def _before(one: Filed, other: Filed, owner: Filed) -> bool:
    """Tell whether one of two files with the same table is surely the one to take."""
    ours, theirs = _rank(one.survey), _rank(other.survey)
    if ours != theirs:
        return ours < theirs
    stem = _stem(owner.name)
    return bool(stem) and _stem(one.name) == stem != _stem(other.name)


def _identity(found: Survey | None) -> tuple[object, ...] | None:
    return None if found is None or not found.name else _key(found)


def version_of(file: Filed, called: str, first: dict[int, tuple[str, str]]) -> str | None:
    """Return what the first narrative of the same body, year and kind is called, where that is another one.

    ``first`` remembers them, in few bytes. A name without its place (水利局) is that of many bodies: such are versions
    of each other in one folder only.
    """
    found = file.survey
    if found is None or not found.narrative or not found.name or found.year is None:
        return None
    key = hash((*_key(found), None if found.region else file.folder))
    sha256, before = first.setdefault(key, (file.sha256[:16], called))
    return None if file.sha256.startswith(sha256) else before


def _key(found: Survey) -> tuple[object, ...]:
    return found.name, found.year, found.kind

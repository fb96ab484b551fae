"""Where files lie: folders and archives, the order of names, and pictures that are the pages of one document."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.gathering import Piece
    from gouji.surveying import Survey

MODES: Final = ("auto", "folder", "none")
ARCHIVES: Final = frozenset({".zip", ".rar", ".7z", ".tar", ".gz", ".tgz"})
Folder = tuple[str, ...]
_DIGITS: Final = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """One document that may be grouped, with the folder or archive it lies in."""

    folder: Folder
    name: str
    sha256: str
    survey: Survey | None = None
    """None where it could not be read or was not looked at."""
    page: bool = False
    """A picture that is one page of the document that its folder is."""


def filed(path: str, member: str | None, sha256: str, *, survey: Survey | None = None, page: bool = False) -> Filed:
    """Return a file or a member of an archive with where it lies; an archive is a folder."""
    outer = PurePath(path)
    if member is None:
        return Filed(folder=outer.parent.parts, name=outer.name, sha256=sha256, survey=survey, page=page)
    inner = PurePosixPath(member.replace("!/", "/").replace("\\", "/"))
    folder = (*outer.parts, *inner.parent.parts)
    return Filed(folder=folder, name=inner.name, sha256=sha256, survey=survey, page=page)


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """Return what names are ordered by: ``page2`` before ``page10``."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(name))


def folders(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return the groups of ``--group folder``: the files of a folder in natural order, an archive by itself."""
    found: dict[Folder, list[Piece]] = {}
    for piece in pieces:
        place = PurePath(piece.path)
        archive = place.suffix.casefold() in ARCHIVES
        found.setdefault(place.parts if archive else place.parent.parts, []).append(piece)
    return [sorted(group, key=lambda piece: natural(piece.path)) for group in found.values()]


def pages(files: Sequence[Filed], pictures: Iterable[int]) -> set[int]:
    """Return which pictures are the pages of one document: numbered, and alone in their folder."""
    shown = set(pictures)
    inside: defaultdict[Folder, list[int]] = defaultdict(list)
    for number, file in enumerate(files):
        inside[file.folder].append(number)
    return {
        number
        for numbers in inside.values()
        if shown.issuperset(numbers) and _series([files[number].name for number in numbers])
        for number in numbers
    }


def _series(names: Sequence[str]) -> bool:
    """Tell whether names differ in one number only, as those of scanned pages do."""
    stems = [PurePath(name).stem for name in names]
    columns = zip(*(_DIGITS.findall(stem) for stem in stems), strict=False)
    varied = sum(len(set(column)) > 1 for column in columns)
    return len(stems) > 1 and len({_DIGITS.sub("#", stem) for stem in stems}) == 1 and varied == 1

"""Where a key or a value of a TOML file stands: the parser of the standard library does not say."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# select = […] · "per-path"."2023/**".ignore = […] · [tool.gouji] · [[a.b]]
_NAME: Final = r"(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')"
_DOTTED: Final = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_LINE: Final = re.compile(
    rf"^[ \t]*(?:(?P<table>\[\[?[ \t]*(?P<head>{_DOTTED})[ \t]*\]\]?)|(?P<key>{_DOTTED})[ \t]*=)", re.MULTILINE
)
_INNER: Final = re.compile(rf"(?P<key>{_NAME})[ \t]*=")

Keys = tuple[str, ...]


class Place(NamedTuple):
    """A place for people: both count from 1."""

    line: int
    column: int


class _Entry(NamedTuple):
    keys: Keys
    start: int
    end: int
    """Where the next key or table begins."""


def place(text: str, keys: Sequence[str], *, value: object = None) -> Place:
    r"""Return where a key stands, or a value of it; the nearest that is found where it is written in another way.

    >>> place('select = ["RA01",\n  "ZZ"]', ["select"], value="ZZ")
    Place(line=2, column=3)
    """
    best = _Entry((), 0, len(text))
    wanted = tuple(keys)
    for entry in _entries(text):
        if len(entry.keys) > len(best.keys) and wanted[: len(entry.keys)] == entry.keys:
            best = entry
    at = best.start
    for key in wanted[len(best.keys) :]:
        inner = (one for one in _INNER.finditer(text, at, best.end) if _names(one["key"]) == (key,))
        at = next((one.start("key") for one in inner), at)
    if value is not None:
        at = next((found for form in _forms(value) if (found := text.find(form, at, best.end)) >= 0), at)
    return _of(text, at)


def _of(text: str, at: int) -> Place:
    return Place(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _entries(text: str) -> Iterator[_Entry]:
    found = list(_LINE.finditer(text))
    key_end = table_end = len(text)
    ends: list[int] = []
    for match in reversed(found):
        ends.append(table_end if match["table"] else key_end)
        key_end = match.start()
        table_end = match.start() if match["table"] else table_end
    head: Keys = ()
    for match, end in zip(found, reversed(ends), strict=True):
        if match["table"]:
            head = _names(match["head"])
            yield _Entry(head, match.start("head"), end)
        else:
            yield _Entry((*head, *_names(match["key"])), match.start("key"), end)


def _names(dotted: str) -> Keys:
    """Return the names of a dotted key as the parser reads them; none where it is no key at all."""
    try:
        below = tomllib.loads(f"{dotted} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    names: list[str] = []
    step: object = below
    while isinstance(step, dict):
        ((name, step),) = step.items()
        names.append(name)
    return tuple(names)


def _forms(value: object) -> tuple[str, ...]:
    return (f'"{value}"', f"'{value}'", str(value).lower() if isinstance(value, bool) else str(value))

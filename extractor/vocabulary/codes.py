"""Codes of functional and economic accounts: their names in a year, the codes of a name, and who is above whom."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from extractor.vocabulary.lookup import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LEVELS: Final = {3: 0, 5: 1, 7: 2}
_OPEN_END: Final = 9999


class Name(NamedTuple):
    """A name of a code and the last year it is in use."""

    text: str
    until: int


class _Book(NamedTuple):
    names: Mapping[str, tuple[Name, ...]]
    """By code: old names by their last year, then the present name and its other writings."""
    codes: Mapping[str, tuple[str, ...]]


def level_of(code: str) -> int | None:
    """Return 0 for a 类, 1 for a 款, 2 for a 项; None for what is no code. ``2010601`` → 2."""
    return _LEVELS.get(len(code)) if code.isdecimal() and code[0] in "23" else None


def is_economic(code: str) -> bool:
    """Tell whether a code is of the economic classification (3xx), not of the functional one (2xx)."""
    return code[:1] == "3"


def names_of(code: str) -> tuple[Name, ...]:
    """Return every name a code has had, oldest first; none where the code is not in the lists."""
    return _book().names.get(code, ())


def name_of(code: str, year: int | None) -> str | None:
    """Return the official name of a code in a year, the present one where the year is not known."""
    names = names_of(code)
    if not names:
        return None
    if year is not None:
        for name in names:
            if year <= name.until < _OPEN_END:
                return name.text
    return next((name.text for name in names if name.until == _OPEN_END), None)


def codes_of(name: str) -> tuple[str, ...]:
    """Return the codes a name belongs or belonged to, shortest first: 行政运行 is a 项 of many 款."""
    return _book().codes.get(name, ())


def old_name(code: str, name: str, year: int | None) -> int | None:
    """Return the last year in which a name was the code's, where that lies before ``year``; else None."""
    if year is None:
        return None
    return next((old.until for old in names_of(code) if old.text == name and old.until < year), None)


@cache
def fund_only() -> frozenset[str]:
    """Return the 款 that stand in the fund budget alone."""
    return frozenset(_functions()["fund_only"])


@cache
def _functions() -> dict[str, Any]:
    data: dict[str, Any] = load("functions.yaml")
    return data


@cache
def _book() -> _Book:
    names: dict[str, tuple[Name, ...]] = dict(_all_names())
    codes: dict[str, list[str]] = {}
    for code in sorted(names, key=lambda code: (len(code), code)):
        for name in names[code]:
            codes.setdefault(name.text, []).append(code)
    return _Book(names, {name: tuple(dict.fromkeys(found)) for name, found in codes.items()})


def _all_names() -> Iterator[tuple[str, tuple[Name, ...]]]:
    functions, economic = _functions(), load("economic.yaml")
    present: dict[str, list[str]] = {code: [name] for code, name in functions["functions"].items()}
    present |= {code: list(found) for code, found in load("accounts.yaml")["economic"].items()}
    for code, name in economic["economic"].items():
        present.setdefault(code, []).append(name)
    renamed = {**functions["renamed"], **economic["renamed"]}
    for code in {**present, **renamed}:
        old = sorted((Name(entry["name"], entry["until"]) for entry in renamed.get(code, ())), key=lambda n: n.until)
        yield code, (*old, *(Name(name, _OPEN_END) for name in present.get(code, ())))

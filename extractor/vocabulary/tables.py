"""Tables of a disclosure as ``tables.yaml`` describes them: titles, names of rows and columns, and what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from extractor.vocabulary.lookup import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from extractor.fact import Measure

# asset.vehicle[其他用车] · fiscal.opening#gpb · fiscal.closing#* · .
_MEANING: Final = re.compile(r"(?P<indicator>[a-z_.]+)(?:\[(?P<account>.+)\])?(?:#(?P<fund>gpb|fund|soe|\*))?")


class Meaning(NamedTuple):
    """What a row or a column says: an indicator, an account, a budget. Empty parts are left to the other axis."""

    indicator: str = ""
    account: str = ""
    fund: str = ""
    """``gpb``, ``fund``, ``soe``; ``*`` where the column says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One kind of table; ``rows`` says what they are: ``functional`` or ``economic`` accounts, ``named``, ``units``."""

    id: str
    titles: tuple[str, ...]
    rows: str
    needs: tuple[frozenset[str], ...] = ()
    """Groups of indicators of which header or rows must hold one each."""
    titled: tuple[frozenset[str], ...] = ()
    """The same for a table that bears one of its titles."""
    otherwise: str = ""
    """The role of a table with one of these titles whose header says something else."""
    alone: bool = False
    classes: str = ""
    """The indicator of a row that is a functional 类 where no column says one."""
    classes_in_columns: str = ""
    """The indicator of a column that is an economic account, in its total row."""
    single: str = ""
    """What the only column of a block means, whatever its header says."""
    list_total: str = ""
    """What 合计 means among rows whose names are the indicators."""
    columns: Mapping[str, Meaning] = field(default_factory=dict)
    names: Mapping[str, Meaning] = field(default_factory=dict)
    income: Mapping[str, Meaning] = field(default_factory=dict)
    expenditure: Mapping[str, Meaning] = field(default_factory=dict)
    after: Mapping[str, Mapping[str, Meaning]] = field(default_factory=dict)
    total: Mapping[str, str] = field(default_factory=dict)
    rows_named: frozenset[str] = frozenset()
    """Every name that a row of it may have."""

    @property
    def classes_named(self) -> bool:
        """Tell whether its rows may be functional 类 without codes."""
        return bool(self.classes or self.expenditure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The whole file."""

    roles: Mapping[str, Role]
    titles: Mapping[str, str]
    """Every title and the role it names."""
    measures: Mapping[str, Measure]
    groups: frozenset[str]
    totals: frozenset[str]
    worths: frozenset[str]
    """Headers under which the names of things head what they are worth."""
    headers: Mapping[str, str]
    """Texts of header cells that say what kind of column it is: ``number``, ``code``, ``name``, ``remark``."""
    counts: Mapping[str, str]


@cache
def vocabulary() -> Vocabulary:
    """Return the tables' vocabulary, read once."""
    data: dict[str, Any] = load("tables.yaml")
    roles = {name: _role(name, entry) for name, entry in data["roles"].items()}
    return Vocabulary(
        roles=roles,
        titles={title: role.id for role in roles.values() for title in role.titles},
        measures=_turned(data["measures"]),
        groups=frozenset(data["groups"]),
        totals=frozenset(data["totals"]),
        worths=frozenset(data["worths"]),
        headers=_turned(data["headers"]),
        counts=data["counts"],
    )


def _turned(groups: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    return {text: name for name, texts in groups.items() for text in texts}


def _role(name: str, entry: Mapping[str, Any]) -> Role:
    after = entry.get("after", {})
    named = [entry.get(part, {}) for part in ("names", "income", "expenditure")] + list(after.values())
    return Role(
        id=name,
        titles=tuple(fund + title for title in entry["titles"] for fund in ("", *entry.get("funds", ()))),
        rows=entry["rows"],
        needs=tuple(map(frozenset, entry.get("needs", ()))),
        titled=tuple(map(frozenset, entry.get("titled", entry.get("needs", ())))),
        otherwise=entry.get("otherwise", ""),
        alone=entry.get("alone", False),
        classes=entry.get("classes", ""),
        classes_in_columns=entry.get("classes_in_columns", ""),
        single=entry.get("single", ""),
        list_total=entry.get("list_total", ""),
        columns=_names(entry.get("columns", {})),
        names=_names(entry.get("names", {})),
        income=_names(entry.get("income", {})),
        expenditure=_names(entry.get("expenditure", {})),
        after={first: _names(names) for first, names in after.items()},
        total=entry.get("total", {}),
        rows_named=frozenset(text for groups in named for texts in groups.values() for text in texts),
    )


def _names(groups: Mapping[str, Iterable[str]]) -> dict[str, Meaning]:
    return {text: _meaning(written) for written, texts in groups.items() for text in texts}


def _meaning(written: str) -> Meaning:
    match = _MEANING.fullmatch(written)
    if match is None:
        raise ValueError(f"tables.yaml: not a meaning: {written!r}")
    indicator = "" if match["indicator"] == "." else match["indicator"]
    return Meaning(indicator, match["account"] or "", match["fund"] or "")

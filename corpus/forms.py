"""The forms in which provinces print the same books: which tables, in what order and shape (HANDBOOK §1.2, §1.3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import yaml

from corpus.sheets import Money

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE: Final = Path(__file__).parent / "forms.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to print a disclosure."""

    name: str
    tables: tuple[str, ...]
    """The kinds of tables in their order: modules' names in ``corpus/tabulating`` with their variants."""
    titles: Mapping[str, str]
    """Titles that differ from the national ones, by kind."""
    money: Money
    said: Money
    """How the narrative prints amounts."""
    parts: bool
    """Whether the disclosure has 第一部分 and so on."""
    tables_at: Literal["second", "first", "last"]
    line_numbers: bool
    """行次 beside every label of the two overviews."""
    column_numbers: bool
    """A row of 栏次 under the header."""
    codes: Literal["whole", "split", "spaced"]
    total_at: Literal["first", "last"]
    three_public: Literal["twelve", "paired", "listed"]
    basic_blocks: int
    suffix: str
    """What stands behind a table's title: ``(表{number})``."""
    unit_line: str
    """``金额单位:{unit}``."""


@cache
def forms() -> tuple[Form, ...]:
    """Return every form of the data file; each is the difference from the first."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    base = data["national"]
    return tuple(_form(name, {**base, **(own or {})}) for name, own in data.items())


def form(name: str) -> Form:
    """Return a form by name."""
    return next(one for one in forms() if one.name == name)


def _form(name: str, data: Mapping[str, Any]) -> Form:
    rest = {key: value for key, value in data.items() if key not in {"tables", "titles", "money", "said"}}
    return Form(
        name=name,
        tables=tuple(data["tables"]),
        titles=data["titles"],
        money=Money(**data["money"]),
        said=Money(nothing="0.00", **data["said"]),
        **rest,
    )

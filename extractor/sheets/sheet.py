"""A sheet as it is shown: its cells as displayed text, sparse, with what is merged and what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

State = Literal["visible", "hidden", "very hidden"]

MAX_CELLS: Final = 200_000
"""Cells with content in one workbook; nine tables have two to ten thousand. Formatted blank cells do not count."""
MAX_TEXT: Final = 32_767
"""Characters of one cell, as spreadsheet programs allow; what follows is cut."""


class Merged(NamedTuple):
    """A merged range, rows and columns from 1, both ends in it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet; ``cells`` holds what is not blank by row and column from 1, rows ascending."""

    name: str
    state: State = "visible"
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[Merged, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unreckoned: int = 0
    """Formulas whose value was never stored, so that the sheet shows nothing until it is opened and reckoned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """The sheets of a file in their order; ``form`` says how it was read (``xlsx``, ``xls``, ``xlsb``, ``ods``)."""

    form: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    """In Chinese: what of the display is not known for this form."""

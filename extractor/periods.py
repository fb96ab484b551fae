"""Ranges of report years, as the templates write them beside what holds in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

_T = TypeVar("_T")
# 2016-2019 · 2022- · -2021 ; near miss: 2022
_RANGE: Final = re.compile(r"(20\d\d)?-(20\d\d)?")
WRITTEN: Final = "年份写成 2016-2019、2022- 或 -2021"
"""How ranges are written, for messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """A range of years, both ends included; an end that is None is open."""

    first: int | None = None
    last: int | None = None

    def holds(self, year: int) -> bool:
        """Tell whether a year lies in the range."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


ALWAYS: Final = Years()
_NOW: Final = 9999
"""Lies in every range that is still open."""


def years(written: str) -> Years | None:
    """Return the range that is written, None where it is none.

    >>> years("2022-")
    Years(first=2022, last=None)
    """
    match = _RANGE.fullmatch(written)
    if match is None or match[0] == "-":
        return None
    first, last = (int(end) if end else None for end in match.groups())
    return None if first and last and first > last else Years(first=first, last=last)


def of_year(periods: Sequence[tuple[Years, _T]], year: int | None) -> _T | None:
    """Return what holds in a year, and for an unknown year what holds now; None where nothing does."""
    return next((value for when, value in periods if when.holds(_NOW if year is None else year)), None)

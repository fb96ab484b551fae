"""Turns the names of cells and ranges (``AB12``, ``A1:C3``) into rows and columns from 1."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from extractor.sheets.sheet import Merged

MAX_ROW: Final = 1_048_576
MAX_COLUMN: Final = 16_384
_RANGE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")


@lru_cache(maxsize=MAX_COLUMN)
def column(letters: str) -> int:
    """Return the number of a column: A is 1, AB is 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letters(number: int) -> str:
    """Return the letters of a column: 28 is AB."""
    out = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out


def merged(reference: str) -> Merged | None:
    """Return the range ``A1:C3``; None for what is none or holds one cell only."""
    match = _RANGE.fullmatch(reference)
    if match is None or match[3] is None:
        return None
    rows, columns = sorted((int(match[2]), int(match[4]))), sorted((column(match[1]), column(match[3])))
    if rows[0] < 1 or (rows[0] == rows[1] and columns[0] == columns[1]):
        return None
    return Merged(rows[0], columns[0], min(rows[1], MAX_ROW), min(columns[1], MAX_COLUMN))

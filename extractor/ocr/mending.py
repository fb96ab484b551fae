"""Mends what can only be a misreading: a letter in a number, a form of a character that is not printed here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extractor.ocr.engine import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALIKE: Final = str.maketrans(
    {
        "O": "0", "o": "0", "〇": "0",
        "l": "1", "I": "1", "|": "1", "丨": "1",
        "，": ",", "、": ",", "‚": ",", "；": ",",
        "。": ".", "．": ".", "·": ".", "•": ".",
        "—": "-", "–": "-", "－": "-", "一": "-", "―": "-", "﹣": "-", "−": "-",
        "％": "%",
    }
)  # fmt: skip
# 决算数 is now and then read 決算数; disclosures are printed in simplified characters.
_SIMPLIFIED: Final = str.maketrans("決內戶淨凈減況別產産刪強", "决内户净净减况别产产删强")
_MARKS: Final = ".,。，、·'`;:"
_DIRT: Final = "☑☐✓✔"
"""What dust beside a character is read as; no disclosure prints it."""
# -1,234.56 · 0.3 · 2,961.68% · 1,344.73元 is no cell of its own; near miss: 2010601 (a code has no mark)
_NUMBER: Final = re.compile(r"-?\d{1,3}(?:,\d{3})*(?:\.\d+)?%?|-?\d+(?:\.\d+)?%?")
# 1.344.73: the first point can only be the comma of the thousands; 1,344,73: the last comma only the point
_POINTS: Final = re.compile(r"(-?\d{1,3})((?:[.,]\d{3})+)([.,])(\d{2})")


def simplified(reading: Reading) -> Reading:
    """Return the reading with the simplified forms of characters that differ from them by a stroke or two."""
    return _without(reading._replace(text=reading.text.translate(_SIMPLIFIED)), _DIRT)


def with_dashes(cells: Sequence[Reading]) -> list[Reading]:
    """Return the readings of cells with a lone 一 as the dash it is, unless a lone 二 says that rows are numbered."""
    if any(cell.text in {"二", "三"} for cell in cells):
        return list(cells)
    return [cell._replace(text="—") if cell.text == "一" else cell for cell in cells]


def _without(reading: Reading, letters: str) -> Reading:
    """Return the reading without some characters, their places and certainties gone with them."""
    kept = [i for i, letter in enumerate(reading.text) if letter not in letters]
    if len(kept) == len(reading.text):
        return reading
    return Reading(
        "".join(reading.text[i] for i in kept),
        tuple(reading.sure[i] for i in kept),
        tuple(reading.middles[i] for i in kept),
    )


def mended(reading: Reading) -> Reading:
    """Return the reading of a cell with look-alikes put right if that makes it a number, unchanged otherwise.

    A point that was lost is not put back: nothing in the cell says where it stood.
    """
    text = reading.text
    if _NUMBER.fullmatch(text) or sum(letter.isascii() and letter.isdigit() for letter in text) * 3 <= len(text):
        return reading
    # A mark at either end is a speck beside the number: 160.75. and .445.69
    bare = text.strip(_MARKS)
    if _NUMBER.fullmatch(bare) and len(bare) > 2:  # noqa: PLR2004 - "1." numbers a row
        at = text.index(bare)
        return Reading(bare, reading.sure[at : at + len(bare)], reading.middles[at : at + len(bare)])
    plain = text.translate(_ALIKE)
    grouped = _POINTS.fullmatch(plain)
    if grouped:
        plain = f"{grouped[1]}{grouped[2].replace('.', ',')}.{grouped[4]}"
    if not _NUMBER.fullmatch(plain):
        return reading
    return reading._replace(text=plain)


def is_number(text: str) -> bool:
    """Tell whether the text of a cell is a number and nothing else."""
    return _NUMBER.fullmatch(text) is not None

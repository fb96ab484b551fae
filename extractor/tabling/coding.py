"""Codes and names of rows as printed: whole, in one cell with the name, or parted into columns of 类, 款 and 项."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from extractor.tabling.shape import Block, Shape
    from extractor.tabling.sheet import Sheet

# 2010601行政运行 · 201一般公共服务支出: a code printed in one cell with its name
_CODED: Final = re.compile(r"([23]\d{2}(?:\d{2}){0,2})(?=[^\d年.%])(.+)")
_LEVELS: Final = 3


def printed_in(sheet: Sheet, shape: Shape, block: Block) -> dict[int, tuple[str, str]]:
    """Return code and name of every row of data of a block, in plain text; numbering stays."""
    return _unparted(sheet, shape, block) or {row: _printed(sheet, block, row) for row in shape.data}


def _unparted(sheet: Sheet, shape: Shape, block: Block) -> dict[int, tuple[str, str]]:
    """Return codes and names where 类, 款 and 项 stand in columns of their own and each is printed once, at its head.

    208 | | 社会保障…, below it | 05 | 行政事业单位养老…: what is blank is as above. Empty where a row prints more.
    """
    if len(block.codes) != _LEVELS:
        return {}
    found: dict[int, tuple[str, str]] = {}
    last = ["", "", ""]
    filled = False
    for row in shape.data:
        parts = [sheet.text(row, column) for column in block.codes]
        said = [level for level, part in enumerate(parts) if part.isdecimal()]
        code, name = _printed(sheet, block, row)
        if said and parts[0] == "" and code:
            level = said[0]
            if not last[level - 1] or any(len(parts[at]) != 2 for at in said):  # noqa: PLR2004 - 05 of 20805
                return {}
            last = [*last[:level], *parts[level:]]
            code, filled = "".join(last), True
        elif said:
            last = [part if part.isdecimal() else "" for part in parts]
        found[row] = code, name
    return found if filled else {}


def _printed(sheet: Sheet, block: Block, row: int) -> tuple[str, str]:
    """Return code and name of a row as printed, in plain text; numbering stays."""
    parts = [sheet.text(row, column).replace("-", "") for column in block.codes]
    digits = [part for part in parts if part.isdecimal()]
    words = [part for part in parts if part and not part.isdecimal() and len(part) > 1]
    names = [text for column in block.names if (text := sheet.text(row, column))]
    name = names[-1] if names else (words[-1] if words else "")
    code = _joined(digits)
    coded = _CODED.fullmatch(name)
    if coded and not code:
        code, name = coded[1], coded[2].lstrip("-:、.")
    return code, name


def _joined(parts: list[str]) -> str:
    """Join a code split over columns: 201 06 01; or take the deepest where each column holds the whole: 201 20106."""
    code = ""
    for part in parts:
        if code and part.startswith(code) and len(part) > len(code):
            code = part
        else:
            code += part if not code else part.zfill(2)
    return code

"""Turns stored values into what a cell shows, the same for every workbook format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.errors import LimitError
from extractor.sheets.sheet import MAX_CELLS, MAX_TEXT
from extractor.sheets.showing import shower, shown_text

if TYPE_CHECKING:
    from collections.abc import Callable

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Style(NamedTuple):
    """How the cells of one style show numbers; ``hides_text`` where the format says something of texts."""

    code: str
    show: Callable[[str], str]
    says_text: bool


def style(code: str, *, from_1904: bool = False) -> Style:
    """Return the style of a number format."""
    return Style(code, shower(code, from_1904=from_1904), code.count(";") > 1 or ("@" in code and code != "@"))


def text_of(text: str, style: Style | None = None) -> str:
    """Return a stored text as it is shown: line breaks as one character, no spaces around it."""
    text = text[:MAX_TEXT]
    if not text.isprintable():  # holds line breaks, tabs or controls
        lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
        text = _CONTROLS.sub("", "\n".join(line.strip() for line in lines))
    if style is not None and style.says_text:
        text = shown_text(text, style.code)
    return text.strip()


def too_many(*, path: str, sheet: str) -> LimitError:
    """Return the error for a workbook with more content than any disclosure has."""
    return LimitError(
        path=path,
        problem=f"有内容的单元格超过 {MAX_CELLS // 10_000} 万个的上限",
        place=f"工作表“{sheet}”",
        remedy="一份决算公开通常不超过一万个单元格,请拆分工作簿或删除无关的工作表后再审核",
    )

"""Shows a stored value as its cell does: picks the section of the format that its sign asks for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extractor.sheets import dates
from extractor.sheets.formats import sections
from extractor.sheets.numbers import Shape, general, kept, number, scientific, shape

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from extractor.sheets.formats import Section

_SHORT: Final = 11
"""Characters of a plain decimal that General shows as it is stored."""
_DIGITS: Final = 15
"""Digits that spreadsheets keep: of a longer number the rest is noise."""
_LONG: Final = 24
"""Characters of a plain decimal; what is longer is written with an exponent or is no number."""
_TEXT_SECTION: Final = 3
# 2940.05 · 0.5 · 7; near miss: 007, 2940.50, -3, 0.0, which are shown with more care
_PLAIN: Final = re.compile(r"(?:0(?=\.)|[1-9]\d*)(?:\.\d*[1-9])?", re.ASCII)


@lru_cache(maxsize=1_024)
def shower(code: str, *, from_1904: bool = False) -> Callable[[str], str]:
    """Return the function that shows a stored number under a format.

    It takes the number as the file writes it, in digits; what is no number is returned as it is. Numbers that need
    no rounding, nearly all, are only padded; the others are rounded as exact decimals. Not shown: fractions and
    Chinese numerals of amounts (``[DBNum2]``), which stand as General and in digits, and ``####`` of a column that
    is too narrow.
    """
    if not code or code in {"General", "@", "G/通用格式"}:
        return _show_general
    parts = sections(code)
    zero = _shown(parts, kept("0"), from_1904=from_1904).strip()
    quick = _quick(parts)

    def show(raw: str) -> str:
        if raw == "0":
            return zero
        if quick is not None and len(raw) <= _LONG and _PLAIN.fullmatch(raw):
            return _padded(quick, raw).strip()
        value = number(raw)
        return raw if value is None else _shown(parts, value, from_1904=from_1904).strip()

    return show


def _padded(quick: Shape, raw: str) -> str:
    """Show a positive number in plain digits, rounding only where there is something to round."""
    whole, _, fraction = raw.partition(".")
    if len(fraction) > quick.places or len(raw) > _DIGITS:
        return quick.show(kept(raw))
    return quick.joined(whole, fraction.ljust(quick.fixed, "0"))


def shown_text(text: str, code: str) -> str:
    """Return a text as its format shows it: nearly always itself, hidden by ``;;;``."""
    if ";" not in code and "@" not in code:
        return text
    parts = sections(code)
    if len(parts) <= _TEXT_SECTION and not parts[-1].has("at"):
        return text
    return "".join(text if token.kind == "at" else token.text for token in parts[-1].tokens if token.kind in _SAID)


_SAID: Final = frozenset({"at", "text"})


def _show_general(raw: str) -> str:
    if len(raw) <= _SHORT and _PLAIN.fullmatch(raw):
        return raw
    value = number(raw)
    return raw if value is None else general(value)


def _quick(parts: tuple[Section, ...]) -> Shape | None:
    """Return the shape of positive numbers where it only pads."""
    if any(part.condition for part in parts):
        return None
    first = shape(parts[0])
    usable = first is not None and first.plain and not first.power and not parts[0].has("exponent")
    return first if usable else None


def _shown(parts: tuple[Section, ...], value: Decimal, *, from_1904: bool) -> str:
    section, signed = _choice(parts, value)
    if section is None:
        return general(value)
    if section.is_date:
        shown = dates.show(section, value, from_1904=from_1904)
        return general(value) if shown is None else shown
    size = abs(value)
    text = _number(section, size)
    if text is None:
        return general(value)
    # A minus of the program itself is not printed before a number that is rounded to zero.
    return f"-{text}" if value < 0 and signed and re.search("[1-9]", text) else text


def _number(section: Section, size: Decimal) -> str | None:
    """Return a number without its sign; None for what only General can show."""
    if section.has("general") or section.has("at"):
        said = {"general": general(size), "at": general(size)}
        return "".join(said.get(token.kind, token.text) for token in section.tokens)
    if section.has("slash") and section.has("digit"):
        return None
    found = scientific(section, size)
    if found is not None:
        return found
    made = shape(section)
    if made is not None:
        return made.show(size)
    return "".join("%" if token.kind == "percent" else token.text for token in section.tokens)


def _choice(parts: tuple[Section, ...], value: Decimal) -> tuple[Section | None, bool]:
    """Return the section for a number, and whether the program prints the minus itself."""
    numeric = parts[:_TEXT_SECTION]
    if len(numeric) > 1 and numeric[-1].has("at") and len(parts) <= _TEXT_SECTION:
        numeric = numeric[:-1]
    if any(part.condition for part in numeric):
        return _conditional(numeric, value)
    if len(numeric) == 1 or value > 0:
        return numeric[0], True
    if value < 0:
        return numeric[1], False
    return numeric[2] if len(numeric) == _TEXT_SECTION else numeric[0], True


def _conditional(numeric: tuple[Section, ...], value: Decimal) -> tuple[Section | None, bool]:
    """Return the first section whose condition holds; one without a condition takes what is left for it."""
    for i, part in enumerate(numeric):
        last = i == len(numeric) - 1
        if part.condition is not None:
            if _holds(part.condition, value):
                return part, True
        elif last or (value > 0 if i == 0 else value < 0):
            return part, last or i == 0
    return None, True


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    operator, other = condition
    return {
        "<": value < other, "<=": value <= other, ">": value > other, ">=": value >= other,
        "=": value == other, "<>": value != other,
    }[operator]  # fmt: skip


BUILTIN: Final[dict[int, str]] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0', 6: '"¥"#,##0;"¥"\\-#,##0', 7: '"¥"#,##0.00;"¥"\\-#,##0.00',
    8: '"¥"#,##0.00;"¥"\\-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that files name by number alone, as the Chinese versions show them."""

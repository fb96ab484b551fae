"""Chinese numerals written out as digits."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000}


def write_out(numeral: str) -> str | None:
    """Return the digits of a Chinese numeral (``三十五`` → ``35``, ``十二点五`` → ``12.5``), None if it is none."""
    whole, point, fraction = numeral.partition("点")
    value = _whole(whole)
    if value is None:
        return None
    if not point:
        return str(value)
    digits = [_DIGITS.get(char) for char in fraction]
    if not digits or None in digits:
        return None
    return f"{value}.{''.join(map(str, digits))}"


def _whole(numeral: str) -> int | None:
    if not numeral:
        return None
    if all(char in _DIGITS for char in numeral):
        return int("".join(str(_DIGITS[char]) for char in numeral))
    total = section = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char == "万":
            total, section, digit = total + (section + digit) * 10_000, 0, 0
        elif char in _TENS:
            section, digit = section + (digit or 1) * _TENS[char], 0
        else:
            return None
    return total + section + digit

"""Shows serial day numbers as a date format prints them: 45292 is 2024年1月1日."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from extractor.sheets.numbers import rounded

if TYPE_CHECKING:
    from decimal import Decimal

    from extractor.sheets.formats import Section

_DAYS: Final = 2_958_466
"""The first day after 9999-12-31."""
_DAY: Final = 86_400
_WRONG_LEAP: Final = 60
"""The day 1900-02-29 that spreadsheets count and the calendar does not have."""
_SHIFT_1904: Final = 1_462
_NOON: Final = 12
_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                  "November", "December")  # fmt: skip
_WEEK: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEK_CHINESE: Final = "一二三四五六日"
_CHINESE: Final = {1: "〇一二三四五六七八九十", 2: "零壹贰叁肆伍陆柒捌玖拾"}


def show(section: Section, value: Decimal, *, from_1904: bool) -> str | None:
    """Return the date or time, None for a number that is none (negative, beyond the year 9999)."""
    serial = value if not from_1904 else value + _SHIFT_1904
    if not 0 <= serial < _DAYS:
        return None
    thousandths = int(rounded(serial * _DAY * 1_000, 0)) if _split_seconds(section) else _whole_seconds(serial)
    days, rest = divmod(thousandths, _DAY * 1_000)
    return "".join(_parts(section, _calendar(days), days=days, rest=rest))


def _whole_seconds(serial: Decimal) -> int:
    return int(rounded(serial * _DAY, 0)) * 1_000


def _split_seconds(section: Section) -> bool:
    return any(token.kind == "date" and "." in token.text for token in section.tokens)


def _calendar(days: int) -> tuple[int, int, int, int]:
    """Return year, month, day and weekday (Monday is 0) of a serial day."""
    if days == _WRONG_LEAP:
        return 1900, 2, 29, 2
    if days == 0:
        return 1900, 1, 0, 5
    day = date(1899, 12, 30) + timedelta(days=days + (days < _WRONG_LEAP))
    return day.year, day.month, day.day, day.weekday()


def _parts(section: Section, day: tuple[int, int, int, int], *, days: int, rest: int) -> list[str]:
    seconds, thousandths = divmod(rest, 1_000)
    clock = (seconds // 3_600, seconds // 60 % 60, seconds % 60)
    noon = section.has("noon")
    out: list[str] = []
    after_hour = False
    letters = [token.text[0] if token.kind in {"date", "elapsed"} else "" for token in section.tokens]
    for i, token in enumerate(section.tokens):
        letter = letters[i]
        following = next((other for other in letters[i + 1 :] if other), "")
        if token.kind == "noon":
            out.append(_half(token.text, clock[0]))
        elif token.kind == "elapsed":
            out.append(str(_elapsed(letter, days * _DAY + seconds)).rjust(len(token.text), "0"))
        elif letter in {"h", "s"} or (letter == "m" and (after_hour or following == "s")):
            out.append(_time(token.text, letter, clock, thousandths=thousandths, noon=noon))
        elif letter:
            out.append(_day(token.text, day, numerals=section.numerals))
        elif token.kind in {"text", "slash", "point", "comma"}:
            out.append(token.text)
        after_hour = letter == "h" if letter else after_hour
    return out


def _elapsed(letter: str, seconds: int) -> int:
    return {"h": seconds // 3_600, "m": seconds // 60}.get(letter, seconds)


def _half(text: str, hour: int) -> str:
    first, _, second = text.partition("/")
    return second if hour >= _NOON else first


def _time(text: str, letter: str, clock: tuple[int, int, int], *, thousandths: int, noon: bool) -> str:
    whole, _, split = text.partition(".")
    value = clock["hms".index(letter)]
    if letter == "h" and noon:
        value = (value - 1) % _NOON + 1
    shown = str(value).rjust(min(len(whole), 2), "0")
    return f"{shown}.{thousandths:03d}"[: len(shown) + 1 + len(split)] if split else shown


def _day(text: str, day: tuple[int, int, int, int], *, numerals: int) -> str:
    year, month, number, weekday = day
    match text[0], len(text):
        case (("y" | "e"), size):
            return _numeral(str(year) if size > 2 or text[0] == "e" else f"{year % 100:02d}", numerals)  # noqa: PLR2004  yy or yyyy
        case "m", (3 | 4 | 5) as size:
            return _MONTHS[month - 1][: {3: 3, 5: 1}.get(size)]
        case "d", (3 | 4) as size:
            return _WEEK[weekday][: 3 if size == 3 else None]  # noqa: PLR2004  ddd or dddd
        case "a", size:
            return ("" if size == 3 else "星期") + _WEEK_CHINESE[weekday]  # noqa: PLR2004  aaa or aaaa
        case ("m" | "d") as letter, size:
            value = month if letter == "m" else number
            return _counted(value, numerals) if numerals in _CHINESE else str(value).rjust(size, "0")
        case _:  # the name of an era
            return ""


def _numeral(digits: str, numerals: int) -> str:
    """Write a year digit by digit: 二〇二四."""
    names = _CHINESE.get(numerals)
    return "".join(names[int(digit)] for digit in digits) if names else digits


def _counted(value: int, numerals: int) -> str:
    """Write a month or day as a number: 十二, 三十一."""
    names = _CHINESE[numerals]
    tens, ones = divmod(value, 10)
    head = "" if not tens else (names[tens] if tens > 1 or numerals > 1 else "") + names[10]
    return head + (names[ones] if ones or not tens else "")

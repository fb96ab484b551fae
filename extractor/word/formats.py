"""Writes a list number in the number formats of Word: 一 · 十一 · 甲 · ① · XIV · bb."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PLAIN: Final = "〇一二三四五六七八九"
_FORMAL: Final = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_OLD: Final = "零壹貳參肆伍陸柒捌玖"
_ROMAN: Final = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STOPPED: Final = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_BRACED: Final = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_RINGED: Final = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_WIDE: Final = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
_HIGHEST_ROMAN, _HIGHEST_LETTER, _HIGHEST_CHINESE, _CYCLE = 32_767, 780, 9_999, 60


def written(number: int, form: str) -> str:
    """Return the number in a format of the file (``w:numFmt``); as digits in one that is unknown or ends before it."""
    if form in ("none", "bullet"):
        return ""
    writer = _WRITERS.get(form)
    return (writer(number) if writer is not None and number > 0 else "") or str(number)


def _wide(number: int) -> str:
    return str(number).translate(_WIDE)


def _padded(number: int) -> str:
    return f"{number:02}"


def _dashed(number: int) -> str:
    return f"- {number} -"


def _ordinal(number: int) -> str:
    teens = number // 10 % 10 == 1
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _roman(number: int) -> str:
    if number > _HIGHEST_ROMAN:
        return ""
    signs = []
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        signs.append(sign * times)
    return "".join(signs)


def _upper_roman(number: int) -> str:
    return _roman(number).upper()


def _letters(number: int) -> str:
    """After z comes aa, then bb: Word repeats the letter, it does not count in twenty-sixes."""
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1) if number <= _HIGHEST_LETTER else ""


def _upper_letters(number: int) -> str:
    return _letters(number).upper()


def _listed(signs: str, number: int) -> str:
    """Return one of a row of signs; nothing after the last."""
    return signs[number - 1] if number <= len(signs) else ""


def _digit_by_digit(number: int) -> str:
    return "".join(_PLAIN[int(digit)] for digit in str(number))


def _counted(number: int, *, hundreds: bool) -> str:
    """Return 十, 十一, 二十; beyond 99 either 一百零一 or digit by digit."""
    if number > 99 and not hundreds:  # noqa: PLR2004  the last that is counted
        return _digit_by_digit(number)
    text = _thousands(number, _PLAIN.replace("〇", "零"), "千百十")
    return text[1:] if 10 <= number < 20 else text  # noqa: PLR2004  十一, never 一十一


def _legal(number: int, *, digits: str, units: str) -> str:
    return _thousands(number, digits, units)


def _thousands(number: int, digits: str, units: str) -> str:
    """Write a number below ten thousand, one 零 for the gaps inside it."""
    if number > _HIGHEST_CHINESE:
        return ""
    text = ""
    gap = False
    for digit, unit in zip(f"{number:04}", (*units, ""), strict=True):
        if digit == "0":
            gap = bool(text)
            continue
        text += (digits[0] if gap else "") + digits[int(digit)] + unit
        gap = False
    return text


def _sexagenary(number: int) -> str:
    """甲子, 乙丑 … 癸亥, sixty in all."""
    number = (number - 1) % _CYCLE
    return _STEMS[number % len(_STEMS)] + _BRANCHES[number % len(_BRANCHES)]


_WRITERS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalZero": _padded,
    "numberInDash": _dashed,
    "ordinal": _ordinal,
    "lowerRoman": _roman,
    "upperRoman": _upper_roman,
    "lowerLetter": _letters,
    "upperLetter": _upper_letters,
    "decimalEnclosedCircle": partial(_listed, _CIRCLED),
    "decimalEnclosedCircleChinese": partial(_listed, _CIRCLED),
    "decimalEnclosedFullstop": partial(_listed, _STOPPED),
    "decimalEnclosedParen": partial(_listed, _BRACED),
    "ideographEnclosedCircle": partial(_listed, _RINGED),
    "ideographTraditional": partial(_listed, _STEMS),
    "ideographZodiac": partial(_listed, _BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseCounting": partial(_counted, hundreds=False),
    "taiwaneseCounting": partial(_counted, hundreds=False),
    "chineseCountingThousand": partial(_counted, hundreds=True),
    "taiwaneseCountingThousand": partial(_counted, hundreds=True),
    "japaneseCounting": partial(_counted, hundreds=True),
    "chineseLegalSimplified": partial(_legal, digits=_FORMAL, units="仟佰拾"),
    "ideographLegalTraditional": partial(_legal, digits=_FORMAL_OLD, units="仟佰拾"),
}

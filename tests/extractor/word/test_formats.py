from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extractor.word.formats import written

CASES = yaml.safe_load((Path(__file__).parent / "formats.yaml").read_text(encoding="utf-8"))
DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
FORMAL = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["form"])
def test_a_number_is_written_as_word_writes_it(case):
    assert {number: written(number, case["form"]) for number in case["at"]} == case["at"]


def counted(text, *, digits, ten):
    """Return the value of 二十一 by the place of its ten."""
    tens, found, ones = text.rpartition(ten)
    return (digits[tens] if tens else 1) * 10 * bool(found) + (digits[ones] if ones else 0)


def roman(text):
    values = [ROMAN[sign] for sign in text.lower()]
    after = [*values[1:], 0]
    return sum(-value if value < following else value for value, following in zip(values, after, strict=True))


def letters(text):
    assert len(set(text)) == 1
    return (len(text) - 1) * 26 + ord(text[0].lower()) - ord("a") + 1


READERS = {
    "decimal": int,
    "decimalZero": int,
    "decimalHalfWidth": int,
    "decimalFullWidth": int,
    "chineseCounting": lambda text: counted(text, digits=DIGITS, ten="十"),
    "chineseCountingThousand": lambda text: counted(text, digits=DIGITS, ten="十"),
    "japaneseCounting": lambda text: counted(text, digits=DIGITS, ten="十"),
    "taiwaneseCounting": lambda text: counted(text, digits=DIGITS, ten="十"),
    "chineseLegalSimplified": lambda text: counted(text, digits=FORMAL, ten="拾"),
    "ideographDigital": lambda text: int("".join(str(DIGITS[sign]) for sign in text)),
    "lowerRoman": roman,
    "upperRoman": roman,
    "lowerLetter": letters,
    "upperLetter": letters,
}


@pytest.mark.parametrize("form", READERS)
def test_numbers_to_ninety_nine_read_back(form):
    assert [READERS[form](written(number, form)) for number in range(1, 100)] == list(range(1, 100))

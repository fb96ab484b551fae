"""Shows numbers as a format prints them, from the fifteen digits that spreadsheets keep, in exact decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.sheets.formats import Section, Token

# 2940.0537000000002 · 1.5E-2 · -3; near miss: 1E999999, which would print a million digits
_NUMBER: Final = re.compile(r"[-+]?(?:\d{1,330}(?:\.\d{0,330})?|\.\d{1,330})(?:[eE][-+]?\d{1,3})?")
_KEPT: Final = Context(prec=15, rounding=ROUND_HALF_UP)
"""A spreadsheet shows and rounds the first fifteen digits of a number: 1.005 is that, not 1.00499999999999989."""
_WIDE: Final = Context(prec=1_000, rounding=ROUND_HALF_UP)
_MOST_PLACES: Final = 30
_UNITS: Final = tuple(Decimal(f"1E-{places}") for places in range(_MOST_PLACES + 1))
_GENERAL_WIDTH, _GENERAL_WHOLE = 11, 15
_NOISE: Final = -10
"""Sums of binary fractions leave 4.5E-13 where nothing is left."""


def number(raw: str) -> Decimal | None:
    """Return the number a stored text stands for, at fifteen digits; None where it is none."""
    return _KEPT.create_decimal(raw.strip()) if _NUMBER.fullmatch(raw.strip()) else None


def kept(digits: str) -> Decimal:
    """Return the number that plain digits stand for, at the fifteen that spreadsheets keep."""
    return _KEPT.create_decimal(digits)


def rounded(value: Decimal, places: int) -> str:
    """Return the value with ``places`` decimals, half away from zero, as plain digits."""
    return f"{value.quantize(_UNITS[places], None, _WIDE):f}"


def general(value: Decimal) -> str:
    """Return a number as ``General`` shows it: eleven characters with the point, no floating noise.

    Two departures, because the digits count here: a whole number of twelve to fifteen digits is printed in full,
    where a narrow cell would say 1.23457E+11, and what is below 1E-9 is the noise of a sum that comes to zero.
    """
    if not value or value.adjusted() <= _NOISE:
        return "0"
    sign, size = ("-", -value) if value < 0 else ("", value)
    if size.adjusted() >= _GENERAL_WHOLE:
        return sign + _scientific(size, places=5)
    whole = max(size.adjusted() + 1, 1)
    text = rounded(size, max(0, _GENERAL_WIDTH - 1 - whole))
    return sign + (text.rstrip("0").rstrip(".") if "." in text else text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A number section made ready: ``integer`` holds its places right to left, with what is printed between them."""

    prefix: str
    suffix: str
    integer: tuple[Token, ...]
    least: int
    """Digits before the point that are printed at least."""
    places: int
    fixed: int
    """Decimals that are printed even where they are zero."""
    pointed: bool
    thousands: bool
    power: int
    """Of ten: 2 for a percent sign, −3 for a comma after the last place."""

    plain: bool
    """Whether nothing is printed between the places."""

    def show(self, value: Decimal) -> str:
        """Return the text of a value that is not negative."""
        scaled = value.scaleb(self.power, context=_WIDE) if self.power else value
        whole, _, fraction = rounded(scaled, self.places).partition(".")
        return self.joined(whole, fraction)

    def joined(self, whole: str, fraction: str) -> str:
        """Return the text for the digits on both sides of the point, already rounded to its places."""
        while len(fraction) > self.fixed and fraction.endswith("0"):
            fraction = fraction[:-1]
        point = "." if self.pointed and fraction else ""  # #,##0.## shows 232. for a whole number
        return f"{self.prefix}{self._whole(whole)}{point}{fraction}{self.suffix}"

    def _whole(self, whole: str) -> str:
        if not self.plain:
            return _interleaved(self.integer, "" if whole == "0" else whole)
        if whole == "0":
            return "0" * self.least
        if self.thousands:
            return f"{int(whole):,}"
        return whole.rjust(self.least, "0")


@lru_cache(maxsize=1_024)
def shape(section: Section) -> Shape | None:
    """Return the shape of a section, None for one that prints no plain decimal number."""
    tokens = section.tokens
    digits = [i for i, token in enumerate(tokens) if token.kind == "digit"]
    if not digits or any(token.kind in {"slash", "date", "elapsed", "at", "general"} for token in tokens):
        return None
    first, last = digits[0], digits[-1]
    point = next((i for i, token in enumerate(tokens) if token.kind == "point"), None)
    edge = len(tokens) if point is None else point
    before = [i for i in digits if i < edge]
    after = [tokens[i] for i in digits if i > edge][:_MOST_PLACES]
    body = tokens[before[0] : before[-1] + 1] if before else ()
    until = max(last, edge) if point is not None else last
    ends = _commas(tokens, (before[-1] if before else first) + 1) + (_commas(tokens, last + 1) if after else 0)
    return Shape(
        prefix=_printed(tokens[: min(first, edge)]),
        suffix=_printed(tokens[until + 1 :]),
        integer=tuple(token for token in reversed(body) if token.kind in {"digit", "text"}),
        least=sum(tokens[i].text == "0" for i in before),
        places=len(after),
        fixed=max((i + 1 for i, token in enumerate(after) if token.text == "0"), default=0),
        pointed=point is not None,
        thousands=any(token.kind == "comma" for token in body),
        power=2 * sum(token.kind == "percent" for token in tokens) - 3 * ends,
        plain=all(token.kind in {"digit", "comma"} for token in body),
    )


def scientific(section: Section, value: Decimal) -> str | None:
    """Return a value that is not negative as ``0.00E+00`` prints it; None for other sections."""
    at = next((i for i, token in enumerate(section.tokens) if token.kind == "exponent"), None)
    if at is None:
        return None
    point = next((i for i, token in enumerate(section.tokens[:at]) if token.kind == "point"), at)
    places = sum(token.kind == "digit" for token in section.tokens[point:at])
    return _scientific(value, places=places)


def _scientific(value: Decimal, *, places: int) -> str:
    if not value:
        return f"{rounded(value, places)}E+00"
    power = value.adjusted()
    text = rounded(value.scaleb(-power, context=_WIDE), places)
    if text.startswith("10"):
        power, text = power + 1, rounded(Decimal(1), places)
    return f"{text}E{'-' if power < 0 else '+'}{abs(power):02d}"


def _commas(tokens: Sequence[Token], at: int) -> int:
    """Count the commas that follow each other from ``at``: each divides by a thousand."""
    end = at
    while end < len(tokens) and tokens[end].kind == "comma":
        end += 1
    return end - at


def _printed(tokens: Sequence[Token]) -> str:
    return "".join("%" if token.kind == "percent" else token.text for token in tokens if token.kind in _LITERAL)


_LITERAL: Final = frozenset({"text", "percent", "slash"})


def _interleaved(integer: Sequence[Token], whole: str) -> str:
    """Put digits into places with text between them: 123 in ``0!.0`` is 12.3."""
    out: list[str] = []
    left = sum(token.kind == "digit" for token in integer)
    for token in integer:
        if token.kind == "text":
            out.append(token.text[::-1])
            continue
        left -= 1
        size = len(whole) if not left else 1
        taken = whole[len(whole) - size :] if whole else ""
        whole = whole[: len(whole) - size] if whole else ""
        out.append((taken or ("0" if token.text == "0" else ""))[::-1])
    return "".join(out)[::-1]

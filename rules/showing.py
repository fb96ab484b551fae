"""Numbers written out for people: figures of a formula, results and limits in the printed unit and precision."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from extractor.quantity import POWERS, exactly

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from extractor.fact import Fact
    from extractor.quantity import Interval, Quantity
    from rules.finding import Verdict

EXACTLY: Final = "为{}"
BETWEEN: Final = "在{}至{}之间"
ELSE: Final = "为另一个数"
"""What a message says after 应."""


def leading_exponent(digits: str) -> int:
    """Return the power of ten of the first digit that is not zero; for zero, of the units place.

    ``1268.35`` → 3, ``0.06`` → −2, ``0.00`` → 0.
    """
    whole, _, fraction = digits.partition(".")
    whole = whole.lstrip("0")
    if whole:
        return len(whole) - 1
    rest = fraction.lstrip("0")
    return len(rest) - len(fraction) - 1 if rest else 0


def common_unit(facts: Sequence[Fact]) -> str:
    """Return the unit that all figures of a formula are written in, or nothing where all are printed in one.

    Amounts in different units are written in the one most of them are printed in.
    """
    units = Counter(fact.quantity.unit for fact in facts)
    if len(units) <= 1:
        return ""
    money = Counter(fact.quantity.unit for fact in facts if fact.quantity.kind == "amount")
    return (money or units).most_common(1)[0][0]


def shown(fact: Fact, unit: str) -> str:
    """Return a figure as it stands in a formula: ``418.26``, ``−3.2``; with a unit, amounts are turned into it."""
    quantity = fact.quantity
    text = quantity.digits
    if unit:
        if quantity.kind == "amount" and quantity.unit != unit:
            text = in_unit(quantity, unit)
        text += unit if quantity.kind == "amount" else quantity.unit
    return f"−{text}" if fact.point.hi < 0 else text


def in_unit(quantity: Quantity, unit: str) -> str:
    """Return an amount's digits in another unit of money: 134473元 → 13.4473 (万元)."""
    before, _, after = quantity.digits.partition(".")
    return plain(int(before + after), len(after) - quantity.power + POWERS[unit], strip=True)


def plain(whole: int, places: int, *, strip: bool = False) -> str:
    """Return ``whole / 10**places`` as digits; with ``strip`` without trailing zeros."""
    text = f"{exactly(whole, places):f}"
    return text.rstrip("0").rstrip(".") if strip and "." in text else text


def shown_in_brackets(fact: Fact, unit: str) -> str:
    """Return a figure as a further term of a formula: a negative one in brackets."""
    text = shown(fact, unit)
    return f"({text})" if text.startswith("−") else text


def minus(text: str) -> str:
    """Return a number with a typographic minus sign."""
    return text.replace("-", "−")


def rounded(value: Interval, quantity: Quantity) -> str:
    """Return a single value rounded, half away from zero, as the quantity is printed."""
    shift = value.places + quantity.power - quantity.precision
    whole = abs(value.lo)
    near = (2 * whole // 10**shift + 1) // 2 if shift > 0 else whole * 10**-shift
    return plain(-near if value.lo < 0 else near, quantity.precision)


def bounds(allowed: Interval | None, fact: Fact) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends of an interval in the printed unit, without the sign of the verb, rounded outwards."""
    if allowed is None:
        return None, None
    quantity = fact.quantity
    low, high = _unsigned(allowed, fact)
    kept = 0 if quantity.kind == "count" else quantity.precision + 2
    up, down = 10**kept, 10 ** max(allowed.places + quantity.power, 0)
    if allowed.places + quantity.power < 0:
        up *= 10 ** -(allowed.places + quantity.power)
    return exactly(low * up // down, kept), exactly(-(-high * up // down), kept)


def _unsigned(allowed: Interval, fact: Fact) -> tuple[int, int]:
    return (-allowed.hi, -allowed.lo) if fact.direction == -1 else (allowed.lo, allowed.hi)


def ends(allowed: Interval | None, fact: Fact) -> tuple[str, str]:
    """Return the least and the greatest number that could be printed in a figure's place, as it would be printed.

    [105.245, 105.255]万元 leaves 105.25万元 alone: 105.24 stands for values that end where the interval begins.
    """
    if allowed is None:
        return "", ""
    quantity = fact.quantity
    low, high = _unsigned(allowed, fact)
    decimals = 0 if quantity.kind == "count" else quantity.precision
    places = max(allowed.places + quantity.power, decimals + 1)
    scale = 10 ** (places - allowed.places - quantity.power)
    low, high, step = low * scale, high * scale, 10 ** (places - decimals)
    half = 0 if quantity.kind == "count" else step // 2
    least, most = (low - half) // step + 1, -(-(high + half) // step) - 1
    if quantity.kind == "count":
        least, most = -(-low // step), high // step
    if least > most:
        least, most = low // step, -(-high // step)
    return _printed(least, quantity, decimals), _printed(most, quantity, decimals)


def _printed(whole: int, quantity: Quantity, decimals: int) -> str:
    return minus(plain(whole, decimals, strip=quantity.decimals < decimals)) + quantity.unit


def message_fields(verdict: Verdict) -> dict[str, str]:
    """Return what a rule's message may say of a verdict: stated, low, high, range (应为… or 应在…之间) and formula."""
    words = verdict.words
    told = BETWEEN.format(words.least, words.most) if words.least != words.most else EXACTLY.format(words.least)
    return {
        "stated": words.stated,
        "low": words.least,
        "high": words.most,
        "range": told if words.least and words.most else ELSE,
        "formula": words.formula,
    }

"""Numbers written out for people: figures of a formula, results in the printed precision."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractor.fact import Fact
    from extractor.quantity import Interval, Quantity


def leading_exponent(digits: str) -> int:
    """Return the power of ten of the first digit that is not zero; for zero, of the units place.

    ``1344.73`` → 3, ``0.06`` → −2, ``0.00`` → 0.
    """
    whole, _, fraction = digits.partition(".")
    whole = whole.lstrip("0")
    if whole:
        return len(whole) - 1
    rest = fraction.lstrip("0")
    return len(rest) - len(fraction) - 1 if rest else 0


def one_unit(facts: Iterable[Fact]) -> bool:
    """Tell whether all figures are printed in one unit."""
    return len({fact.quantity.unit for fact in facts}) <= 1


def shown(fact: Fact, *, bare: bool) -> str:
    """Return a figure as it stands in a formula: ``646.78``, ``−3.2``, with its unit unless ``bare``."""
    quantity = fact.quantity
    text = quantity.digits if bare else f"{quantity.digits}{quantity.unit}"
    return f"−{text}" if fact.point.hi < 0 else text


def shown_in_brackets(fact: Fact, *, bare: bool) -> str:
    """Return a figure as a further term of a formula: a negative one in brackets."""
    text = shown(fact, bare=bare)
    return f"({text})" if text.startswith("−") else text


def minus(text: str) -> str:
    """Return a number with a typographic minus sign."""
    return text.replace("-", "−")


def rounded(value: Decimal, quantity: Quantity) -> str:
    """Return a value rounded as the quantity is printed."""
    return f"{value.quantize(Decimal(1).scaleb(-quantity.precision), rounding=ROUND_HALF_UP):f}"


def bounds(allowed: Interval | None, fact: Fact) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends of an interval in the printed unit, without the sign of the verb, rounded outwards."""
    if allowed is None:
        return None, None
    quantity = fact.quantity
    low, high = (-allowed.hi, -allowed.lo) if fact.direction == -1 else (allowed.lo, allowed.hi)
    kept = 0 if quantity.kind == "count" else quantity.precision + 2
    up, down = 10**kept, 10 ** max(allowed.places + quantity.power, 0)
    if allowed.places + quantity.power < 0:
        up *= 10 ** -(allowed.places + quantity.power)
    return Decimal(low * up // down).scaleb(-kept), Decimal(-(-high * up // down)).scaleb(-kept)

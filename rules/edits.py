"""Every edit that undoes one slip of the pen in a printed number, in whole numbers and within a range of values."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.quantity import Kind, Quantity
    from rules.finding import Slip
    from rules.repair import Style

LARGEST_SHIFT: Final = 3

FINER: Final = LARGEST_SHIFT + 1
"""Values of edits are counted with so many more decimals than the number prints: more than any edit needs."""

ANY: Final = (0, 10**40)
"""A range that leaves no edit out."""


class Edit(NamedTuple):
    """A number that could have been meant: its digits, unit and precision, and the slip that spoiled it."""

    slip: Slip
    digits: str
    unit: str
    precision: int
    number: int
    """The digits without the point."""
    decimals: int


class Printed(NamedTuple):
    """A printed number as whole numbers."""

    digits: str
    """The digits without the point."""
    whole: int
    """How many of them stand before the point."""
    number: int
    decimals: int
    low: int
    high: int
    """The range of values that matter, with ``FINER`` decimals more than are printed."""

    def within(self, number: int, decimals: int) -> bool:
        """Tell whether a number lies in the range."""
        return bool(self.low <= number * 10 ** (self.decimals + FINER - decimals) <= self.high)

    def choices(self, number: int, step: int, decimals: int) -> range:
        """Return the digits that carry a number into the range, where each adds one more ``step``."""
        scale = 10 ** (self.decimals + FINER - decimals)
        base, width = number * scale, step * scale
        return range(max(0, -((base - self.low) // width)), min(9, (self.high - base) // width) + 1)


Turned = tuple["Slip", int, int]
"""A slip, and the number it was before with its decimals."""


def edits(quantity: Quantity, style: Style, within: tuple[int, int] = ANY) -> tuple[Edit, ...]:
    """Return every number one slip away from the printed one, each value once, under its likeliest slip.

    Of those in the printed unit, only the values within a range are returned; it is counted in the printed unit with
    ``FINER`` decimals more than are printed.
    """
    return _edits(quantity.digits, quantity.unit, quantity.kind, quantity.precision, style, within)


@lru_cache(maxsize=4096)
def _edits(
    digits: str, unit: str, kind: Kind, precision: int, style: Style, within: tuple[int, int]
) -> tuple[Edit, ...]:
    whole, _, fraction = digits.partition(".")
    bare = whole + fraction
    printed = Printed(bare, len(whole), int(bare), len(fraction), *within)
    found: list[Edit] = []
    if kind == "amount":
        others = (other for other in style.units if other != unit)
        found.extend(Edit("unit", digits, other, precision, printed.number, printed.decimals) for other in others)
    most = max(style.decimals, precision, 2 if kind == "amount" else 0)
    finest = printed.decimals + FINER
    seen = {printed.number * 10**FINER}
    for slip, number, decimals in _turned(printed):
        while decimals > most and not number % 10:
            number, decimals = number // 10, decimals - 1  # noqa: PLW2901  (12.30 → 12.3)
        value = number * 10 ** (finest - decimals)
        if decimals <= most and value not in seen:
            seen.add(value)
            kept = precision if decimals == printed.decimals else style.precision(decimals)
            found.append(Edit(slip, pointed(str(number), decimals), unit, kept, number, decimals))
    return tuple(found)


def _turned(printed: Printed) -> Iterator[Turned]:
    """Yield the numbers in the range one slip away, the likeliest slips first."""
    yield from _shifted(printed)
    yield from _swapped(printed)
    yield from _changed(printed)
    yield from _inserted(printed)
    yield from _deleted(printed)


def _is_proper(first: str, whole: int) -> bool:
    """Tell whether a number is written like that: no leading zero before another digit, no bare point."""
    return whole == 1 or (whole > 1 and first != "0")


def _shifted(printed: Printed) -> Iterator[Turned]:
    for shift in range(-LARGEST_SHIFT, LARGEST_SHIFT + 1):
        decimals = printed.decimals - shift
        number = printed.number * 10 ** max(0, -decimals)
        if shift and printed.within(number, max(0, decimals)):
            yield "point", number, max(0, decimals)


def _swapped(printed: Printed) -> Iterator[Turned]:
    digits = printed.digits
    weight = 10 ** len(digits)
    for at in range(len(digits) - 1):
        weight //= 10
        number = printed.number + (int(digits[at + 1]) - int(digits[at])) * (weight - weight // 10)
        if printed.within(number, printed.decimals) and _is_proper(digits[0 if at else 1], printed.whole):
            yield "swap", number, printed.decimals


def _changed(printed: Printed) -> Iterator[Turned]:
    weight = 10 ** len(printed.digits)
    for at, old in enumerate(printed.digits):
        weight //= 10
        without = printed.number - int(old) * weight
        for new in printed.choices(without, weight, printed.decimals):
            if str(new) != old and _is_proper(printed.digits[0] if at else str(new), printed.whole):
                yield "digit", without + new * weight, printed.decimals


def _inserted(printed: Printed) -> Iterator[Turned]:
    """Yield the numbers that lost a digit: one more before the point, or one more behind it."""
    count, whole, decimals = len(printed.digits), printed.whole, printed.decimals
    for at in range(whole + 1):
        yield from _with_digit(printed, at, whole + 1, decimals)
    if decimals:
        for at in range(whole, count + 1):
            yield from _with_digit(printed, at, whole, decimals + 1)
    elif _is_proper(printed.digits[:1], whole):
        for new in printed.choices(printed.number * 10, 1, 1):
            if new:
                yield "drop", printed.number * 10 + new, 1


def _with_digit(printed: Printed, at: int, whole: int, decimals: int) -> Iterator[Turned]:
    weight = 10 ** (len(printed.digits) - at)
    before, after = divmod(printed.number, weight)
    without = before * 10 * weight + after
    for new in printed.choices(without, weight, decimals):
        if _is_proper(printed.digits[0] if at else str(new), whole):
            yield "drop", without + new * weight, decimals


def _deleted(printed: Printed) -> Iterator[Turned]:
    """Yield the numbers that one digit was added to."""
    digits = printed.digits
    weight = 10 ** len(digits)
    for at in range(len(digits)):
        weight //= 10
        before, after = divmod(printed.number, weight)
        number = before // 10 * weight + after
        ahead = at < printed.whole
        whole, decimals = printed.whole - ahead, printed.decimals - (not ahead)
        if printed.within(number, decimals) and _is_proper(digits[0 if at else 1 :][:1], whole):
            yield "insert", number, decimals


def pointed(digits: str, decimals: int) -> str:
    """Return a run of digits with so many decimals, as it would be printed."""
    if decimals <= 0:
        return (digits + "0" * -decimals).lstrip("0") or "0"
    digits = digits.rjust(decimals + 1, "0")
    whole = digits[:-decimals].lstrip("0") or "0"
    return f"{whole}.{digits[-decimals:]}"

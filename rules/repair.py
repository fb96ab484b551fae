"""The misprints a printed number could be: every edit that undoes one slip, and what each costs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from extractor.quantity import Interval, Kind, Quantity
    from rules.finding import Slip

COSTS: Final[Mapping[Slip, int]] = {
    "unit": 80, "sign": 90, "digit": 100, "swap": 100, "drop": 100, "insert": 100, "point": 100,
    "stale": 150, "value": 220, "truncation": 55, "plug": 60, "base": 90, "remove": 40,
}  # fmt: skip
"""What a slip costs, in hundredths of a plain one-digit slip (docs/decisions/0003-diagnosis.md)."""

UNEXPLAINED: Final = 250
"""What it costs to leave a relation failing: more than any one repair, less than any two."""

COMPUTED: Final = 20
"""How much cheaper another value is for a ratio, which an author computes, than for an amount, which is copied."""

LARGEST_SHIFT: Final = 3

NUMBER: Final = re.compile(r"[-－−–]?\d[\d,，.．\s]*")
"""The number in a figure as printed: ``3,734.66`` in ``3,734.66万元``; full-width digits count as digits."""


class Edit(NamedTuple):
    """A number that could have been meant: its digits, unit and precision, and the slip that spoiled it."""

    slip: Slip
    digits: str
    unit: str
    precision: int
    number: int
    """The digits without the point."""
    decimals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a document prints one kind of number: its usual decimals, and whether it strips trailing zeros."""

    decimals: int
    strips: bool
    units: tuple[str, ...]
    """The unit words it uses, the commonest first."""

    def precision(self, decimals: int) -> int:
        """Return how many decimals count in a number that would be printed with ``decimals``."""
        return max(decimals, self.decimals) if self.strips else decimals


def styles(quantities: Iterable[Quantity]) -> dict[Kind, Style]:
    """Return how the document prints each kind of number."""
    seen = Counter((one.kind, one.unit, one.precision, one.precision > one.decimals) for one in quantities)
    return {kind: _style(kind, seen) for kind in dict.fromkeys(key[0] for key in seen)}


def _style(kind: Kind, seen: Counter[tuple[Kind, str, int, bool]]) -> Style:
    decimals: Counter[int] = Counter()
    units: Counter[str] = Counter()
    strips = False
    for (own, unit, precision, stripped), count in seen.items():
        if own == kind:
            decimals[precision] += count
            units[unit] += count
            strips |= stripped
    usual = min(decimals, key=lambda places: (-decimals[places], -places))
    return Style(decimals=usual, strips=strips, units=tuple(unit for unit, _ in units.most_common()))


class Ladder(NamedTuple):
    """The edits of one number, with those in its own unit in the order of their values."""

    edits: tuple[Edit, ...]
    places: int
    """The decimals that the values are counted in."""
    values: tuple[int, ...]
    """The values of the edits in the printed unit, rising."""
    order: tuple[int, ...]
    """The numbers of those edits."""
    others: tuple[int, ...]
    """The numbers of the edits with another unit."""

    def between(self, low: int, high: int) -> list[Edit]:
        """Return the edits within a range of values, and all with another unit, the likeliest slips first."""
        inside = self.order[bisect_left(self.values, low) : bisect_right(self.values, high)]
        return [self.edits[number] for number in sorted((*self.others, *inside))]


def edits(quantity: Quantity, style: Style) -> tuple[Edit, ...]:
    """Return every number one slip away from the printed one, each value once, under its likeliest slip."""
    return ladder(quantity, style).edits


def ladder(quantity: Quantity, style: Style) -> Ladder:
    """Return the edits of a number, sorted for looking up."""
    return _ladder(quantity.digits, quantity.unit, quantity.kind, quantity.precision, style)


@lru_cache(maxsize=4096)
def _ladder(digits: str, unit: str, kind: Kind, precision: int, style: Style) -> Ladder:
    found = _edits(digits, unit, kind, precision, style)
    places = max((edit.decimals for edit in found), default=0)
    rungs = sorted(
        (edit.number * 10 ** (places - edit.decimals), number) for number, edit in enumerate(found) if edit.unit == unit
    )
    return Ladder(
        edits=found,
        places=places,
        values=tuple(value for value, _ in rungs),
        order=tuple(number for _, number in rungs),
        others=tuple(number for number, edit in enumerate(found) if edit.unit != unit),
    )


def _edits(digits: str, unit: str, kind: Kind, precision: int, style: Style) -> tuple[Edit, ...]:
    seen = {(_bare(digits), unit)}
    found: list[Edit] = []
    if kind == "amount":
        found.extend(_edit("unit", digits, other, precision) for other in style.units if other != unit)
    most = max(style.decimals, precision, 2 if kind == "amount" else 0)
    for slip, printed in _texts(digits):
        text = printed
        while len(text.partition(".")[2]) > most and text.endswith("0"):
            text = text[:-1].removesuffix(".")
        decimals = _decimals(text)
        if decimals > most or (_bare(text), unit) in seen:
            continue
        seen.add((_bare(text), unit))
        kept = precision if decimals == _decimals(digits) else style.precision(decimals)
        found.append(_edit(slip, text, unit, kept))
    return tuple(found)


def _edit(slip: Slip, digits: str, unit: str, precision: int) -> Edit:
    return Edit(slip, digits, unit, precision, int(digits.replace(".", "")), _decimals(digits))


def _texts(digits: str) -> Iterator[tuple[Slip, str]]:
    yield from (("point", text) for text in _shifted(digits))
    yield from (("swap", text) for text in _swapped(digits) if _proper(text))
    yield from (("digit", text) for text in _changed(digits) if _proper(text))
    yield from (("drop", text) for text in _inserted(digits) if _proper(text))
    yield from (("insert", text) for text in _deleted(digits) if _proper(text))


def _proper(digits: str) -> bool:
    """Tell whether a number is written like that: no leading zero before another digit, no bare point."""
    whole, point, fraction = digits.partition(".")
    return bool(whole) and (len(whole) == 1 or whole[0] != "0") and (bool(fraction) or not point)


def _changed(digits: str) -> Iterator[str]:
    for at, old in enumerate(digits):
        if old != ".":
            yield from (f"{digits[:at]}{new}{digits[at + 1 :]}" for new in "0123456789" if new != old)


def _swapped(digits: str) -> Iterator[str]:
    places = [at for at, char in enumerate(digits) if char != "."]
    for one, two in pairwise(places):
        between = digits[one + 1 : two]
        yield f"{digits[:one]}{digits[two]}{between}{digits[one]}{digits[two + 1 :]}"


def _inserted(digits: str) -> Iterator[str]:
    for at in range(len(digits) + 1):
        yield from (f"{digits[:at]}{new}{digits[at:]}" for new in "0123456789")
    if "." not in digits:
        yield from (f"{digits}.{new}" for new in "123456789")


def _deleted(digits: str) -> Iterator[str]:
    for at, char in enumerate(digits):
        if char != ".":
            yield f"{digits[:at]}{digits[at + 1 :]}".removesuffix(".")


def _shifted(digits: str) -> Iterator[str]:
    whole, _, fraction = digits.partition(".")
    for shift in range(-LARGEST_SHIFT, LARGEST_SHIFT + 1):
        if shift:
            yield _pointed(whole + fraction, len(fraction) - shift)


def _pointed(digits: str, decimals: int) -> str:
    """Return a run of digits with so many decimals, as it would be printed."""
    if decimals <= 0:
        return (digits + "0" * -decimals).lstrip("0") or "0"
    digits = digits.rjust(decimals + 1, "0")
    whole = digits[:-decimals].lstrip("0") or "0"
    return f"{whole}.{digits[-decimals:]}"


def _decimals(digits: str) -> int:
    return len(digits.partition(".")[2])


def _bare(digits: str) -> str:
    whole, _, fraction = digits.partition(".")
    return f"{whole.lstrip('0')}.{fraction.rstrip('0')}"


def applied(edit: Edit, quantity: Quantity) -> Quantity:
    """Return the quantity an edit makes of the printed one."""
    return replace(quantity, digits=edit.digits, unit=edit.unit, precision=edit.precision)


def nearest(target: Interval, quantity: Quantity, style: Style) -> Quantity | None:
    """Return the number, printed like ``quantity``, that stands closest to the middle of ``target``.

    None where that is the printed number itself.
    """
    precision = max(quantity.precision, style.decimals) if quantity.kind == "amount" else quantity.precision
    power = precision - quantity.power
    above = (target.lo + target.hi) * 10 ** max(power, 0)
    below = 2 * 10 ** (target.places + max(-power, 0))
    steps = (2 * above + below) // (2 * below)
    digits = _pointed(str(abs(steps)), precision)
    if style.strips and "." in digits:
        digits = digits.rstrip("0").removesuffix(".")
    own = int(quantity.digits.replace(".", "")) * (-1 if quantity.negative else 1)
    if steps * 10**quantity.decimals == own * 10**precision:
        return None
    return replace(quantity, digits=digits, precision=precision, negative=steps < 0)


def reprinted(printed: str, old: Quantity, new: Quantity) -> str:
    """Return the figure as its author would print it with the other number or unit."""
    match = NUMBER.search(printed)
    if match is None:
        return f"{new.digits}{new.unit}"
    number = match.group().rstrip()
    digits = _grouped(new.digits) if re.search("[,，]", number) else new.digits
    tail = printed[match.start() + len(number) :]
    if new.unit != old.unit:
        tail = tail.replace(old.unit, new.unit, 1) if old.unit in tail else new.unit
    sign = "-" if new.negative else ""
    return f"{printed[: match.start()]}{sign}{digits}{tail}"


def _grouped(digits: str) -> str:
    whole, point, fraction = digits.partition(".")
    return f"{int(whole):,}{point}{fraction}"

"""The misprints a printed number could be: what each slip costs, and how the right number would be printed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractor.quantity import Quantity
from rules.edits import pointed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from extractor.quantity import Interval, Kind
    from rules.edits import Edit
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

NUMBER: Final = re.compile(r"[-－−–]?\d[\d,，.．\s]*")
"""The number in a figure as printed: ``3,218.54`` in ``3,218.54万元``; full-width digits count as digits."""


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
    # The character where the point stands, if as many decimals are printed as count.
    seen = Counter([(one.kind, one.unit, one.precision, one.digits[-one.precision - 1 :][:1]) for one in quantities])
    return {kind: _style(kind, seen) for kind in dict.fromkeys(key[0] for key in seen)}


def _style(kind: Kind, seen: Counter[tuple[Kind, str, int, str]]) -> Style:
    decimals: Counter[int] = Counter()
    units: Counter[str] = Counter()
    strips = False
    for (own, unit, precision, point), count in seen.items():
        if own == kind:
            decimals[precision] += count
            units[unit] += count
            strips |= precision > 0 and point != "."
    usual = min(decimals, key=lambda places: (-decimals[places], -places))
    return Style(decimals=usual, strips=strips, units=tuple(unit for unit, _ in units.most_common()))


def applied(edit: Edit, quantity: Quantity) -> Quantity:
    """Return the quantity an edit makes of the printed one."""
    # Written out: dataclasses.replace asks every field by name, thousands of times a conflict.
    return Quantity(
        digits=edit.digits,
        unit=edit.unit,
        kind=quantity.kind,
        precision=edit.precision,
        negative=quantity.negative,
        approximate=quantity.approximate,
    )


def nearest(target: Interval, quantity: Quantity, style: Style) -> Quantity | None:
    """Return the number, printed like ``quantity``, that stands closest to the middle of ``target``.

    None where that is the printed number itself.
    """
    precision = max(quantity.precision, style.decimals) if quantity.kind == "amount" else quantity.precision
    power = precision - quantity.power
    above = (target.lo + target.hi) * 10 ** max(power, 0)
    below = 2 * 10 ** (target.places + max(-power, 0))
    steps = (2 * above + below) // (2 * below)
    digits = pointed(str(abs(steps)), precision)
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

"""Planted misprints: every way a printed figure or its direction word could be misprinted by one slip."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from extractor.anchor import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")

UNITS: Final = (("万元", "元"), ("亿元", "万元"))
"""A unit word and the one that an author leaves behind by one slip."""

VERBS: Final = (
    ("增加", "减少"), ("减少", "增加"), ("增长", "下降"), ("下降", "增长"),
    ("上升", "下降"), ("提高", "降低"), ("降低", "提高"),
)  # fmt: skip

SHIFTS: Final = (-3, -2, -1, 1, 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One planted slip: what stood at the span, and what stands there now."""

    slip: str
    span: Span
    """In the text before the edit."""
    old: str
    new: str

    def apply(self, text: str) -> str:
        """Return the text with the slip in it."""
        return text[: self.span.start] + self.new + text[self.span.end :]

    @property
    def after(self) -> Span:
        """Where the misprint stands in the text after the edit."""
        return Span(self.span.start, self.span.start + len(self.new))


def plant(slip: str, printed: str, start: int) -> tuple[Edit, ...]:
    """Return every misprint of that kind of a figure (or a direction word) that stands at an offset."""
    span = Span(start, start + len(printed))
    texts = dict.fromkeys(SLIPS[slip](printed))
    return tuple(Edit(slip=slip, span=span, old=printed, new=text) for text in texts if text != printed)


def _units(printed: str) -> Iterator[str]:
    if not NUMBER.search(printed) or not printed.rstrip("元万亿").strip("0."):
        return
    for unit, slipped in UNITS:
        if printed.endswith(unit) and not printed.endswith(f"十{unit}"):
            yield printed.removesuffix(unit) + slipped


def _verbs(printed: str) -> Iterator[str]:
    for verb, opposite in VERBS:
        if verb in printed:
            yield printed.replace(verb, opposite, 1)


def _on_digits(change: Callable[[str], Iterator[str]]) -> Callable[[str], Iterator[str]]:
    """Return a planter that changes the number in a figure and leaves its unit."""

    def planter(printed: str) -> Iterator[str]:
        match = NUMBER.search(printed)
        if match is None or not match.group().strip("0.,"):
            return
        old = match.group().replace(",", "")
        for digits in change(old):
            if _proper(digits) and Decimal(digits) != Decimal(old):
                yield printed[: match.start()] + digits + printed[match.end() :]

    return planter


def _proper(digits: str) -> bool:
    whole, point, fraction = digits.partition(".")
    written = bool(whole) and (len(whole) == 1 or whole[0] != "0") and (bool(fraction) or not point)
    return written and bool(digits.strip("0."))


def _digit(digits: str) -> Iterator[str]:
    for at, old in enumerate(digits):
        if old != ".":
            yield from (f"{digits[:at]}{new}{digits[at + 1 :]}" for new in "0123456789" if new != old)


def _swap(digits: str) -> Iterator[str]:
    places = [at for at, char in enumerate(digits) if char != "."]
    for number, one in enumerate(places[:-1]):
        two = places[number + 1]
        yield f"{digits[:one]}{digits[two]}{digits[one + 1 : two]}{digits[one]}{digits[two + 1 :]}"


def _drop(digits: str) -> Iterator[str]:
    for at, char in enumerate(digits):
        if char != ".":
            yield f"{digits[:at]}{digits[at + 1 :]}"


def _point(digits: str) -> Iterator[str]:
    whole, _, fraction = digits.partition(".")
    for shift in SHIFTS:
        decimals = len(fraction) - shift
        run = whole + fraction + "0" * max(0, -decimals)
        run = run.rjust(max(0, decimals) + 1, "0")
        at = len(run) - max(0, decimals)
        yield f"{run[:at].lstrip('0') or '0'}.{run[at:]}".removesuffix(".")


SLIPS: Final[Mapping[str, Callable[[str], Iterator[str]]]] = {
    "unit": _units,
    "digit": _on_digits(_digit),
    "swap": _on_digits(_swap),
    "drop": _on_digits(_drop),
    "point": _on_digits(_point),
    "sign": _verbs,
}
"""The kinds of slip; a figure that a kind does not apply to has no misprints of it."""

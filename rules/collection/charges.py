"""Figures that a disclosure's own audit accuses, as it corrects them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractor.quantity import POWERS
from rules.repair import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from extractor.fact import Fact
    from extractor.quantity import Quantity
    from rules.collection.member import Charge, Member

UNITS: Final = sorted(POWERS, key=len, reverse=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Docket:
    """The charges of a Collection's members by the place they accuse."""

    by_place: Mapping[tuple[str, int], tuple[Charge, ...]]

    def against(self, fact: Fact) -> tuple[Charge, ...]:
        """Return what is said against a fact's figure or its direction word."""
        source = fact.figure.anchor.source
        found = self.by_place.get((source, fact.figure.span.start), ())
        verb = fact.direction_span
        return found if verb is None else (*found, *self.by_place.get((source, verb.start), ()))


def docket(members: Iterable[Member]) -> Docket:
    """Return the charges of all members."""
    found: dict[tuple[str, int], tuple[Charge, ...]] = {}
    for member in members:
        for charge in member.charges:
            place = charge.source, charge.start
            found[place] = (*found.get(place, ()), charge)
    return Docket(by_place=found)


def corrected(fact: Fact, charge: Charge) -> Fact | None:
    """Return a fact as a charge says it should be printed; None where that is not determined."""
    if charge.slip == "sign":
        return None if fact.direction is None else replace(fact, direction=-fact.direction)
    quantity = None if charge.replacement is None else reread(charge.replacement, fact.quantity)
    return None if quantity is None else replace(fact, figure=replace(fact.figure, quantity=quantity))


def reread(text: str, old: Quantity) -> Quantity | None:
    """Return the number that a replacement prints; its unit is the old one where it prints none (a cell)."""
    match = NUMBER.search(text)
    if match is None:
        return None
    digits = "".join(character for character in match.group() if character.isdecimal() or character in ".．")
    digits = digits.replace("．", ".").strip(".")
    if not digits or digits.count(".") > 1:
        return None
    rest = text[match.end() :].strip()
    unit = next((unit for unit in UNITS if rest.startswith(unit)), old.unit)
    precision = max(len(digits.partition(".")[2]), min(old.precision, 2))
    negative = match.group()[0] in "-－−–"
    return replace(old, digits=str(digits), unit=unit, precision=precision, negative=negative)

"""The precision a document prints its numbers with, where it strips trailing zeros (HANDBOOK §4.0)."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from extractor.lexing import Number

_READ = ("amount", "percent")


def printed_decimals(numbers: Iterable[Number]) -> Mapping[tuple[str, str], int]:
    """Return for each kind and unit the decimals that count where fewer are printed.

    A document that writes ``0.00`` or ``263.40`` keeps its zeros: every number has the precision it shows. One that
    prints ``386``, ``14.1`` and ``168.35`` side by side strips them: there the commonest number of decimals counts.
    It keeps them if more of its numbers end in a zero than are shorter than the common one; one slip decides nothing.
    """
    decimals: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    zeros: Counter[tuple[str, str]] = Counter()
    for number in numbers:
        if number.kind not in _READ or number.approximate:
            continue
        _, _, fraction = number.digits.partition(".")
        key = (number.kind, number.unit)
        zeros[key] += fraction.endswith("0")
        decimals[key][len(fraction)] += 1
    return {key: places for key, counts in decimals.items() if (places := _stripped(counts, zeros[key]))}


def _stripped(counts: Counter[int], zeros: int) -> int:
    """Return the common number of decimals, 0 where zeros are kept or too little is printed to tell."""
    fractions = {places: count for places, count in counts.items() if places}
    if sum(fractions.values()) < 2:  # noqa: PLR2004 - a single number with decimals sets no habit
        return 0
    common = max(fractions, key=lambda places: (fractions[places], places))
    shorter = sum(count for places, count in counts.items() if places < common)
    return common if shorter > zeros else 0

"""The precision a document prints its numbers with, where it strips trailing zeros (HANDBOOK §4.0)."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from extractor.lexing import Number


def printed_decimals(numbers: Iterable[Number]) -> Mapping[tuple[str, str], int]:
    """Return for each kind and unit the decimals that count where fewer are printed.

    A document that writes ``0.00`` or ``285.10`` keeps its zeros: every number has the precision it shows. One that
    prints ``402``, ``12.1`` and ``170.25`` side by side strips them: there the commonest number of decimals counts.
    """
    decimals: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    keeps: set[tuple[str, str]] = set()
    for number in numbers:
        if number.kind not in ("amount", "percent") or number.approximate:
            continue
        _, point, fraction = number.digits.partition(".")
        key = (number.kind, number.unit)
        if point and fraction.endswith("0"):
            keeps.add(key)
        if point:
            decimals[key][len(fraction)] += 1
    return {
        key: max(counts, key=lambda places: (counts[places], places))
        for key, counts in decimals.items()
        if key not in keeps and sum(counts.values()) > 1
    }

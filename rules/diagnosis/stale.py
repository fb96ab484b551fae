"""Stale values: a wrong figure that repeats last year's or another measure's number of its own subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from extractor.fact import Fact, Subject
    from extractor.quantity import Quantity

AMOUNTS: Final = frozenset({"final", "budget0", "budgetFY", "budget", "prior"})

TELLING: Final = 3
"""A number of fewer digits agrees with another by chance."""


def telling(digits: str) -> bool:
    """Tell whether a number has digits enough to be known again."""
    return len(digits.replace(".", "").strip("0")) >= TELLING


def families(facts: Iterable[Fact]) -> dict[Subject, list[Fact]]:
    """Return the facts of each subject."""
    found: dict[Subject, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.subject, []).append(fact)
    return found


def is_stale(own: Iterable[Fact], right: Quantity, families: Mapping[Subject, Sequence[Fact]]) -> bool:
    """Tell whether the printed number is another of its subject, or last year's if ``right`` is this year's.

    年初预算为158万元,支出决算为158万元 where the account says 640.18: the budget was copied.
    """
    for fact in own:
        quantity = fact.quantity
        if fact.measure not in AMOUNTS or not telling(quantity.digits):
            continue
        if any(value == fact.point.low for value in _others(fact, right, families.get(fact.subject, ()))):
            return True
    return False


def _others(fact: Fact, right: Quantity, family: Sequence[Fact]) -> Iterator[Decimal]:
    for other in family:
        if other.figure is fact.figure:
            continue
        if other.measure in AMOUNTS and other.measure != fact.measure:
            yield other.point.low
        elif other.measure == "delta" and fact.measure == "final":
            yield (right.point - other.point).low

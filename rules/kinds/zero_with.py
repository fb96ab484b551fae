"""An amount is zero exactly when the things it paid for are zero."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from extractor.quantity import Interval
from rules import seats
from rules.errors import SpecError
from rules.finding import Verdict, Words
from rules.judging import every_seat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.finding import Outcome
    from rules.relation import Relation

NEEDS = ("amount", "count*")
WHEN: Final = ("unpaid", "uncounted")
"""``unpaid``: the fault is things without an amount; ``uncounted``: an amount without things."""


def check_spec(spec: Mapping[str, object]) -> None:
    """Raise ValueError where the spec is wrong."""
    seats.check(spec, NEEDS, extra=("when",))
    if spec.get("when") not in WHEN:
        raise SpecError(f"when 应为：{'、'.join(WHEN)}", at=("when",))


def outcome(relation: Relation) -> Outcome:
    """Judge without words."""
    amounts, counts = relation.sitting("amount"), relation.sitting("count")
    if not amounts or not counts:
        return "cannot_tell"
    paid = not amounts[0].quantity.is_zero
    counted = [not fact.quantity.is_zero for fact in counts]
    if relation.rule.spec.get("when") == "unpaid":
        return "fails" if not paid and any(counted) else "holds"
    return "fails" if paid and not any(counted) else "holds"


def judge(relation: Relation) -> Verdict:
    """Judge with amount and counts written out."""
    found = outcome(relation)
    zero = all(fact.quantity.is_zero for fact in relation.sitting("amount"))
    decisive = found == "fails" or (found == "holds" and zero and relation.rule.spec.get("when") == "unpaid")
    return Verdict(
        rule=relation.rule.id,
        outcome=found,
        seats=relation.seats,
        why="缺少数量" if found == "cannot_tell" else None,
        wording=partial(_words, relation),
        looseness=tuple if decisive else partial(every_seat, relation),
    )


def _words(relation: Relation) -> Words:
    counts = "、".join(fact.figure.printed for fact in relation.sitting("count"))
    stated = relation.seats[0].fact.figure.printed
    return Words(formula=f"{stated} ↔ {counts}" if counts else "", stated=stated)


def allowed(relation: Relation, seat: int) -> Interval | None:
    """Return zero for a figure whose counterparts force it to zero, None where it may be anything else."""
    amounts, counts = relation.sitting("amount"), relation.sitting("count")
    unpaid = relation.rule.spec.get("when") == "unpaid"
    if relation.seats[seat].name == "count":
        forced = unpaid and bool(amounts) and amounts[0].quantity.is_zero
    else:
        forced = not unpaid and bool(counts) and all(fact.quantity.is_zero for fact in counts)
    return Interval(0, 0) if forced else None

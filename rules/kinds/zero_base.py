"""A base of zero carries no percentage; zero over zero written as 0 % or 100 % is a convention."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from rules import seats
from rules.errors import SpecError
from rules.finding import Verdict, Words
from rules.judging import every_seat, label
from rules.ratio import is_conventional
from rules.showing import common_unit, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.fact import Fact
    from extractor.quantity import Interval
    from rules.finding import Outcome, Seat
    from rules.relation import Relation

NEEDS = ("rate", "delta?", "final?", "base?")
"""The base is printed, or is what final less delta leaves."""

WHEN: Final = ("undefined", "convention")
"""``undefined``: the fault is any percentage but the convention; ``convention``: the fault is the convention."""


def check_spec(spec: Mapping[str, object]) -> None:
    """Raise ValueError where the spec is wrong."""
    seats.check(spec, NEEDS, extra=("when",))
    if spec.get("when") not in WHEN:
        raise SpecError(f"when 应为：{'、'.join(WHEN)}", at=("when",))


def applies(taken: tuple[Seat, ...]) -> bool:
    """Tell whether the base is a printed zero, so that the relation is worth binding."""
    return base_is_zero({seat.name: seat.fact for seat in taken}) is True


def outcome(relation: Relation) -> Outcome:
    """Judge without words."""
    facts = {seat.name: seat.fact for seat in relation.seats}
    zero = base_is_zero(facts)
    if zero is None:
        return "cannot_tell"
    if not zero:
        return "holds"
    conventional = _part_is_zero(facts) and is_conventional(facts["rate"])
    return "fails" if conventional == (relation.rule.spec.get("when") == "convention") else "holds"


def base_is_zero(facts: Mapping[str, Fact]) -> bool | None:
    """Tell whether the printed base is zero; None where there is none."""
    if "base" in facts:
        return facts["base"].quantity.is_zero
    if "final" in facts and "delta" in facts:
        return (facts["final"].point - facts["delta"].point).is_zero
    return None


def _part_is_zero(facts: Mapping[str, Fact]) -> bool:
    return all(facts[name].quantity.is_zero for name in ("final", "delta") if name in facts)


def judge(relation: Relation) -> Verdict:
    """Judge with the base written out; no relation of this kind checks a figure."""
    found = outcome(relation)
    return Verdict(
        rule=relation.rule.id,
        outcome=found,
        seats=relation.seats,
        why="缺少基数" if found == "cannot_tell" else None,
        wording=partial(_words, relation),
        looseness=partial(every_seat, relation),
    )


def _words(relation: Relation) -> Words:
    facts = {seat.name: seat.fact for seat in relation.seats}
    return Words(formula=_formula(facts, label(relation)), stated=facts["rate"].figure.printed)


def _formula(facts: Mapping[str, Fact], name: str) -> str:
    start = f"{name} = " if name else ""
    if "base" in facts:
        return f"{start}{shown(facts['base'], facts['base'].quantity.unit)}"
    if "final" in facts and "delta" in facts:
        unit = common_unit([facts["final"], facts["delta"]]) or facts["final"].quantity.unit
        final, delta = (shown(facts[seat], unit) for seat in ("final", "delta"))
        return f"{start}{final} − {delta} = 0"
    return ""


def allowed(relation: Relation, seat: int) -> Interval | None:  # noqa: ARG001  (the Kind protocol's signature)
    """Return None: no value is wrong by itself, the percentage should not be there."""
    return None

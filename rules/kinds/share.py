"""A share is the part over the whole it names: 占比 = 部分 ÷ 总体."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import ratio, seats
from rules.judging import ratio_verdict
from rules.ratio import Ratio, term
from rules.showing import common_unit, shown, shown_in_brackets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.quantity import Interval
    from rules.finding import Outcome, Verdict
    from rules.relation import Relation

NEEDS = ("share", "part", "whole*", "whole_less*")
"""A whole that is not printed may be the difference of two that are."""

ROLES = {"part": (0, 1), "whole": (1, 0), "whole_less": (-1, 0)}


def check_spec(spec: Mapping[str, object]) -> None:
    """Raise ValueError where the spec is wrong."""
    seats.check(spec, NEEDS)


def form(relation: Relation) -> Ratio | None:
    """Return the ratio, or None where part or whole is missing."""
    names = {seat.name for seat in relation.seats}
    if not {"share", "part", "whole"} <= names:
        return None
    terms = []
    for number, seat in enumerate(relation.seats):
        if seat.name != "share":
            in_base, in_part = ROLES[seat.name]
            terms.append(term(number, seat.fact, in_base=in_base, in_part=in_part))
    at = next(number for number, seat in enumerate(relation.seats) if seat.name == "share")
    return Ratio(seat=at, fact=relation.seats[at].fact, terms=tuple(terms))


def outcome(relation: Relation) -> Outcome:
    """Judge without words."""
    return ratio.outcome(form(relation))


def judge(relation: Relation) -> Verdict:
    """Judge with formula and the interval of the share."""
    return ratio_verdict(relation, form(relation), _quotient, lacking="分子或分母")


def _quotient(relation: Relation) -> str:
    part, wholes, less = (relation.sitting(name) for name in ("part", "whole", "whole_less"))
    unit = common_unit([*part, *wholes, *less])
    text = shown(wholes[0], unit)
    text += "".join(f" + {shown_in_brackets(fact, unit)}" for fact in wholes[1:])
    text += "".join(f" − {shown_in_brackets(fact, unit)}" for fact in less)
    return f"{shown(part[0], unit)} ÷ {f'({text})' if ' ' in text else text}"


def allowed(relation: Relation, seat: int) -> Interval | None:
    """Return the values the numbered seat may take given the others."""
    return ratio.allowed(form(relation), seat)

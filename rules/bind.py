"""Facts take their seats: every relation of the rulebook that a disclosure lets be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.binding import compared, document, lists, repeats, statement
from rules.binding.given import GIVEN
from rules.binding.index import build
from rules.kind_names import WORDS
from rules.kinds import kind_named
from rules.seats import plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extractor.fact import Extraction
    from rules.binding.index import Index
    from rules.load import Rulebook
    from rules.relation import Relation
    from rules.rule import Rule
    from rules.seats import Plan

Binder = "Callable[[Index, Rule, Plan], Iterator[Relation]]"

BINDERS: Final[dict[str, Callable[[Index, Rule, Plan], Iterator[Relation]]]] = {
    "statement": statement.bind,
    "document": document.bind,
    "after": lists.bind_after,
    "items": lists.bind_items,
    "repeats": repeats.bind,
    "comparison": compared.bind,
}


def bind(extraction: Extraction, rulebook: Rulebook) -> tuple[Relation, ...]:
    """Return the bound relations, in the order of the rules and of reading; none twice over the same figures."""
    index = build(extraction)
    given = {name: condition(index) for name, condition in GIVEN.items()}
    found: dict[tuple[object, ...], Relation] = {}
    for rule in rulebook.rules:
        if rule.kind in WORDS or rule.status == "deprecated":
            continue
        read = planned(rule)
        if all(given[name] for name in read.given):
            for case in read.cases:
                for relation in BINDERS[read.per](index, rule, case):
                    if _worth(relation):
                        found.setdefault(_figures(relation), relation)
    return tuple(found.values())


def _worth(relation: Relation) -> bool:
    """Ask the kind whether a relation is worth binding, where it has a say: only a base of zero is a zero base."""
    applies = getattr(kind_named(relation.rule.kind), "applies", None)
    return applies is None or bool(applies(relation))


def _figures(relation: Relation) -> tuple[object, ...]:
    """Return what makes a relation: its rule and the figures in its seats.

    收、支总计均为1344.73万元 states two facts with one figure; what is said of both is judged once.
    """
    return (relation.rule.id, *((seat.name, seat.fact.figure.anchor.span) for seat in relation.seats))


_PLANS: Final[dict[int, tuple[Rule, Plan]]] = {}
"""Plans by rule, each kept beside its rule so that the number stays its own: a cache of immutable data."""


def planned(rule: Rule) -> Plan:
    """Return a rule's spec, read once."""
    known = _PLANS.get(id(rule))
    if known is None or known[0] is not rule:
        needs = kind_named(rule.kind).NEEDS
        known = _PLANS[id(rule)] = (rule, plan(rule.spec, needs, extra=("when",)))
    return known[1]

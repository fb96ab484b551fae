"""Facts take their seats: every relation of the rulebook that a disclosure lets be drawn."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rules.binding import compared, document, lists, repeats, sentences, statement, tables, telling, trees
from rules.binding.given import GIVEN
from rules.binding.index import build
from rules.kind_names import WORDS
from rules.kinds import applies_to, kind_named
from rules.seats import COLLECTED, TABULAR, plan

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
    "sentence": sentences.bind,
    "after": lists.bind_after,
    "items": lists.bind_items,
    "repeats": repeats.bind,
    "comparison": compared.bind,
    "row": tables.bind_rows,
    "table": tables.bind_each,
    "tables": tables.bind_between,
    "tree": trees.bind,
    "told": telling.bind,
}


def bind(extraction: Extraction, rulebook: Rulebook) -> tuple[Relation, ...]:
    """Return the bound relations, in the order of the rules and of reading; none twice over the same figures."""
    index = build(extraction)
    given = {name: condition(index) for name, condition in GIVEN.items()}
    found: list[Relation] = []
    for rule, read in _bindable(rulebook, tabular=bool(index.cells.grids)):
        if not all(given[name] for name in read.given):
            continue
        applies, binder = applies_to(rule.kind), BINDERS[read.per]
        seen: set[tuple[int, ...]] = set()
        for case in read.cases:
            for relation in binder(index, rule, case):
                figures = _figures(relation)
                if figures not in seen and (applies is None or applies(relation.seats)):
                    seen.add(figures)
                    found.append(relation)
    return tuple(found)


@lru_cache(maxsize=16)
def _bindable(rulebook: Rulebook, *, tabular: bool) -> tuple[tuple[Rule, Plan], ...]:
    """Return the rules of a book that relations of one disclosure can come of, those on tables only if wanted."""
    rules = [rule for rule in rulebook.rules if rule.kind not in WORDS and rule.status != "deprecated"]
    left_out = COLLECTED if tabular else COLLECTED | TABULAR
    return tuple((rule, read) for rule in rules if (read := planned(rule)).per not in left_out)


def _figures(relation: Relation) -> tuple[int, ...]:
    """Return where the figures in a relation's seats stand: a rule is bound to them once.

    收、支总计均为1268.35万元 states two facts with one figure; what is said of both is judged once.
    """
    return tuple([id(seat.fact.figure) for seat in relation.seats])


_PLANS: Final[dict[int, tuple[Rule, Plan]]] = {}
"""Plans by rule, each kept beside its rule so that the number stays its own: a cache of immutable data."""


def planned(rule: Rule) -> Plan:
    """Return a rule's spec, read once."""
    known = _PLANS.get(id(rule))
    if known is None or known[0] is not rule:
        needs = kind_named(rule.kind).NEEDS
        known = _PLANS[id(rule)] = (rule, plan(rule.spec, needs, extra=("when", "tail")))
    return known[1]

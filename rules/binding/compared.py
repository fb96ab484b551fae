"""Words that compare actual and budget: 支出决算数大于年初预算数."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.binding.picking import BUDGETS
from rules.binding.statement import nearest
from rules.finding import Seat
from rules.kinds import kind_named
from rules.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact
    from rules.binding.index import Index
    from rules.rule import Rule
    from rules.seats import Plan


def bind(index: Index, rule: Rule, plan: Plan) -> Iterator[Relation]:
    """Yield a relation for every word that compares a final with a budget, where both are stated near it."""
    for word in index.words:
        if word.figure.quantity is not None or word.base not in BUDGETS:
            continue
        final = nearest(index, word, "final", plan.seats["final"][0])
        if final is not None:
            found = [_relation(rule, final, budget, word) for budget in _budgets(index, word, plan)]
            fitting = (relation for relation in found if kind_named(rule.kind).outcome(relation) != "fails")
            yield from (next(fitting, found[0]),) if found else ()


def _budgets(index: Index, word: Fact, plan: Plan) -> Iterator[Fact]:
    """Yield the budgets a word may mean, the likeliest first.

    年初预算为0万元,全年预算为321.02万元,支出决算为307.82万元,决算数小于预算数: less than the second, not the first.
    """
    for name in BUDGETS if word.base == "budget" else (str(word.base), "budget"):
        budget = nearest(index, word, name, plan.seats["budget"][0])
        if budget is not None:
            yield budget


def _relation(rule: Rule, final: Fact, budget: Fact, word: Fact) -> Relation:
    seats = {"final": final, "budget": budget, "word": word}
    return Relation(rule=rule, seats=tuple(Seat(name=name, fact=fact) for name, fact in seats.items()))

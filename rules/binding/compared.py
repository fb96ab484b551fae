"""Words that compare actual and budget: 支出决算数大于年初预算数."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.binding.picking import BUDGETS
from rules.binding.statement import nearest
from rules.finding import Seat
from rules.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.binding.index import Index
    from rules.rule import Rule
    from rules.seats import Plan


def bind(index: Index, rule: Rule, plan: Plan) -> Iterator[Relation]:
    """Yield a relation for every word that compares a final with a budget, where both are stated near it."""
    for word in index.words:
        if word.figure.quantity is not None or word.base not in BUDGETS:
            continue
        final = nearest(index, word, "final", plan.seats["final"][0])
        budgets = BUDGETS if word.base == "budget" else (word.base, "budget")
        budget = next((one for name in budgets if (one := nearest(index, word, name, plan.seats["budget"][0]))), None)
        if final is not None and budget is not None:
            seats = {"final": final, "budget": budget, "word": word}
            yield Relation(rule=rule, seats=tuple(Seat(name=name, fact=fact) for name, fact in seats.items()))

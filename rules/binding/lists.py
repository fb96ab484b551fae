"""Relations over lists in reading order: a total and what is listed after it, a class and the items under it."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from rules.binding import picking
from rules.binding.document import closes
from rules.binding.index import ahead
from rules.finding import Seat
from rules.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact
    from rules.binding.index import Index
    from rules.rule import Rule
    from rules.seats import Plan

TEMPLATE_ZEROS = 3
"""A list that prints this many zeros is the template's full list, not a choice of what was large."""


ITEMS = "items complete"


def bind_after(index: Index, rule: Rule, plan: Plan) -> Iterator[Relation]:
    """Yield each whole with the parts that stand after it in its section, up to the next whole.

    人员经费188.42万元,主要包括:基本工资41.05万元、…;公用经费22.16万元,主要包括:办公费1.4万元、…
    """
    lists = [seats for seats in _lists(index, plan) if sum(seat.name == "part" for seat in seats) >= plan.needed]
    any_closes = any(closes(seats) for seats in lists)
    for seats in lists:
        full = any_closes or _prints_zeros(seats) or _ends_in_other(seats)
        yield Relation(rule=rule, seats=tuple(seats) if full else tuple(partial(seats)))


def _lists(index: Index, plan: Plan) -> Iterator[list[Seat]]:
    wholes = [fact for pick in plan.seats["whole"] for fact in picking.found(index, pick)]
    parts = [fact for pick in plan.seats["part"] for fact in picking.found(index, pick)]
    firsts = sorted(_first_each(wholes, parts), key=_place)
    for number, whole in enumerate(firsts):
        end = firsts[number + 1] if number + 1 < len(firsts) and ahead(whole, firsts[number + 1]) else None
        inside = [
            fact
            for fact in parts
            if fact.role == whole.role and ahead(whole, fact) and (end is None or ahead(fact, end))
        ]
        if inside:
            listed = _up_to_other(picking.each_account(inside, leaf=False))
            yield [Seat(name="whole", fact=whole), *(Seat(name="part", fact=fact) for fact in listed)]


def _up_to_other(facts: list[Fact]) -> list[Fact]:
    """Return the kinds of things counted up to what is left over; what follows only says what that is.

    机要通信用车1辆、其他用车29辆,其他用车主要是教学用车20辆和后勤用车9辆
    """
    for number, fact in enumerate(facts):
        if fact.measure == "count" and fact.subject.account.startswith("其他"):
            return facts[: number + 1]
    return facts


def _first_each(wholes: list[Fact], parts: list[Fact]) -> list[Fact]:
    """Return each whole once: where it stands right before a part, else where it is first said.

    基本支出包括人员经费285.2万元和公用经费61万元。人员经费285.2万元,主要包括基本工资200万元、…
    """
    firsts: dict[str, Fact] = {}
    leading: dict[str, Fact] = {}
    said = sorted([*wholes, *parts], key=_place)
    heads = {id(fact) for fact in wholes}
    for fact, after in pairwise([*said, None]):
        if fact is not None and id(fact) in heads:
            firsts.setdefault(fact.subject.indicator, fact)
            if after is not None and id(after) not in heads:
                leading.setdefault(fact.subject.indicator, fact)
    return [leading.get(name, fact) for name, fact in firsts.items()]


def _place(fact: Fact) -> tuple[str, int]:
    return fact.figure.anchor.source, fact.figure.span.start


def _prints_zeros(seats: list[Seat]) -> bool:
    return sum(seat.fact.quantity.is_zero for seat in seats) >= TEMPLATE_ZEROS


def _ends_in_other(seats: list[Seat]) -> bool:
    """Tell whether a list ends in what is left over: 其他用车1辆."""
    return seats[-1].fact.subject.account.startswith("其他") and seats[-1].fact.measure == "count"


def partial(seats: list[Seat]) -> Iterator[Seat]:
    """Yield the seats with the parts as some of the whole."""
    for seat in seats:
        yield Seat(name="some", fact=seat.fact) if seat.name == "part" else seat


def bind_items(index: Index, rule: Rule, plan: Plan) -> Iterator[Relation]:
    """Yield the total with the items of its list, or each class with the items under it (``lead: part``)."""
    full = index.memo.get(ITEMS)
    if full is None:
        full = index.memo[ITEMS] = items_complete(index)
    for measure in plan.each or ("final",):
        for seats in _by_class(index, plan, measure) if plan.lead else _whole_list(index, plan, measure):
            yield Relation(rule=rule, seats=tuple(seats) if full else tuple(partial(seats)))


def _whole_list(index: Index, plan: Plan, measure: str) -> Iterator[list[Seat]]:
    whole = next((fact for pick in plan.seats["whole"] if (fact := picking.one(index, pick, measure))), None)
    parts = picking.many(index, plan.seats["part"], measure)
    if whole is not None and len(parts) >= plan.needed:
        yield [Seat(name="whole", fact=whole), *(Seat(name="part", fact=fact) for fact in parts)]


def _by_class(index: Index, plan: Plan, measure: str) -> Iterator[list[Seat]]:
    under: dict[str, list[Fact]] = defaultdict(list)
    for fact in picking.many(index, plan.seats["part"], measure):
        under[head(fact)].append(fact)
    for whole in picking.many(index, plan.seats["whole"], measure):
        parts = [fact for fact in under.get(head(whole), ()) if fact.figure.id != whole.figure.id]
        if parts:
            yield [Seat(name="whole", fact=whole), *(Seat(name="part", fact=fact) for fact in parts)]


def head(fact: Fact) -> str:
    """Return the 类 of an account without its ending: 一般公共服务 and 一般公共服务支出 are one."""
    return fact.subject.account.partition("/")[0].removesuffix("支出")


def items_complete(index: Index) -> bool:
    """Tell whether the items of 五(三) are all there are.

    Signs of it, any one of which will do: their finals add up to the total, their budgets do, or within all classes
    but one they add up to what 五(二) says. So one wrong figure does not turn a complete list into a partial one.
    """
    leaf = picking.leaves("gpb_items")
    total = picking.plain("gpb.exp")
    for measure in ("final", "budget0", "budgetFY"):
        whole, parts = picking.one(index, total, measure), picking.many(index, (leaf,), measure)
        if whole and len(parts) > 1 and closes(_sum(whole, parts)):
            return True
    return _classes_close(index)


def _sum(whole: Fact, parts: list[Fact]) -> list[Seat]:
    return [Seat(name="whole", fact=whole), *(Seat(name="part", fact=part) for part in parts)]


def _classes_close(index: Index) -> bool:
    """Tell whether items add up within every class of 五(二) but at most one, and there are two such at least."""
    under: dict[str, list[Fact]] = defaultdict(list)
    for fact in picking.many(index, (picking.leaves("gpb_items"),), "final"):
        under[head(fact)].append(fact)
    classes = picking.many(index, (picking.tops("gpb_structure"),), "final")
    closed = sum(closes(_sum(whole, under[head(whole)])) for whole in classes if under.get(head(whole)))
    return closed > 1 and closed >= len(classes) - 1

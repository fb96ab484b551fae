"""Conflict groups: failing relations that share figures, with the relations that hold around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.diagnosis.problem import Bound, Problem
from rules.kinds import kind_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractor.fact import Figure
    from rules.diagnosis.problem import Place
    from rules.finding import Verdict
    from rules.relation import Relation


def bound(relation: Relation, verdict: Verdict) -> Bound:
    """Return a judged relation with the kind that judges it."""
    return Bound(relation=relation, kind=kind_named(relation.rule.kind), verdict=verdict)


def group(judged: Sequence[tuple[Relation, Verdict]]) -> tuple[Problem, ...]:
    """Return the connected groups of conflict among judged relations, in reading order.

    Only figures of a failing relation may be accused. A relation that holds joins the groups of all such figures in
    it, for two repairs may break it one by one and keep it together. So does one that cannot be told
    as printed, for a repair may make it fail.
    """
    hot = {figure.id for relation, verdict in judged if verdict.outcome == "fails" for figure in _figures(relation)}
    if not hot:
        return ()
    leader = {name: name for name in hot}
    members: list[tuple[Bound, str]] = []
    for relation, verdict in _around(judged):
        inside = [figure.id for figure in _figures(relation) if figure.id in hot]
        if inside and len(relation.seats) > 1:
            for name in inside[1:]:
                leader[_root(leader, name)] = _root(leader, inside[0])
            members.append((bound(relation, verdict), inside[0]))
    gathered: dict[str, list[Bound]] = {}
    for one, name in members:
        gathered.setdefault(_root(leader, name), []).append(one)
    problems = [_problem(inside) for inside in gathered.values()]
    return tuple(sorted(problems, key=lambda problem: _order(problem.figures[0])))


def _around(judged: Sequence[tuple[Relation, Verdict]]) -> list[tuple[Relation, Verdict]]:
    """Return the relations with a figure that starts where one of a failing relation does.

    Most relations lie apart from all conflict, and where a figure starts is known without making its id.
    """
    starts = {
        (seat.fact.figure.anchor.source, seat.fact.figure.anchor.span.start)
        for relation, verdict in judged
        if verdict.outcome == "fails"
        for seat in relation.seats
    }
    found = []
    for one in judged:
        for seat in one[0].seats:
            anchor = seat.fact.figure.anchor
            if (anchor.source, anchor.span.start) in starts:
                found.append(one)
                break
    return found


def _root(leader: dict[str, str], name: str) -> str:
    while leader[name] != name:
        leader[name] = leader[leader[name]]
        name = leader[name]
    return name


def _figures(relation: Relation) -> Iterable[Figure]:
    return (seat.fact.figure for seat in relation.seats)


def _order(figure: Figure) -> tuple[str, int, int]:
    return figure.anchor.source, figure.span.start, figure.span.end


def _problem(bounds: Sequence[Bound]) -> Problem:
    accused = {figure.id: figure for one in bounds if one.fails for figure in _figures(one.relation)}
    places: dict[str, list[Place]] = {}
    for number, one in enumerate(bounds):
        for seat, figure in enumerate(_figures(one.relation)):
            places.setdefault(figure.id, []).append((number, seat))
    return Problem(
        bounds=tuple(bounds),
        places={name: tuple(found) for name, found in places.items()},
        figures=tuple(sorted(accused.values(), key=_order)),
    )

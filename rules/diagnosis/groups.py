"""Conflict groups: failing relations that share figures, with the relations that hold around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.diagnosis.problem import Bound, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractor.fact import Figure
    from rules.diagnosis.problem import Place


def group(bounds: Sequence[Bound]) -> tuple[Problem, ...]:
    """Return the connected groups of conflict among judged relations, in reading order.

    Only figures of a failing relation may be accused. A relation that holds joins the groups of all such figures in
    it, for two repairs may break it one by one and keep it together. So does one that cannot be told
    as printed, for a repair may make it fail.
    """
    hot = {figure.id for bound in bounds if bound.fails for figure in _figures(bound)}
    if not hot:
        return ()
    leader = {name: name for name in hot}
    members: list[tuple[Bound, str]] = []
    for bound in bounds:
        inside = [figure.id for figure in _figures(bound) if figure.id in hot]
        if inside and len(bound.relation.seats) > 1:
            for name in inside[1:]:
                leader[_root(leader, name)] = _root(leader, inside[0])
            members.append((bound, inside[0]))
    gathered: dict[str, list[Bound]] = {}
    for bound, name in members:
        gathered.setdefault(_root(leader, name), []).append(bound)
    problems = [_problem(inside) for inside in gathered.values()]
    return tuple(sorted(problems, key=lambda problem: _order(problem.figures[0])))


def _root(leader: dict[str, str], name: str) -> str:
    while leader[name] != name:
        leader[name] = leader[leader[name]]
        name = leader[name]
    return name


def _figures(bound: Bound) -> Iterable[Figure]:
    return (seat.fact.figure for seat in bound.relation.seats)


def _order(figure: Figure) -> tuple[str, int, int]:
    return figure.anchor.source, figure.span.start, figure.span.end


def _problem(bounds: Sequence[Bound]) -> Problem:
    accused = {figure.id: figure for bound in bounds if bound.fails for figure in _figures(bound)}
    places: dict[str, list[Place]] = {}
    for number, bound in enumerate(bounds):
        for seat, figure in enumerate(_figures(bound)):
            places.setdefault(figure.id, []).append((number, seat))
    return Problem(
        bounds=tuple(bounds),
        places={name: tuple(found) for name, found in places.items()},
        figures=tuple(sorted(accused.values(), key=_order)),
    )

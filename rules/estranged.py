"""Tables that add up in themselves and agree with nothing else: another unit, another body, another scope."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from extractor.fact import Fact
    from rules.finding import Verdict
    from rules.relation import Relation

POWERS: Final = (0, 4, -4, 3, -3, 1, -1, 8, -8)
"""Powers of ten between the units of money."""

LEAST: Final = 3
"""Fewer figures may each be wrong by themselves."""

MOST: Final = 5
"""All but one in so many must be off alike."""

MANY: Final = 6
"""So many figures that disagree with other tables and the narrative are no slips."""

HALF: Final = 2

APART: Final = 10
"""So many figures of the narrative that differ from several tables, which agree: it speaks of another scope."""

SPREAD: Final = 3
"""Tables whose totals differ from the narrative's at least, where it speaks of another scope."""

_SCOPES: Final = "各表之间相符,而正文多处写作另外的数,像是两种口径"

Place = tuple[str, int]
"""A table: the source of its document and its number there."""


class Doubt(NamedTuple):
    """A table and in Chinese why it is doubted."""

    place: Place
    role: str
    why: str


def place_of(fact: Fact) -> Place | None:
    """Return the table a fact stands in; None for what the narrative says."""
    return None if fact.cell is None else (fact.figure.anchor.source, fact.cell.number)


def role_of(relation: Relation, place: Place) -> str:
    """Return the role of a table that some figure of a relation stands in."""
    cells = (seat.fact.cell for seat in relation.seats if place_of(seat.fact) == place)
    return next((cell.role for cell in cells if cell is not None), "")


def scaled(
    relations: Sequence[Relation], verdicts: Sequence[Verdict], unsure: Collection[Place] = ()
) -> Iterator[Doubt]:
    """Yield the tables whose figures are the narrative's times a power of ten: their unit is misread or misprinted.

    A table whose unit is not sure is compared with other tables too.
    """
    powers: dict[Place, list[int | None]] = defaultdict(list)
    others: dict[Place, str] = {}
    roles: dict[Place, str] = {}
    for relation, verdict in zip(relations, verdicts, strict=True):
        if verdict.outcome == "cannot_tell":
            continue
        place, cell, told = _compared(relation, unsure)
        if place is not None and not cell.quantity.is_zero:
            powers[place].append(scale(cell, told))
            roles[place] = role_of(relation, place)
            others[place] = "正文" if told.cell is None else "其他表中"
    for place, found in powers.items():
        power = next((one for one in found if one), None)
        if power and len(found) >= LEAST and found.count(power) * MOST >= len(found) * (MOST - 1):
            one, other = ("表中", others[place]) if power > 0 else (others[place], "表中")
            yield Doubt(place, roles[place], f"{one}各数都是{other}的{10 ** abs(power)}倍,单位写错了或没有读对")


def _compared(relation: Relation, unsure: Collection[Place]) -> tuple[Place | None, Fact, Fact]:
    """Return the table that a relation compares, its cell, and the figure it is compared with."""
    cell, told = relation.seats[0].fact, relation.seats[-1].fact
    if relation.rule.family == "narrative_table":
        return place_of(cell), cell, told
    if relation.rule.family != "tables" or relation.rule.kind != "equal" or len(relation.seats) != 2:  # noqa: PLR2004
        return None, cell, told
    if place_of(told) in unsure:
        cell, told = told, cell
    place = place_of(cell)
    return (place if place in unsure and place_of(told) not in unsure else None), cell, told


def scale(cell: Fact, told: Fact) -> int | None:
    """Return the power of ten that a cell is larger by than what the narrative says; 0 where they agree, else None."""
    return next((power for power in POWERS if cell.interval.meets(told.interval.shifted(power))), None)


def strangers(relations: Sequence[Relation], verdicts: Sequence[Verdict], aside: set[Place]) -> Iterator[Doubt]:
    """Yield the tables that disagree with most of what stands outside them, the worst first; each takes its share away.

    Tables set aside already, and relations that rest on them, do not count.
    """
    outside = [
        (_places(relation), relation, verdict.outcome == "fails")
        for relation, verdict in zip(relations, verdicts, strict=True)
        if relation.rule.family in {"tables", "narrative_table"} and verdict.outcome != "cannot_tell"
    ]
    gone = set(aside)
    while True:
        left = [one for one in outside if gone.isdisjoint(one[0])]
        worst = _worst(left)
        if worst is None:
            return
        gone.add(worst)
        role = next(role_of(relation, worst) for places, relation, _ in left if worst in places)
        yield Doubt(worst, role, "与其他各表和正文多处不符,像是另一单位、另一口径的表")


def divided(relations: Sequence[Relation], verdicts: Sequence[Verdict], aside: set[Place]) -> Iterator[Doubt]:
    """Yield the tables that agree among themselves, and of which the narrative says other totals and much else besides.

    The words are of the department and the tables of its head unit alone, or the words are last year's.
    """
    told: dict[Place, str] = {}
    totals: set[Place] = set()
    figures: set[str] = set()
    for relation, verdict in zip(relations, verdicts, strict=True):
        places = _places(relation)
        if verdict.outcome != "fails" or not places or not aside.isdisjoint(places):
            continue
        if relation.rule.family == "tables":
            return
        if relation.rule.family == "narrative_table":
            facts = [seat.fact for seat in relation.seats]
            figures.update(fact.figure.id for fact in facts if fact.cell is None)
            told |= {place: role_of(relation, place) for place in places}
            totals |= places if not any(fact.subject.account for fact in facts) else set()
    if len(figures) >= APART and len(totals) >= SPREAD:
        yield from (
            Doubt(place, role, "各表之间相符,而正文多处写作另外的数,像是两种口径") for place, role in told.items()
        )


def _places(relation: Relation) -> set[Place]:
    return {place for seat in relation.seats if (place := place_of(seat.fact)) is not None}


def _worst(outside: Sequence[tuple[set[Place], Relation, bool]]) -> Place | None:
    """Return the table most of whose figures disagree with others, None where there is none."""
    judged = Counter(place for places, _, _ in outside for place in places)
    failing: dict[Place, set[str]] = defaultdict(set)
    count: Counter[Place] = Counter()
    for places, relation, fails in outside:
        for place in places if fails else ():
            count[place] += 1
            failing[place].update(seat.fact.figure.id for seat in relation.seats if place_of(seat.fact) == place)
    many = [place for place, figures in failing.items() if len(figures) >= MANY and count[place] * HALF > judged[place]]
    return max(many, key=lambda place: (count[place] / judged[place], place), default=None)

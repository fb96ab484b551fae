"""Tables that fail their own sums where a doubtful reading is likelier than so many errors: they accuse nobody."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from rules.judging import every_seat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.document import Table
    from extractor.fact import Extraction, Fact
    from rules.finding import Verdict
    from rules.relation import Relation

MANY: Final = 3
"""A table with fewer failing sums may simply hold a wrong figure."""

SHARE: Final = 5
"""One failing relation in so many is more than a careful author leaves."""

FEW: Final = 2
"""So many wrong figures that sit in all failing sums explain them; no misreading is needed."""

UNSURE: Final = 0.9
"""The recognition of a picture less sure than this may have misread a digit."""

POWERS: Final = (0, 4, -4, 3, -3, 8, -8)
"""Powers of ten between the units of money."""

Place = tuple[str, int]
"""A table: the source of its document and its number there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectTable:
    """A table that is not judged, and why."""

    source: str
    """The id of the document's source."""
    number: int
    role: str
    why: str
    """In Chinese, without a full stop."""


def suspects(
    extraction: Extraction, relations: Sequence[Relation], verdicts: Sequence[Verdict]
) -> tuple[SuspectTable, ...]:
    """Return the tables whose own relations fail in a way that a doubt of reading explains best."""
    tables = {(one.source.id, table.number): table for one in extraction.disclosure.documents for table in one.tables}
    found = (*_suspected(*_counted(relations, verdicts), tables), *_scaled(relations, verdicts))
    return tuple({(one.source, one.number): one for one in reversed(found)}.values())[::-1]


def _counted(
    relations: Sequence[Relation], verdicts: Sequence[Verdict]
) -> tuple[dict[Place, list[Relation]], Counter[Place]]:
    """Return the failing relations within each table, and how many were judged there."""
    counts: Counter[Place] = Counter()
    failing: dict[Place, list[Relation]] = defaultdict(list)
    for relation, verdict in zip(relations, verdicts, strict=True):
        place = _inside(relation)
        if place is not None:
            counts[place] += verdict.outcome != "cannot_tell"
            if verdict.outcome == "fails" and relation.rule.severity != "info":
                failing[place].append(relation)
    return failing, counts


def _suspected(
    failing: dict[Place, list[Relation]], counts: Counter[Place], tables: dict[Place, Table]
) -> Iterator[SuspectTable]:
    for place, broken in failing.items():
        why = _why(broken, counts[place], tables.get(place))
        if why:
            seated = broken[0].seats[0].fact.cell
            role = seated.role if seated else ""
            yield SuspectTable(source=place[0], number=place[1], role=role, why=why)


def _scaled(relations: Sequence[Relation], verdicts: Sequence[Verdict]) -> Iterator[SuspectTable]:
    """Yield the tables whose figures are the narrative's times a power of ten: their unit is misread or misprinted."""
    powers: dict[Place, list[int | None]] = defaultdict(list)
    seated: dict[Place, str] = {}
    for relation, verdict in zip(relations, verdicts, strict=True):
        if relation.rule.family == "narrative_table" and verdict.outcome != "cannot_tell":
            cell, told = (seat.fact for seat in relation.seats)
            place = _place(cell)
            if place is not None and not cell.quantity.is_zero:
                powers[place].append(scale(cell, told))
                seated[place] = cell.cell.role if cell.cell else ""
    for place, found in powers.items():
        power = next((one for one in found if one), None)
        if power and len(found) >= MANY and found.count(power) * SHARE >= len(found) * (SHARE - 1):
            one, other = ("表中", "正文") if power > 0 else ("正文", "表中")
            why = f"{one}各数都是{other}的{10 ** abs(power)}倍"
            yield SuspectTable(source=place[0], number=place[1], role=seated[place], why=f"{why},单位写错了或没有读对")


def scale(cell: Fact, told: Fact) -> int | None:
    """Return the power of ten that a cell is larger by than what the narrative says; 0 where they agree, else None."""
    return next((power for power in POWERS if cell.interval.meets(told.interval.shifted(power))), None)


def _inside(relation: Relation) -> Place | None:
    """Return the table that all figures of a relation stand in; None where they do not stand in one."""
    first = _place(relation.seats[0].fact)
    if first is None or any(_place(seat.fact) != first for seat in relation.seats[1:]):
        return None
    return first


def _place(fact: Fact) -> Place | None:
    return None if fact.cell is None else (fact.figure.anchor.source, fact.cell.number)


def _why(broken: Sequence[Relation], judged: int, table: Table | None) -> str:
    """Return why a table is suspect, nothing where its failures are the author's as far as can be seen."""
    count = len(broken)
    figures = [seat.fact.figure for relation in broken for seat in relation.seats]
    if table is not None and table.doubt:
        return f"{table.doubt},表内有{count}处合计不符"
    if any(figure.confidence is not None and figure.confidence < UNSURE for figure in figures):
        return f"表内有{count}处合计不符,其中有识别把握不大的数字"
    if count >= MANY and count * SHARE >= judged and _needed(broken) > FEW:
        return f"表内{judged}处合计有{count}处不符,更像是行列读错了位置"
    return ""


def _needed(broken: Sequence[Relation]) -> int:
    """Return how many figures it takes, at most, to sit in every failing relation: the commonest first."""
    left = [{seat.fact.figure.id for seat in relation.seats} for relation in broken]
    taken = 0
    while left:
        commonest = Counter(name for names in left for name in names).most_common(1)[0][0]
        left = [names for names in left if commonest not in names]
        taken += 1
    return taken


def settle(
    relations: Sequence[Relation], verdicts: Sequence[Verdict], suspect: Sequence[SuspectTable]
) -> tuple[Verdict, ...]:
    """Return the verdicts with all that fails or is bent on a suspect table as ``cannot_tell``.

    What holds stays: figures misread do not come to agree.
    """
    if not suspect:
        return tuple(verdicts)
    why = {(one.source, one.number): f"所依据的表未予判断:{one.why}" for one in suspect}
    return tuple(_settled(relation, verdict, why) for relation, verdict in zip(relations, verdicts, strict=True))


def _settled(relation: Relation, verdict: Verdict, why: dict[Place, str]) -> Verdict:
    if verdict.outcome in {"holds", "cannot_tell"}:
        return verdict
    reasons = [why[place] for seat in relation.seats if (place := _place(seat.fact)) in why]
    if not reasons:
        return verdict
    return replace(verdict, outcome="cannot_tell", why=reasons[0], looseness=partial(every_seat, relation))

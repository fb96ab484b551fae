"""Tables that fail their own sums where a doubtful reading is likelier than so many errors: they accuse nobody."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from rules.estranged import divided, place_of, scaled, strangers
from rules.judging import every_seat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.document import Table
    from extractor.fact import Extraction
    from rules.estranged import Doubt, Place
    from rules.finding import Verdict
    from rules.relation import Relation

MANY: Final = 3
"""A table with fewer failing sums may simply hold a wrong figure."""

SHARE: Final = 5
"""One failing relation in so many is more than a careful author leaves."""

FEW: Final = 2
"""So many wrong figures that sit in all failing sums explain them; no misreading is needed."""

MOST: Final = 5
"""More wrong figures than that are not left in one table by its author, however large it is."""

UNSURE: Final = 0.9
"""The recognition of a picture less sure than this may have misread a digit."""


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
    found = {(one.source, one.number): one for one in _suspected(*_counted(relations, verdicts), tables)}
    unsure = {place for place, table in tables.items() if table.doubt}
    for doubt in scaled(relations, verdicts, unsure):
        found.setdefault(doubt.place, _suspect(doubt))
    for doubt in strangers(relations, verdicts, set(found)):
        found[doubt.place] = _suspect(doubt)
    for doubt in divided(relations, verdicts, set(found)):
        found[doubt.place] = _suspect(doubt)
    return tuple(found.values())


def _suspect(doubt: Doubt) -> SuspectTable:
    return SuspectTable(source=doubt.place[0], number=doubt.place[1], role=doubt.role, why=doubt.why)


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


def _inside(relation: Relation) -> Place | None:
    """Return the table that all figures of a relation stand in; None where they do not stand in one."""
    first = place_of(relation.seats[0].fact)
    if first is None or any(place_of(seat.fact) != first for seat in relation.seats[1:]):
        return None
    return first


def _why(broken: Sequence[Relation], judged: int, table: Table | None) -> str:
    """Return why a table is suspect, nothing where its failures are the author's as far as can be seen."""
    count = len(broken)
    figures = [seat.fact.figure for relation in broken for seat in relation.seats]
    if table is not None and table.doubt:
        return f"{table.doubt},表内有{count}处合计不符"
    if any(figure.confidence is not None and figure.confidence < UNSURE for figure in figures):
        return f"表内有{count}处合计不符,其中有识别把握不大的数字"
    needed = _needed(broken) if count >= MANY else 0
    if (needed > FEW and count * SHARE >= judged) or needed > MOST:
        return f"表内{judged}处合计有{count}处不符,更像是行列读错了位置"
    return ""


def _needed(broken: Sequence[Relation]) -> int:
    """Return how many figures, the commonest first, it takes to sit in every failing relation; counted to ``MOST``."""
    left = [{seat.fact.figure.id for seat in relation.seats} for relation in broken]
    taken = 0
    while left and taken <= MOST:
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
    reasons = [why[place] for seat in relation.seats if (place := place_of(seat.fact)) in why]
    if not reasons:
        return verdict
    return replace(verdict, outcome="cannot_tell", why=reasons[0], looseness=partial(every_seat, relation))

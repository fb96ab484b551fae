"""Findings and supports of a Collection written out: both places named, milder where the scope changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from rules.collection.scope import changes
from rules.diagnosis.findings import Setting, write
from rules.diagnosis.phrases import Blank
from rules.diagnosis.places import identity
from rules.finding import Finding, Note, Suspect
from rules.showing import message_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractor.fact import Extraction, Fact
    from rules.collecting import Collection
    from rules.collection.charges import Docket
    from rules.collection.member import Charge, Member
    from rules.diagnosis.causes import Cause
    from rules.diagnosis.problem import Problem
    from rules.finding import Slip, Verdict
    from rules.load import Rulebook
    from rules.relation import Relation
    from rules.rule import Severity

PROVEN: Final = frozenset({"unit", "digit", "swap", "drop", "insert", "point", "sign", "stale"})
"""Slips of the pen: one of these that explains everything without a rival shows an error."""

MILDER: Final[dict[Severity, Severity]] = {"error": "warning", "warning": "info", "info": "info"}
NOTES: Final = 8
VOUCHED: Final = 2
"""A figure in so many more holding relations than another is less likely to be the wrong one."""

PLACE: Final = "{body}{year}年度{kind}({path})写作{printed}"
CHANGED_HERE: Final = "此处说到口径或范围的变化"
REPAIRED: Final = ";“{printed}”应为“{replacement}”"
RIVALS: Final = ";不能确定写错的是哪一个:{figures}"
SUPPORTED: Final = "与{other}核对也不符:{formula};按本条改正后相符"
UNSURE: Final = "与{other}核对也不符:{formula}"
BLAMED: Final = ";几个可能写错的数里,写错的多半是“{printed}”"
STALE: Final = "“{printed}”与{other}公开的同一指标相同,像是沿用了上年数据"
ACCOUNT: Final = "{kind}决算"


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What linked disclosures add to a finding of one of them."""

    fingerprint: str
    message: str
    slip: Slip | None = None
    """``stale`` where the figure proved to be last year's."""
    notes: tuple[Note, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What findings of a Collection are written from."""

    collection: Collection
    extraction: Extraction
    rulebook: Rulebook
    docket: Docket
    """What the members' own audits accuse: read as corrected, and not accused again."""


def written(case: Case, problem: Problem, cause: Cause) -> Finding:
    """Return the finding of one cause."""
    found = write(Setting(extraction=case.extraction, rulebook=case.rulebook, problem=problem, bases={}), cause)
    relations = [problem.bounds[number].relation for number in cause.evidence]
    verdicts = [problem.bounds[number].verdict for number in cause.evidence]
    leading = next((n for n, one in enumerate(verdicts) if one.rule == found.rule.id), 0)
    message = _message(case, relations[leading], verdicts[leading])
    if cause.rivals:
        printed = (one.repair.figure.printed for one in (*cause.accused, *cause.rivals))
        message += RIVALS.format(figures="、".join(dict.fromkeys(printed)))
    elif _recharged(case, problem, cause) or not (_proven(cause, found) or _is_leads(case, cause)):
        suspects = tuple(_unsure(case, problem, relations[leading], verdicts[leading]))
        rule = relations[leading].rule
        known = (rule.id, *found.identity[1:])
        found = replace(found, rule=rule, identity=known, suspects=suspects, difference=None)
    elif cause.accused and found.suspects[0].replacement:
        first = found.suspects[0]
        message += REPAIRED.format(printed=first.printed, replacement=first.replacement)
    proven = not _recharged(case, problem, cause) and _proven(cause, found)
    severity: Severity = "error" if proven else relations[leading].rule.severity
    return _placed(case, replace(found, message=message, severity=severity), relations[leading])


def hinted(case: Case, relation: Relation, verdict: Verdict) -> Finding:
    """Return the finding on a relation whose rule only informs."""
    stated = _stated(case.collection.lead, relation, verdict)
    found = Finding(
        rule=relation.rule,
        severity="info",
        message=_message(case, relation, verdict),
        anchor=stated.figure.anchor,
        verdicts=(verdict,),
        identity=identity(case.extraction, relation.rule, stated, stated.figure.printed),
    )
    return _placed(case, found, relation)


def _proven(cause: Cause, found: Finding) -> bool:
    return (
        not (cause.rivals or cause.broken)
        and bool(cause.accused)
        and all(one.repair.slip in PROVEN for one in cause.accused)
        and found.suspects[0].replacement is not None
        and not found.suspects[0].breaks
    )


def _recharged(case: Case, problem: Problem, cause: Cause) -> bool:
    """Tell whether a figure would be accused that its own audit accuses and corrects."""
    places = (place for one in cause.accused for place in problem.places[one.figure])
    return any(case.docket.against(problem.fact(place)) for place in places)


def _is_leads(case: Case, cause: Cause) -> bool:
    """Tell whether figures of the lead alone are accused: what was published last year is not doubted lightly."""
    own = case.collection.lead.sources
    return bool(cause.accused) and all(one.repair.figure.anchor.source in own for one in cause.accused)


def _unsure(case: Case, problem: Problem, relation: Relation, verdict: Verdict) -> Iterator[Suspect]:
    """Yield the figures of a relation that may be wrong: not those that many relations of their own document vouch for.

    What is stated comes first, with what it should read where that is determined.
    """
    every = {seat.fact.figure.id: seat.fact for seat in relation.seats}
    facts = {name: fact for name, fact in every.items() if not case.docket.against(fact)} or every
    vouched = {name: len({number for number, _ in problem.places[name]}) for name in facts}
    least = min(vouched.values())
    stated = _stated(case.collection.lead, relation, verdict).figure.id
    for name in sorted(facts, key=lambda name: name != stated):
        if vouched[name] < least + VOUCHED:
            figure, words = facts[name].figure, verdict.words
            right = words.least if name == stated and words.least == words.most else ""
            yield Suspect(
                anchor=figure.anchor,
                printed=figure.printed,
                replacement=right or None,
                slip="value",
                settles=1,
                breaks=vouched[name] - 1 if right else 0,
                rank=1,
            )


def _message(case: Case, relation: Relation, verdict: Verdict) -> str:
    other = case.collection.others[0].card
    fields = Blank(message_fields(verdict))
    fields.update(before=str(other.year), year=str(case.collection.lead.card.year))
    stated = _stated(case.collection.lead, relation, verdict)
    fields["printed"] = fields["quote"] = stated.figure.printed
    return relation.rule.message.format_map(fields).rstrip("。")


def _stated(lead: Member, relation: Relation, verdict: Verdict) -> Fact:
    """Return the fact that a finding is anchored at: the stated one of the lead, else the first it has."""
    own = [seat.fact for seat in relation.seats if seat.fact.figure.anchor.source in lead.sources]
    return next((fact for fact in own if fact.figure.printed == verdict.stated), own[0])


def _placed(case: Case, found: Finding, relation: Relation) -> Finding:
    """Return a finding anchored in the lead, with the places of the others as notes, milder where the scope changed."""
    lead = case.collection.lead
    anchor = found.anchor
    if anchor is None or anchor.source not in lead.sources:
        anchor = _stated(lead, relation, found.verdicts[0]).figure.anchor
    own = [note for note in found.notes if note.anchor.source in lead.sources and note.anchor != anchor]
    notes = [*_elsewhere(case.collection, relation), *own]
    changed = changes(case.collection)
    message, severity = found.message, found.severity
    if changed:
        message += changed[0][0]
        severity = MILDER[severity]
        notes[NOTES - 2 :] = []
        notes += [Note(message=CHANGED_HERE, anchor=one.anchor) for _, one in changed[:2]]
    return replace(found, anchor=anchor, notes=tuple(notes[:NOTES]), message=message, severity=severity)


def _elsewhere(collection: Collection, relation: Relation) -> Iterator[Note]:
    """Yield the places of a relation in the other documents, each with the file it stands in."""
    for seat in relation.seats:
        member = _owner(collection, seat.fact)
        if member is not collection.lead:
            yield Note(message=_place(member, seat.fact), anchor=seat.fact.figure.anchor)


def _owner(collection: Collection, fact: Fact) -> Member:
    source = fact.figure.anchor.source
    return next((member for member in collection.others if source in member.sources), collection.lead)


def _place(member: Member, fact: Fact) -> str:
    card = member.card
    return PLACE.format(body=card.name, year=card.year, kind=_kind(member), path=card.path, printed=fact.figure.printed)


def _kind(member: Member) -> str:
    return ACCOUNT.format(kind=member.card.kind)


def support(
    collection: Collection, relation: Relation, verdict: Verdict, charge: Charge, *, blamed: str = ""
) -> Support:
    """Return what a relation across documents adds to the finding that already accuses a figure in it.

    ``blamed`` is the figure that it speaks against, where the finding left open which one is wrong.
    """
    other = _other(collection, charge)
    words = SUPPORTED if charge.replacement and not charge.tied else UNSURE
    message = words.format(other=_called(other), formula=verdict.formula)
    return Support(
        fingerprint=charge.fingerprint,
        message=message + (BLAMED.format(printed=blamed) if blamed else ""),
        notes=tuple(
            Note(message=_place(_owner(collection, seat.fact), seat.fact), anchor=seat.fact.figure.anchor)
            for seat in relation.seats
            if seat.fact.figure.anchor.source not in _accused(collection, charge).sources
        )[:NOTES],
        verdicts=(verdict,),
    )


def _accused(collection: Collection, charge: Charge) -> Member:
    return next(member for member in collection.members if charge.source in member.sources)


def _other(collection: Collection, charge: Charge) -> Member:
    mine = _accused(collection, charge)
    return next(member for member in (*collection.others, collection.lead) if member is not mine)


def _called(member: Member) -> str:
    return f"{member.card.name}{member.card.year}年度{_kind(member)}"


def stale_support(collection: Collection, fact: Fact, published: Fact, charge: Charge) -> Support:
    """Return that an accused figure is the one published last year."""
    before = collection.others[0]
    return Support(
        fingerprint=charge.fingerprint,
        message=STALE.format(printed=fact.figure.printed, other=_called(before)),
        slip="stale",
        notes=(Note(message=_place(before, published), anchor=published.figure.anchor),),
    )


def unite(supports: Iterable[Support]) -> tuple[Support, ...]:
    """Return one support for every finding: that it is stale first, then the relations."""
    gathered: dict[str, list[Support]] = {}
    for one in supports:
        gathered.setdefault(one.fingerprint, []).append(one)
    return tuple(_united(found) for found in gathered.values())


def _united(found: Sequence[Support]) -> Support:
    ordered = sorted(found, key=lambda one: one.slip is None)
    first = ordered[0]
    notes = dict.fromkeys(note for one in ordered for note in one.notes)
    messages = dict.fromkeys(one.message for one in ordered)
    return replace(
        first,
        message=";".join(islice(messages, 3)),
        notes=tuple(islice(notes, NOTES)),
        verdicts=tuple({id(verdict): verdict for one in ordered for verdict in one.verdicts}.values()),
    )

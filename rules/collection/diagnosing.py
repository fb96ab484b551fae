"""What does not hold between linked disclosures: findings of the Collection, and support for those of its members."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING, Final, NamedTuple

from rules.bind import planned
from rules.binding import levels, years
from rules.binding.shelves import shelf
from rules.collection.charges import corrected, docket
from rules.collection.joining import joined
from rules.collection.standin import as_prior, standin
from rules.collection.writing import VOUCHED, Case, hinted, stale_support, support, unite, written
from rules.diagnosis.candidates import candidates
from rules.diagnosis.causes import explain
from rules.diagnosis.context import context
from rules.diagnosis.findings import numbered
from rules.diagnosis.groups import group
from rules.diagnosis.stale import AMOUNTS, telling
from rules.finding import Finding, Seat, Verdict
from rules.kind_names import WORDS
from rules.kinds import kind_named
from rules.linked import check
from rules.relation import Relation
from rules.seats import COLLECTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.fact import Fact
    from rules.collecting import Collection
    from rules.collection.charges import Docket
    from rules.collection.member import Charge, Member
    from rules.collection.writing import Support
    from rules.load import Rulebook

CLEARED: Final = 3
"""A figure that fits another year is as good as in so many relations of its own year."""

MOST_CHOICES: Final = 6
"""Of so many figures accused in one relation the corrections are tried one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What was found out about a Collection."""

    findings: tuple[Finding, ...] = ()
    supports: tuple[Support, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    """Of the relations between its members."""


class Judged(NamedTuple):
    """A relation between members as it is read after their own audits, with its verdict."""

    relation: Relation
    verdict: Verdict


def collected(collection: Collection, rulebook: Rulebook, *, seconds: float = 2.0) -> Collected:
    """Return the findings of a Collection, each anchored in its lead with notes in the others, and the supports."""
    accused = docket(collection.members)
    printed = [Judged(one, _judged(one)) for one in _bound(collection, rulebook)]
    supports: list[Support] = []
    open_: list[Judged] = []
    weights = _weights(collection, printed)
    for one in printed:
        found, left = _answered(collection, one, accused, weights)
        supports += found
        open_ += [] if left is None else [left]
    supports += _stale(collection, accused)
    deadline = perf_counter() + seconds
    findings = [*joined(_findings(collection, open_, rulebook, accused, deadline)), *_checked(collection, rulebook)]
    return Collected(
        findings=numbered(findings), supports=unite(supports), verdicts=tuple(one.verdict for one in printed)
    )


def _bound(collection: Collection, rulebook: Rulebook) -> Iterator[Relation]:
    lead, *others = (shelf(member) for member in (collection.lead, *collection.others))
    for rule in rulebook.rules:
        if rule.kind in WORDS or rule.status == "deprecated" or rule.spec.get("per") not in COLLECTED:
            continue
        plan = planned(rule)
        if plan.per == collection.kind == "years":
            yield from years.bind(rule, plan, others[0], lead)
        elif plan.per == collection.kind == "levels":
            yield from levels.bind(rule, plan, lead, others, complete=not collection.missing)


def _judged(relation: Relation) -> Verdict:
    return kind_named(relation.rule.kind).judge(relation)


def _weights(collection: Collection, judged: Sequence[Judged]) -> Counter[str]:
    """Return how many relations that hold, within the members and between them, speak for each figure."""
    found: Counter[str] = Counter()
    for one in judged:
        if one.verdict.outcome in {"holds", "rounding"}:
            found.update({seat.fact.figure.id: CLEARED for seat in one.relation.seats})
    for member in collection.members:
        for tie in member.ties:
            found.update({member.facts[at].figure.id for _, at in tie.seats})
    return found


def _blamed(one: Judged, charged: Sequence[tuple[int, Charge]], weights: Counter[str]) -> str:
    """Return which of the figures of a tie is wrong, where the others have more that speaks for them."""
    figures = {seat.figure.id: seat.figure.printed for seat in (one.relation.seats[n].fact for n, _ in charged)}
    ordered = sorted(figures, key=lambda name: weights[name])
    if len(ordered) == 1 or weights[ordered[0]] + VOUCHED <= weights[ordered[1]]:
        return figures[ordered[0]]
    return ""


def _answered(
    collection: Collection, one: Judged, accused: Docket, weights: Counter[str]
) -> tuple[list[Support], Judged | None]:
    """Return what a relation adds to findings of the members, and the relation as it is left to be diagnosed."""
    charged = [(n, charge) for n, seat in enumerate(one.relation.seats) for charge in accused.against(seat.fact)]
    if not charged:
        return [], one
    if one.verdict.outcome == "fails":
        for number, charge in islice(charged, MOST_CHOICES):
            right = corrected(one.relation.seats[number].fact, charge)
            if right is None or _settles(one.relation, {number: right}):
                blamed = _blamed(one, charged, weights) if charge.tied else ""
                return [support(collection, one.relation, one.verdict, charge, blamed=blamed)], None
    elif any(not charge.tied for _, charge in charged):
        # It holds with a figure that is accused: the finding in that year must be about another place, or both are off.
        return [], None
    facts = {n: right for n, charge in charged if not charge.tied and (right := _corrected(one, n, charge)) is not None}
    relation = one.relation.with_facts(facts)
    return [], Judged(relation, _judged(relation))


def _corrected(one: Judged, number: int, charge: Charge) -> Fact | None:
    return corrected(one.relation.seats[number].fact, charge)


def _settles(relation: Relation, facts: dict[int, Fact]) -> bool:
    return kind_named(relation.rule.kind).outcome(relation.with_facts(facts)) != "fails"


def _stale(collection: Collection, accused: Docket) -> Iterator[Support]:
    """Yield what shows that an accused figure of this year is last year's, left standing."""
    if collection.kind != "years" or not collection.lead.charges:
        return
    published: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in collection.others[0].facts:
        if fact.measure in AMOUNTS and telling(fact.quantity.digits):
            published[str(fact.subject), fact.quantity.kind].append(fact)
    for fact in collection.lead.facts:
        for charge in accused.against(fact) if fact.measure in AMOUNTS else ():
            own = published.get((str(fact.subject), fact.quantity.kind), ())
            same = next((one for one in own if one.measure == fact.measure and _same(one, fact)), None)
            if same is not None and charge.slip not in {"sign", "unit", "stale"}:
                yield stale_support(collection, fact, same, charge)


def _same(one: Fact, other: Fact) -> bool:
    return (one.point - other.point).is_zero


def _findings(
    collection: Collection, judged: Sequence[Judged], rulebook: Rulebook, accused: Docket, deadline: float
) -> Iterator[Finding]:
    """Yield one finding for every cause of what fails between the members."""
    firm = [(one.relation, one.verdict) for one in judged if one.relation.rule.severity != "info"]
    hints = [one for one in judged if one.relation.rule.severity == "info" and one.verdict.outcome == "fails"]
    stands = standin(collection.lead.card, collection.members)
    case = Case(collection=collection, extraction=stands, rulebook=rulebook, docket=accused)
    if any(verdict.outcome == "fails" for _, verdict in firm):
        known = context(_familiar(collection))
        around = [tie for member in collection.members for tie in _ties(member, rulebook, accused)]
        for problem in group([*firm, *around]):
            found = candidates(problem, known)
            for cause in explain(problem, found, known, deadline):
                yield written(case, problem, cause)
    for one in hints:
        yield hinted(case, one.relation, one.verdict)


def _familiar(collection: Collection) -> list[Fact]:
    """Return the facts of all members; last year's also as this year's document would state them."""
    lead = collection.lead
    facts = [fact for member in (lead, *collection.others) for fact in member.facts]
    if collection.kind == "years":
        prior = (fact for fact in collection.others[0].facts if fact.measure == "final")
        facts += [as_prior(fact, lead.card.year) for fact in prior]
    return [fact for fact in facts if fact.figure.quantity is not None]


def _ties(member: Member, rulebook: Rulebook, accused: Docket) -> Iterator[tuple[Relation, Verdict]]:
    """Yield the relations that hold within a member and speak for its figures."""
    for tie in member.ties:
        rule = rulebook.names.get(tie.rule)
        seats = tuple(Seat(name=name, fact=member.facts[at]) for name, at in tie.seats)
        if rule is None or rule.kind in WORDS or any(accused.against(seat.fact) for seat in seats):
            continue
        relation = Relation(rule=rule, seats=seats)
        outcome = kind_named(rule.kind).outcome(relation)
        if outcome in {"holds", "rounding"}:
            yield relation, Verdict(rule=rule.id, outcome=outcome, seats=seats)


def _checked(collection: Collection, rulebook: Rulebook) -> Iterator[Finding]:
    for rule in rulebook.rules:
        if rule.kind == "linked" and rule.status != "deprecated":
            yield from check(collection, rule)

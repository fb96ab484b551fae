"""Findings: every cause written out with its place, suspects, notes, evidence and severity."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from rules.diagnosis.causes import effect
from rules.diagnosis.phrases import Blank, phrases
from rules.diagnosis.places import anchor_of, damage_touches, difference, identity, located, printed_at
from rules.finding import Finding, Note, Suspect
from rules.showing import message_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extractor.anchor import Anchor
    from extractor.fact import Extraction, Fact
    from extractor.quantity import Quantity
    from rules.diagnosis.causes import Cause
    from rules.diagnosis.problem import Bound, Candidate, Problem
    from rules.finding import Slip, Verdict
    from rules.load import Rulebook
    from rules.rule import Rule, Severity

NAMED: Final = ("unit", "stale", "truncation", "plug", "base")
"""Slips with a rule of their own: one of kind ``repair`` whose spec says which slip it names."""

MILD: Final = ("truncation", "plug", "base")

TELLING: Final = ("zero_base", "growth", "completion", "share", "sum", "equal", "change")
"""Kinds in the order in which their relations say most about a wrong figure."""

NOTES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What findings are written from."""

    extraction: Extraction
    rulebook: Rulebook
    problem: Problem
    bases: Mapping[int, Fact]
    """For repairs that name a wrong base, by the candidate's identity: the base it was computed on."""


def write(setting: Setting, cause: Cause) -> Finding:
    """Return the finding of one cause."""
    evidence = _evidence(setting, cause)
    verdicts = tuple(bound.verdict for bound in evidence)
    rule = _rule(setting, cause, evidence)
    if not cause.accused:
        return _open(setting, cause, rule, evidence)
    first = cause.accused[0]
    return Finding(
        rule=rule,
        severity=_severity(setting, cause, rule),
        message=located(
            setting.extraction,
            _fact(setting, first),
            _message(setting, cause, rule, verdicts[0] if verdicts else None),
            sure=not cause.rivals,
        ),
        anchor=anchor_of(first),
        notes=tuple(islice(_notes(setting, cause, evidence), NOTES)),
        verdicts=verdicts,
        suspects=tuple(_suspects(setting, cause)),
        difference=difference(first.repair),
        identity=identity(setting.extraction, rule, _fact(setting, first), printed_at(setting.extraction, first)),
    )


def _fact(setting: Setting, candidate: Candidate) -> Fact:
    return setting.problem.fact(setting.problem.places[candidate.figure][0])


def _evidence(setting: Setting, cause: Cause) -> tuple[Bound, ...]:
    """Return the failing relations of a cause, the most telling first."""
    statement = _fact(setting, cause.accused[0]).statement if cause.accused else None
    turned = any(one.verb is not None for one in cause.accused)

    def telling(bound: Bound) -> tuple[bool, bool, int]:
        kind = bound.relation.rule.kind
        here = all(seat.fact.statement == statement for seat in bound.relation.seats)
        rank = TELLING.index(kind) if kind in TELLING else len(TELLING)
        if turned and kind == "direction_agrees":
            rank = -1
        return bound.relation.rule.severity != "error", not here, rank

    return tuple(sorted((setting.problem.bounds[number] for number in cause.evidence), key=telling))


def _rule(setting: Setting, cause: Cause, evidence: Sequence[Bound]) -> Rule:
    """Return the rule of the slip where it has one, else that of the most telling relation."""
    slip = cause.accused[0].repair.slip if cause.accused else None
    if slip in NAMED and not cause.rivals:
        named = (rule for rule in setting.rulebook.rules if rule.kind == "repair" and rule.spec.get("slip") == slip)
        for rule in named:
            return rule
    return evidence[0].relation.rule


def _severity(setting: Setting, cause: Cause, rule: Rule) -> Severity:
    if rule.severity == "info":
        return "info"
    mild = all(candidate.repair.slip in MILD for candidate in cause.accused)
    text_damaged = any(damage_touches(setting.extraction, candidate) for candidate in cause.accused)
    return "warning" if mild or text_damaged else rule.severity


def _open(setting: Setting, cause: Cause, rule: Rule, evidence: Sequence[Bound]) -> Finding:
    """Return the finding on relations that no repair explains, or that were not decided in time."""
    words = phrases()
    facts = _members(evidence)
    if cause.decided:
        message = words.say("together", figures=words.say("lister").join(fact.figure.printed for fact in facts))
    else:
        formulas = (bound.verdict.formula or bound.relation.rule.title for bound in evidence)
        message = words.say("undecided", formulas=words.say("joiner").join(formulas))
    first = facts[0]
    return Finding(
        rule=rule,
        severity=rule.severity,
        message=located(setting.extraction, first, message, sure=False),
        anchor=first.figure.anchor,
        notes=tuple(Note(message=words.say("member"), anchor=fact.figure.anchor) for fact in facts[1 : NOTES + 1]),
        verdicts=tuple(bound.verdict for bound in evidence),
        suspects=tuple(_member(fact, len(evidence)) for fact in facts),
        identity=identity(setting.extraction, rule, first, first.figure.printed),
    )


def _member(fact: Fact, settles: int) -> Suspect:
    return Suspect(
        anchor=fact.figure.anchor,
        printed=fact.figure.printed,
        replacement=None,
        slip="value",
        settles=settles,
        breaks=0,
        rank=1,
    )


def _members(evidence: Sequence[Bound]) -> tuple[Fact, ...]:
    """Return the facts of the relations, one for each figure, the stated one of the first relation first."""
    facts = [seat.fact for bound in evidence for seat in bound.relation.seats]
    facts.sort(key=lambda fact: fact.figure.printed != evidence[0].verdict.stated)
    return tuple({fact.figure.id: fact for fact in reversed(facts)}.values())[::-1]


def _message(setting: Setting, cause: Cause, rule: Rule, verdict: Verdict | None) -> str:
    """Return the rule's own message and, where it does not say so itself, what the suspect should read."""
    words = phrases()
    first = cause.accused[0]
    printed = printed_at(setting.extraction, first)
    right = replacement_of(setting, first)
    fields = Blank(printed=printed, quote=printed, replacement=right or "")
    if verdict is not None:
        fields.update(message_fields(verdict))
    if rule.kind == "repair":
        fields["stated"] = printed
    said = rule.message.format_map(fields).rstrip("。")
    if cause.rivals:
        figures = [printed_at(setting.extraction, one) for one in (*cause.accused, *cause.rivals)]
        return said + words.say("joiner") + words.say("both", figures=words.say("lister").join(figures))
    if first.repair.slip == "remove" or (right and right in said):
        return said
    if right and verdict is not None and printed != verdict.stated and first.verb is None:
        return words.say("caused", printed=printed, replacement=right, said=said)
    return (
        said
        + words.say("joiner")
        + words.say(_phrase(first.repair.slip, right), printed=printed, replacement=right or "")
    )


def _phrase(slip: Slip, right: str | None) -> str:
    if right is None:
        return "doubtful"
    return "sign" if slip == "sign" else "repaired"


def replacement_of(setting: Setting, candidate: Candidate) -> str | None:
    """Return what the accused words should read; for a direction word, the opposite."""
    if candidate.repair.slip == "sign":
        return phrases().opposite(printed_at(setting.extraction, candidate))
    return candidate.repair.text


def _suspects(setting: Setting, cause: Cause) -> Iterator[Suspect]:
    for number, candidate in enumerate((*cause.accused, *cause.rivals)):
        settles, breaks = effect(setting.problem, (candidate,))
        yield Suspect(
            anchor=anchor_of(candidate),
            printed=printed_at(setting.extraction, candidate),
            replacement=replacement_of(setting, candidate),
            slip=candidate.repair.slip,
            settles=settles,
            breaks=breaks,
            # Copies of one wrong number are all wrong: no tie, but one after another.
            rank=1 if cause.rivals else number + 1,
        )


def _notes(setting: Setting, cause: Cause, evidence: Sequence[Bound]) -> Iterator[Note]:
    words = phrases()
    first = cause.accused[0]
    base = setting.bases.get(id(first))
    if base is not None:
        yield Note(message=words.say("base"), anchor=base.figure.anchor)
    for other in cause.accused[1:]:
        yield Note(message=words.say("copied", printed=printed_at(setting.extraction, other)), anchor=anchor_of(other))
    for rival in cause.rivals:
        right = replacement_of(setting, rival)
        message = words.say("rival", replacement=right) if right else words.say("rival_unclear")
        yield Note(message=message, anchor=anchor_of(rival))
    if not cause.rivals:
        yield from _agreeing(setting, first, evidence)


def _agreeing(setting: Setting, candidate: Candidate, evidence: Sequence[Bound]) -> Iterator[Note]:
    """Yield the places that print what the suspect should read: those in its relations, then others on its subject."""
    right = candidate.repair.replacement
    if right is None or candidate.only or candidate.repair.text is None:
        return
    own = {(fact.subject, fact.measure, fact.year) for fact in _facts_of(setting, candidate)}
    near = [seat.fact for bound in evidence for seat in bound.relation.seats]
    measures = {measure for _, measure, _ in own}
    far = (
        fact
        for fact in setting.extraction.facts
        if fact.measure in measures and (fact.subject, fact.measure, fact.year) in own
    )
    seen: set[str] = {candidate.figure}
    for anchor, printed in _printing(right, chain(near, far), seen):
        yield Note(message=phrases().say("agree", printed=printed), anchor=anchor)


def _facts_of(setting: Setting, candidate: Candidate) -> Iterable[Fact]:
    return (setting.problem.fact(place) for place in setting.problem.places[candidate.figure])


def _printing(right: Quantity, facts: Iterable[Fact], seen: set[str]) -> Iterator[tuple[Anchor, str]]:
    value = right.value
    for fact in facts:
        figure = fact.figure
        if figure.id not in seen and not figure.word and figure.quantity is not None:
            seen.add(figure.id)
            if fact.quantity.kind == right.kind and fact.quantity.value == value:
                yield figure.anchor, figure.printed


def numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with an ordinal among equals at the end of each identity."""
    count: dict[tuple[str, ...], int] = {}
    found = []
    for finding in findings:
        ordinal = count.get(finding.identity, 0)
        count[finding.identity] = ordinal + 1
        found.append(replace(finding, identity=(*finding.identity, str(ordinal))))
    return tuple(found)

"""Figures that stand in several relations of an audit, and whether those refute a misprint."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from corpus.slips import NUMBER
from extractor.quantity import POWERS
from rules.kinds import kind_named
from rules.load import rulebook
from rules.relation import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.slips import Edit
    from extractor.anchor import Span
    from extractor.fact import Fact, Figure
    from extractor.quantity import Quantity
    from gouji.auditing import Audit

ENOUGH: Final = 2
"""How many independent relations a figure must stand in to be known to be wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A figure with the relations that hold it: those in which another leading digit would be refuted."""

    figure: Figure
    verb: Span | None
    relations: tuple[Relation, ...]
    turning: tuple[Relation, ...]
    """The relations that the opposite direction word would make fail."""

    @property
    def span(self) -> Span:
        """Where the figure stands."""
        return self.figure.span

    def stands(self, slip: str) -> bool:
        """Tell whether two or more independent relations know the figure, or its direction word."""
        return len(self.turning if slip == "sign" else self.relations) >= ENOUGH

    def refuting(self, edit: Edit) -> tuple[int, int]:
        """Return how many of the relations fail, each taken alone, with the misprint in them, and their number."""
        relations = self.turning if edit.slip == "sign" else self.relations
        failing = [
            relation
            for relation in relations
            if kind_named(relation.rule.kind).outcome(self._with(relation, edit)) == "fails"
        ]
        return len(failing), len(relations)

    def refutes(self, edit: Edit) -> bool:
        """Tell whether every relation of the figure, taken alone, fails with the misprint in it."""
        failing, count = self.refuting(edit)
        return failing == count

    def _with(self, relation: Relation, edit: Edit) -> Relation:
        changed = {
            number: _misprinted(seat.fact, edit)
            for number, seat in enumerate(relation.seats)
            if seat.fact.figure.id == self.figure.id
        }
        return relation.with_facts(changed)


def _misprinted(fact: Fact, edit: Edit) -> Fact:
    if edit.slip == "sign":
        return replace(fact, direction=-(fact.direction or 0))
    quantity = _quantity(fact.quantity, edit.new)
    return replace(fact, figure=replace(fact.figure, quantity=quantity))


def _quantity(old: Quantity, printed: str) -> Quantity:
    """Return what the misprint is read as, with the document's own precision where it strips zeros."""
    match = NUMBER.search(printed)
    digits = match.group().replace(",", "") if match else old.digits
    unit = next((unit for unit in sorted(POWERS, key=len, reverse=True) if printed.endswith(unit)), old.unit)
    decimals = len(digits.partition(".")[2])
    precision = max(decimals, old.precision) if old.precision > old.decimals else decimals
    return replace(old, digits=digits, unit=unit, precision=precision)


def standings(audit: Audit) -> tuple[Standing, ...]:
    """Return the figures of the narrative that stand in two or more independent relations, in reading order."""
    if audit.extraction is None:
        return ()
    found = []
    for figure in audit.extraction.figures:
        if not figure.word and figure.anchor.table is None:
            standing = Standing(
                figure=figure,
                verb=_verb(audit, figure),
                relations=tuple(_independent(audit, figure, turning=False)),
                turning=tuple(_independent(audit, figure, turning=True)),
            )
            if standing.stands("digit") or standing.stands("sign"):
                found.append(standing)
    return tuple(found)


def _independent(audit: Audit, figure: Figure, *, turning: bool) -> Iterator[Relation]:
    """Yield the relations that hold a figure, one for every set of other figures."""
    seen = set()
    for verdict in audit.verdicts:
        if verdict.outcome not in {"holds", "rounding"}:
            continue
        mine = [number for number, seat in enumerate(verdict.seats) if seat.fact.figure.id == figure.id]
        others = frozenset(seat.fact.figure.id for seat in verdict.seats) - {figure.id}
        rule = rulebook().rule(verdict.rule)
        relation = Relation(rule=rule, seats=verdict.seats)
        if not mine or not others or others in seen or rule.severity == "info":
            continue
        if _turns(relation, mine) if turning else not set(mine) & set(verdict.weak):
            seen.add(others)
            yield relation


def _turns(relation: Relation, mine: list[int]) -> bool:
    """Tell whether the opposite direction words in those seats make a relation fail."""
    facts = {number: relation.seats[number].fact for number in mine}
    turned = {number: replace(fact, direction=-fact.direction) for number, fact in facts.items() if fact.direction}
    return bool(turned) and kind_named(relation.rule.kind).outcome(relation.with_facts(turned)) == "fails"


def _verb(audit: Audit, figure: Figure) -> Span | None:
    facts = audit.extraction.facts if audit.extraction else ()
    return next((fact.direction_span for fact in facts if fact.figure.id == figure.id and fact.direction), None)

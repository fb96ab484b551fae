"""Hints: relations that fail under rules that only inform; they accuse nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.diagnosis.phrases import Blank
from rules.diagnosis.places import identity, located
from rules.finding import Finding
from rules.showing import message_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.fact import Extraction
    from rules.diagnosis.problem import Bound


def hints(extraction: Extraction, bounds: Sequence[Bound], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield one finding for each of those that no accused figure sits in: the others follow from another cause."""
    accused = {(one.anchor.source, one.anchor.span.start) for found in findings for one in found.suspects}
    for bound in bounds:
        figures = [seat.fact.figure for seat in bound.relation.seats]
        if not any((one.anchor.source, one.span.start) in accused for one in figures):
            yield _hint(extraction, bound)


def _hint(extraction: Extraction, bound: Bound) -> Finding:
    rule, verdict = bound.relation.rule, bound.verdict
    facts = [seat.fact for seat in bound.relation.seats]
    stated = next((fact for fact in facts if fact.figure.printed == verdict.stated), facts[0])
    fields = Blank(printed=stated.figure.printed, quote=stated.figure.printed, **message_fields(verdict))
    return Finding(
        rule=rule,
        severity="info",
        message=located(extraction, stated, rule.message.format_map(fields)),
        anchor=stated.figure.anchor,
        verdicts=(verdict,),
        identity=identity(extraction, rule, stated, stated.figure.printed),
    )

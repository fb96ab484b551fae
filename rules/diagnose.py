"""From verdicts to findings: one for each cause, with the figure that is most likely wrong."""

from __future__ import annotations

from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from rules.diagnosis.candidates import candidates
from rules.diagnosis.causes import explain
from rules.diagnosis.context import context
from rules.diagnosis.findings import Setting, numbered, write
from rules.diagnosis.groups import bound, group
from rules.diagnosis.hints import hints
from rules.diagnosis.second_chance import chances

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractor.fact import Extraction
    from rules.diagnosis.context import Context
    from rules.diagnosis.problem import Bound, Problem
    from rules.finding import Finding, Verdict
    from rules.load import Rulebook
    from rules.relation import Relation


def diagnose(
    extraction: Extraction,
    relations: Sequence[Relation],
    verdicts: Sequence[Verdict],
    rulebook: Rulebook,
    *,
    seconds: float = 2.0,
) -> tuple[Finding, ...]:
    """Return one finding for every cause of failing relations; ``verdicts`` belong to ``relations`` one by one.

    After ``seconds`` the conflicts not yet explained become findings that say so. A relation whose rule only
    informs accuses nobody.
    """
    if all(verdict.outcome != "fails" for verdict in verdicts):
        return ()
    deadline = perf_counter() + seconds
    firm: list[tuple[Relation, Verdict]] = []
    informing: list[Bound] = []
    for relation, verdict in zip(relations, verdicts, strict=True):
        if verdict.outcome == "fails" and relation.rule.severity == "info":
            informing.append(bound(relation, verdict))
        else:
            firm.append((relation, verdict))
    facts = [fact for fact in extraction.facts if fact.figure.quantity is not None]
    known = context(facts)
    findings: list[Finding] = []
    for problem in group(firm):
        findings.extend(_diagnosed(extraction, rulebook, problem, known, deadline))
    findings.extend(hints(extraction, informing, findings))
    ranks = {document.source.id: rank for rank, document in enumerate(extraction.disclosure.documents)}
    return numbered(sorted(findings, key=partial(_place, ranks)))


def _diagnosed(
    extraction: Extraction,
    rulebook: Rulebook,
    problem: Problem,
    known: Context,
    deadline: float,
) -> list[Finding]:
    named = chances(problem, known.facts, known.styles)
    found = (*candidates(problem, known), *(chance.candidate for chance in named))
    setting = Setting(
        extraction=extraction,
        rulebook=rulebook,
        problem=problem,
        bases={id(chance.candidate): chance.base for chance in named if chance.base is not None},
    )
    return [write(setting, cause) for cause in explain(problem, found, known, deadline)]


def _place(ranks: Mapping[str, int], finding: Finding) -> tuple[int, int, str]:
    anchor = finding.anchor
    return (ranks.get(anchor.source, 0), anchor.span.start, finding.rule.id) if anchor else (-1, -1, finding.rule.id)

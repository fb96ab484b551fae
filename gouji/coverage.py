"""What became of every figure: checked, in conflict, unlinked or unread, and why (DESIGN §4.4)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extractor.fact import Extraction, Figure
    from rules.finding import Finding, Verdict

StatusKind = Literal["checked", "conflict", "unlinked", "unread"]

KINDS: Final[tuple[StatusKind, ...]] = ("checked", "conflict", "unlinked", "unread")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What became of one figure; ``why`` is Chinese and empty for a figure that was simply checked."""

    kind: StatusKind
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many figures there are, and how many of each status."""

    figures: int = 0
    checked: int = 0
    conflict: int = 0
    unlinked: int = 0
    unread: int = 0


def statuses(extraction: Extraction, verdicts: Sequence[Verdict], findings: Sequence[Finding]) -> Mapping[str, Status]:
    """Return the status of every figure by its id; words that stand for a number (持平) are not counted."""
    judged = _verdicts_by_figure(verdicts)
    bearing = {fact.figure.id for fact in extraction.facts}
    accused, blamed = _accused(findings), _blamed(findings)
    return {
        figure.id: _status(
            figure,
            judged=judged[figure.id],
            accused=accused,
            blamed=blamed.get(figure.id, ""),
            stated=figure.id in bearing,
        )
        for figure in extraction.figures
        if not figure.word
    }


def count(found: Mapping[str, Status]) -> Coverage:
    """Return the number of figures of each status."""
    counts = Counter(status.kind for status in found.values())
    return Coverage(figures=len(found), **{kind: counts[kind] for kind in KINDS})


def _verdicts_by_figure(verdicts: Iterable[Verdict]) -> defaultdict[str, list[Verdict]]:
    judged: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        for figure in {fact.figure.id for fact in verdict.facts}:
            judged[figure].append(verdict)
    return judged


def _accused(findings: Iterable[Finding]) -> dict[str, list[tuple[int, int, Finding]]]:
    """Return the accused places of each source in order: every suspect, the anchors of errors and warnings."""
    places: dict[str, list[tuple[int, int, Finding]]] = defaultdict(list)
    for finding in findings:
        anchors = [suspect.anchor for suspect in finding.suspects]
        if finding.anchor is not None and finding.severity != "info":
            anchors.append(finding.anchor)
        for anchor in anchors:
            if len(anchor.span):
                places[anchor.source].append((anchor.span.start, anchor.span.end, finding))
    return {source: sorted(found, key=itemgetter(0)) for source, found in places.items()}


def _blamed(findings: Iterable[Finding]) -> dict[str, str]:
    """Return for every figure of a failing relation the one figure that is blamed, where it is not a tie."""
    return {
        fact.figure.id: finding.suspects[0].printed
        for finding in findings
        if sum(suspect.rank == 1 for suspect in finding.suspects) == 1
        for verdict in finding.verdicts
        for fact in verdict.facts
    }


def _accuser(figure: Figure, accused: Mapping[str, list[tuple[int, int, Finding]]]) -> Finding | None:
    """Return the finding whose accused place is this figure or a part of it, not one that merely holds it."""
    places = accused.get(figure.anchor.source, [])
    first = bisect_left(places, figure.span.start, key=itemgetter(0))
    for start, end, finding in islice(places, first, None):
        if start >= figure.span.end:
            return None
        if end <= figure.span.end:
            return finding
    return None


def _status(
    figure: Figure,
    *,
    judged: Sequence[Verdict],
    accused: Mapping[str, list[tuple[int, int, Finding]]],
    blamed: str,
    stated: bool,
) -> Status:
    if figure.quantity is None:
        return Status(kind="unread", why=figure.why or "没有读懂数值或单位")
    finding = _accuser(figure, accused)
    if finding is not None:
        return Status(kind="conflict", why=f"{finding.rule.id} {finding.rule.title}")
    failing = [verdict.rule for verdict in judged if verdict.outcome == "fails"]
    if failing:
        named = f"所在的勾稽关系不成立:{'、'.join(sorted(set(failing)))}"
        return Status(kind="conflict", why=f"{named};最可能写错的是“{blamed}”" if blamed else named)
    if any(verdict.outcome in ("holds", "rounding") and verdict.decisive for verdict in judged):
        return Status(kind="checked")
    return Status(kind="unlinked", why=_unlinked(figure, judged=judged, stated=stated))


def _unlinked(figure: Figure, *, judged: Sequence[Verdict], stated: bool) -> str:
    if any(verdict.outcome != "cannot_tell" for verdict in judged):
        return "所在的关系太松,换一个首位数字也成立,不能算核对过"
    missing = [verdict.why for verdict in judged if verdict.why]
    if missing:
        return f"无法核对:{missing[0]}"
    if figure.why:
        return figure.why
    return "文中没有可以核对它的勾稽关系" if stated else "没有认出它说的是哪个指标"

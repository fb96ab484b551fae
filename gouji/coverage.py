"""What became of every figure: checked, in conflict, unlinked or unread, and why (DESIGN §4.4)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from extractor.fact import Extraction, Figure
    from rules.finding import Finding, Verdict

StatusKind = Literal["checked", "conflict", "unlinked", "unread"]

_PASSED: Final = frozenset({"holds", "rounding"})
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
    narrative: Coverage | None = None
    """The same of what the narrative says; None where it is not told apart."""
    tables: Coverage | None = None


CHECKED: Final = Status(kind="checked")


class Judged(NamedTuple):
    """What the verdicts say of figures, by their ids."""

    held: set[str]
    """In a relation that holds and would have shown another leading digit."""
    loose: set[str]
    """In a relation that holds with another leading digit too."""
    failing: defaultdict[str, set[str]]
    """The rules whose relations fail."""
    missing: dict[str, str]
    """What the first relation that gives a reason says."""


class Accused(NamedTuple):
    """The accused places of one source in order, and where they start."""

    starts: list[int]
    places: list[tuple[int, int, Finding]]


class Known(NamedTuple):
    """Everything a figure's status follows from."""

    judged: Judged
    accused: Mapping[str, Accused]
    blamed: Mapping[str, str]
    """The printed figure that is blamed for a failing relation, by the ids of the figures in it."""


def statuses(extraction: Extraction, verdicts: Sequence[Verdict], findings: Sequence[Finding]) -> Mapping[str, Status]:
    """Return the status of every figure by its id; words that stand for a number (持平) are not counted."""
    known = Known(judged=_judged(verdicts), accused=_accused(findings), blamed=_blamed(findings))
    bearing = {fact.figure.id for fact in extraction.facts}
    return {figure.id: _status(figure, known, bearing) for figure in extraction.figures if not figure.word}


def count(found: Mapping[str, Status], figures: Iterable[Figure] = ()) -> Coverage:
    """Return the number of figures of each status, in all and apart for the narrative and the tables."""
    tabled = {figure.id for figure in figures if figure.anchor.table is not None}
    all_, inside = (
        Counter(status.kind for status in found.values()),
        Counter(status.kind for figure, status in found.items() if figure in tabled),
    )
    return replace(_counted(all_), narrative=_counted(all_ - inside), tables=_counted(inside))


def _counted(counts: Counter[StatusKind]) -> Coverage:
    return Coverage(
        figures=counts.total(),
        checked=counts["checked"],
        conflict=counts["conflict"],
        unlinked=counts["unlinked"],
        unread=counts["unread"],
    )


def _judged(verdicts: Iterable[Verdict]) -> Judged:
    judged = Judged(held=set(), loose=set(), failing=defaultdict(set), missing={})
    for verdict in verdicts:
        passed = verdict.outcome in _PASSED
        weak = verdict.weak if passed else ()
        for number, seat in enumerate(verdict.seats):
            figure = seat.fact.figure.id
            if passed:
                (judged.loose if number in weak else judged.held).add(figure)
            elif verdict.outcome == "fails":
                judged.failing[figure].add(verdict.rule)
            if verdict.why:
                judged.missing.setdefault(figure, verdict.why)
    return judged


def _accused(findings: Iterable[Finding]) -> dict[str, Accused]:
    """Return the accused places of each source: every suspect, the anchors of errors and warnings."""
    places: dict[str, list[tuple[int, int, Finding]]] = defaultdict(list)
    for finding in findings:
        anchors = [suspect.anchor for suspect in finding.suspects]
        if finding.anchor is not None and finding.severity != "info":
            anchors.append(finding.anchor)
        for anchor in anchors:
            if len(anchor.span):
                places[anchor.source].append((anchor.span.start, anchor.span.end, finding))
    return {source: _in_order(found) for source, found in places.items()}


def _in_order(places: list[tuple[int, int, Finding]]) -> Accused:
    places.sort(key=itemgetter(0))
    return Accused([start for start, _, _ in places], places)


def _blamed(findings: Iterable[Finding]) -> dict[str, str]:
    """Return for every figure of a failing relation the one figure that is blamed, where it is not a tie."""
    return {
        fact.figure.id: finding.suspects[0].printed
        for finding in findings
        if sum(suspect.rank == 1 for suspect in finding.suspects) == 1
        for verdict in finding.verdicts
        for fact in verdict.facts
    }


def _accuser(figure: Figure, accused: Mapping[str, Accused]) -> Finding | None:
    """Return the finding whose accused place is this figure or a part of it, not one that merely holds it."""
    known = accused.get(figure.anchor.source)
    if known is None:
        return None
    span = figure.anchor.span
    for start, end, finding in islice(known.places, bisect_left(known.starts, span.start), None):
        if start >= span.end:
            return None
        if end <= span.end:
            return finding
    return None


def _status(figure: Figure, known: Known, bearing: AbstractSet[str]) -> Status:
    if figure.quantity is None:
        return Status(kind="unread", why=figure.why or "没有读懂数值或单位")
    finding = _accuser(figure, known.accused)
    if finding is not None:
        return Status(kind="conflict", why=f"{finding.rule.id} {finding.rule.title}")
    judged = known.judged
    if figure.id in judged.failing:
        named = f"所在的勾稽关系不成立:{'、'.join(sorted(judged.failing[figure.id]))}"
        blamed = known.blamed.get(figure.id)
        return Status(kind="conflict", why=f"{named};最可能写错的是“{blamed}”" if blamed else named)
    if figure.id in judged.held:
        return CHECKED
    return Status(kind="unlinked", why=_unlinked(figure, judged, stated=figure.id in bearing))


def _unlinked(figure: Figure, judged: Judged, *, stated: bool) -> str:
    if figure.id in judged.loose:
        return "所在的关系太松,换一个首位数字也成立,不能算核对过"
    if figure.id in judged.missing:
        return f"无法核对:{judged.missing[figure.id]}"
    if figure.why:
        return figure.why
    return "文中没有可以核对它的勾稽关系" if stated else "没有认出它说的是哪个指标"

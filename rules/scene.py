"""A disclosure as rules on words see it: folded text, roles of places, and findings made from them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rules.binding.cells import cells_of
from rules.finding import Finding, Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extractor.anchor import Anchor, Span
    from extractor.document import Document
    from extractor.fact import Extraction, Fact, Figure, Reason
    from extractor.folding import Folded
    from rules.binding.cells import Cells, Grid
    from rules.rule import Rule, Severity

FALLBACK = "national"
"""The template a disclosure has when no other fits."""


class Hit(NamedTuple):
    """A place in the folded text that shows a fault."""

    start: int
    end: int


class Told(NamedTuple):
    """A reason as the folded text words it, and where."""

    reason: Reason
    hit: Hit
    text: str


class Area(NamedTuple):
    """The folded text of one section and its role; ``title`` is where the heading ends."""

    start: int
    title: int
    end: int
    role: str


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One document of a disclosure; offsets are those of ``text``, the folded text."""

    extraction: Extraction
    document: Document
    folded: Folded
    leads: bool = True
    """Whether it is the first document, the one that speaks for the disclosure as a whole."""
    others: tuple[Scene, ...] = ()
    """The further documents of the disclosure; only the first knows them."""
    doubted: frozenset[tuple[str, int]] = frozenset()
    """The tables that are not judged, by the source of their document and their number: they accuse no sentence."""

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    @property
    def fallback(self) -> bool:
        """Whether no template is known, so that nothing may be demanded of its sections and wording."""
        return self.extraction.disclosure.template == FALLBACK

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The sections that have a role, parents before children."""
        at = self.folded.from_source
        return tuple(
            Area(at(s.title.start), at(s.title.end), at(max(s.title.end, s.body.end)), s.role)
            for s in self.document.all_sections
            if s.role
        )

    @cached_property
    def by_role(self) -> Mapping[str, tuple[Area, ...]]:
        """The sections that have a role, by role and in reading order."""
        found: dict[str, list[Area]] = {}
        for area in self.areas:
            found.setdefault(area.role, []).append(area)
        return {role: tuple(areas) for role, areas in found.items()}

    @cached_property
    def cells(self) -> Cells:
        """The facts of all tables of the disclosure."""
        return cells_of(self.extraction)

    def sound(self, role: str) -> tuple[Grid, ...]:
        """Return the tables of a role that are not in doubt."""
        return tuple(one for one in self.cells.by_role.get(role, ()) if (one.source, one.number) not in self.doubted)

    @cached_property
    def told(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts of this document's sentences by indicator, gone through once for all rules."""
        found: dict[str, list[Fact]] = {}
        source = self.document.source.id
        for fact in self.extraction.facts:
            if fact.cell is None and fact.figure.anchor.source == source:
                found.setdefault(fact.subject.indicator, []).append(fact)
        return {indicator: tuple(facts) for indicator, facts in found.items()}

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of this document in reading order."""
        source = self.document.source.id
        found = (figure for figure in self.extraction.figures if figure.anchor.source == source)
        return tuple(sorted(found, key=_start))

    def figures_in(self, span: Span) -> tuple[Figure, ...]:
        """Return the figures that begin inside a span of the source."""
        first = bisect_left(self.figures, span.start, key=_start)
        return self.figures[first : bisect_left(self.figures, span.end, key=_start)]

    @cached_property
    def changes(self) -> tuple[Fact, ...]:
        """The changes this document's sentences state, in reading order."""
        found = (fact for facts in self.told.values() for fact in facts if fact.measure in {"delta", "rate"})
        return tuple(sorted(found, key=lambda fact: fact.figure.span.start))

    @cached_property
    def reasons(self) -> tuple[Told, ...]:
        """The reasons this document states."""
        source = self.document.source.id
        mine = (reason for reason in self.extraction.reasons if reason.anchor.source == source)
        return tuple(Told(reason, hit := self.hit(reason.anchor.span), self.quote(hit)) for reason in mine)

    @cached_property
    def grids(self) -> tuple[Hit, ...]:
        """Where tables stand."""
        at = self.folded.from_source
        return tuple(Hit(at(table.span.start), at(table.span.end)) for table in self.document.tables)

    def roles(self, at: int) -> tuple[str, ...]:
        """Return the roles of all sections around a place, the outermost first."""
        return tuple([role for start, _, end, role in self.areas if start <= at < end])

    def within(self, *roles: str) -> Iterator[Area]:
        """Yield the sections of these roles in reading order."""
        if len(roles) == 1:
            return iter(self.by_role.get(roles[0], ()))
        return (area for area in self.areas if area.role in roles)

    def in_table(self, hit: Hit) -> bool:
        """Tell whether a place stands in a table."""
        at = hit.start
        return bool(self.grids) and any(start <= at < end for start, end in self.grids)

    def hit(self, span: Span) -> Hit:
        """Return where a span of the source stands in the folded text."""
        at = self.folded.from_source
        return Hit(at(span.start), at(span.end - 1) + 1)

    def line(self, at: int) -> Hit:
        """Return the line around a place."""
        text = self.folded.text
        end = text.find("\n", at)
        return Hit(text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end)

    def quote(self, hit: Hit) -> str:
        """Return the folded text of a place."""
        return self.text[hit.start : hit.end]


def _start(figure: Figure) -> int:
    return figure.span.start


def scenes_of(extraction: Extraction, *, doubted: frozenset[tuple[str, int]] = frozenset()) -> tuple[Scene, ...]:
    """Return the scenes of a disclosure: its first document, and every other one that has sections with a role."""
    first, *more = extraction.disclosure.documents
    told = (one for one in more if any(section.role for section in one.all_sections))
    lead = Scene(extraction=extraction, document=first, folded=first.folded, doubted=doubted)
    others = tuple(replace(lead, document=one, folded=one.folded, leads=False) for one in told)
    return (replace(lead, others=others), *others)


def finding(
    scene: Scene,
    rule: Rule,
    hits: Sequence[Hit],
    *,
    severity: Severity | None = None,
    note: str = "同样的问题",
    **fields: object,
) -> Finding:
    """Return one finding on the first place, with the others as notes; ``fields`` fill the rule's message."""
    first = hits[0]
    place = anchor(scene, first)
    quote = " ".join(scene.document.quote(place.span).split())
    message = rule.message.format(**{"quote": quote, "count": len(hits), **fields})
    return Finding(
        rule=rule,
        severity=severity or rule.severity,
        message=message,
        anchor=place,
        notes=tuple(Note(message=note, anchor=anchor(scene, hit)) for hit in hits[1:]),
        identity=identity(scene, rule, first),
    )


def anchor(scene: Scene, hit: Hit) -> Anchor:
    """Return the place in the source of a hit."""
    span: Span = scene.folded.to_source(hit.start, hit.end)
    return scene.document.anchor(span)


def identity(scene: Scene, rule: Rule, hit: Hit) -> tuple[str, ...]:
    """Return what a fingerprint is made of; the ordinal among equals is added when all findings are known."""
    disclosure = scene.extraction.disclosure
    key = disclosure.body.key or scene.document.source.sha256
    role = (scene.roles(hit.start) or ("",))[-1]
    return (rule.id, key, str(disclosure.year), role, "".join(scene.quote(hit).split()))

"""The disclosures of a batch linked: adjacent years, departments with their units, some of them of an earlier run."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from gouji.batch import store
from gouji.gathering import called
from gouji.judging import in_order
from gouji.report import view
from gouji.rows import verdict_row
from gouji.shapes import AnchorRow, CollectionRow, NoteRow, OutcomesRow, SupportRow
from rules.collecting import Collection, Unlinked, linked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from extractor.anchor import Anchor
    from gouji.shapes import DocumentRow, FindingRow
    from gouji.spooling import Kept, Spool
    from rules.collecting import Link
    from rules.collection.diagnosing import Collected
    from rules.collection.member import Heading, Member
    from rules.collection.writing import Support
    from rules.load import Rulebook

FAMILIES = frozenset({"years", "levels"})
LISTED = "disclosures.jsonl"
KEPT = "collections.jsonl"
OLD = "{path} 里没有可以跨年比较的内容;请用现在的版本重新审核那一批"
NO_RUN = "{path} 不是 gouji audit -o 写出的文件夹"


class Linked(TypedDict):
    """A Collection as reports need it: its row, and what a reader calls each place."""

    row: CollectionRow
    spots: dict[str, str]
    """By file and start: the file's name and the page, cell or line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The kept words of a Collection's documents, ready to tell the quote and the section of any anchor."""

    quotes: Mapping[tuple[str, int, int], str]
    headings: Mapping[str, tuple[tuple[int, ...], tuple[Heading, ...]]]

    def row(self, anchor: Anchor) -> AnchorRow:
        """Return an anchor as a row."""
        span = anchor.span
        return AnchorRow(
            file=anchor.source,
            quote=self.quotes.get((anchor.source, span.start, span.end), ""),
            start=span.start,
            end=span.end,
            section=self._section(anchor),
            page=anchor.page,
            box=None if anchor.box is None else list(anchor.box),
            sheet=anchor.sheet,
            table=anchor.table,
            row=anchor.row,
            column=anchor.column,
        )

    def _section(self, anchor: Anchor) -> str | None:
        starts, headings = self.headings.get(anchor.source, ((), ()))
        for number in range(bisect_right(starts, anchor.span.start) - 1, -1, -1):
            if anchor.span.start < headings[number].end:
                return headings[number].title
        return None


def is_run(folder: Path) -> bool:
    """Tell whether a folder holds the results of a run."""
    return (folder / LISTED).is_file()


def earlier(folder: Path, spool: Spool) -> str:
    """Put by what an earlier run kept; return in Chinese why that could not be done, or nothing."""
    lines = (folder / LISTED).read_text(encoding="utf-8").splitlines()
    found = [_put(line, folder, spool) for line in lines if line.strip()]
    return OLD.format(path=folder) if found and not any(found) else ""


def _put(line: str, folder: Path, spool: Spool) -> bool:
    """Put one disclosure of a run by; what another version or another hand wrote is left out."""
    try:
        return _put_by(json.loads(line), folder, spool)
    except (KeyError, TypeError, ValueError, IndexError):
        return False


def _put_by(listed: dict[str, Any], folder: Path, spool: Spool) -> bool:
    kept = store.read(store.result(folder, listed["result"])) if listed["result"] else None
    if kept is None:
        return False
    first = listed["files"][0]
    document: DocumentRow = {**kept["audit"]["document"], "path": called(first["path"], first["member"])}
    return spool.put({**kept, "audit": {**kept["audit"], "document": document}}, earlier=True)


def collections(spool: Spool, book: Rulebook) -> Iterator[Linked]:
    """Yield what linking shows: every Collection of this run, and what seems to belong together and was not linked.

    Only the members of one Collection are in memory at a time.
    """
    if not any(rule.family in FAMILIES for rule in book.rules):
        return
    links, apart = linked(spool.cards)
    for link in links:
        if not spool.earlier.issuperset(link.members):
            yield _collection(link, [spool.get(number) for number in link.members], book)
    for one in apart:
        if not spool.earlier.issuperset(one.members):
            yield _apart(one, [spool.get(number).document for number in one.members], spool)


def _collection(link: Link, kept: Sequence[Kept], book: Rulebook) -> Linked:
    from gouji.record import finding_row
    from rules.collection.diagnosing import collected

    collection = Collection(kind=link.kind, members=tuple(one.member for one in kept), missing=link.missing)
    found = collected(collection, book)
    where = _places(collection.members)
    documents = {source: one.document for one in kept for source in one.member.sources}
    lead = next(one.document for one in kept if one.member is collection.lead)
    findings = [
        finding_row(one, where, document=lead if one.anchor is None else documents[one.anchor.source])
        for one in in_order(found.findings, tuple(collection.lead.lines))
    ]
    row = _row(link, [one.document for one in kept], lead, findings, found, where)
    return Linked(row=row, spots=_spots(row, collection.members))


def _row(
    link: Link,
    documents: list[DocumentRow],
    lead: DocumentRow,
    findings: list[FindingRow],
    found: Collected,
    where: Places,
) -> CollectionRow:
    counts = Counter(verdict.outcome for verdict in found.verdicts)
    return CollectionRow(
        schema="gouji.collection/1",
        kind=link.kind,
        body=lead["body"] or "",
        year=lead["year"] or 0,
        documents=documents,
        missing=list(link.missing),
        problem="",
        findings=findings,
        supports=[_support(one, where) for one in found.supports],
        verdicts=OutcomesRow(
            holds=counts["holds"],
            rounding=counts["rounding"],
            fails=counts["fails"],
            cannot_tell=counts["cannot_tell"],
        ),
    )


def _support(one: Support, where: Places) -> SupportRow:
    return SupportRow(
        fingerprint=one.fingerprint,
        message=one.message,
        slip=one.slip,
        notes=[NoteRow(message=note.message, anchor=where.row(note.anchor)) for note in one.notes],
        verdicts=[verdict_row(verdict) for verdict in one.verdicts],
    )


def _apart(one: Unlinked, documents: list[DocumentRow], spool: Spool) -> Linked:
    card = spool.cards[one.members[-1]]
    row = CollectionRow(
        schema="gouji.collection/1",
        kind=one.kind,
        body=card.name,
        year=card.year,
        documents=documents,
        missing=[],
        problem=one.why,
        findings=[],
        supports=[],
        verdicts=OutcomesRow(holds=0, rounding=0, fails=0, cannot_tell=0),
    )
    return Linked(row=row, spots={})


def _places(members: Iterable[Member]) -> Places:
    quotes: dict[tuple[str, int, int], str] = {}
    headings: dict[str, tuple[tuple[int, ...], tuple[Heading, ...]]] = {}
    for member in members:
        for fact in member.facts:
            anchor = fact.figure.anchor
            quotes[anchor.source, anchor.span.start, anchor.span.end] = fact.figure.printed
        for passage in (*member.units, *member.reasons, *member.changes):
            anchor = passage.anchor
            quotes[anchor.source, anchor.span.start, anchor.span.end] = passage.text
        for source in member.lines:
            own = sorted((one for one in member.headings if one.source == source), key=lambda one: one.start)
            headings[source] = tuple(one.start for one in own), tuple(own)
    return Places(quotes=quotes, headings=headings)


def _spots(row: CollectionRow, members: Iterable[Member]) -> dict[str, str]:
    texts = {source: view.Lines("", starts) for member in members for source, starts in member.lines.items()}
    names = {
        file["id"]: view.file_name(file["path"], file["member"]) for one in row["documents"] for file in one["files"]
    }
    guide = view.Guide(texts, names)
    anchors = [anchor for found in row["findings"] for anchor in _anchors(found)]
    anchors += [note["anchor"] for one in row["supports"] for note in one["notes"]]
    return {spot(anchor): guide.place(anchor) for anchor in anchors}


def _anchors(found: FindingRow) -> Iterator[AnchorRow]:
    if found["anchor"] is not None:
        yield found["anchor"]
    yield from (note["anchor"] for note in found["notes"])
    yield from (suspect["anchor"] for suspect in found["suspects"])


def spot(anchor: AnchorRow) -> str:
    """Return what a place is looked up by."""
    return f"{anchor['file']}:{anchor['start']}"


def keep(found: Iterable[Linked], folder: Path) -> None:
    """Write what linking shows into a run, once for all reports."""
    with (folder / KEPT).open("wb") as stream:
        for one in found:
            stream.write(json.dumps(one, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")


def read(folder: Path) -> Iterator[Linked]:
    """Yield what linking showed in a run."""
    place = folder / KEPT
    if place.is_file():
        with place.open(encoding="utf-8") as stream:
            yield from map(json.loads, stream)

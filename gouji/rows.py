"""Facts, reasons, figures and cells of an extraction as rows of DESIGN §5."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gouji.gathering import called
from gouji.shapes import AnchorRow, CellRow, DocumentRow, FactRow, FigureRow, FileRow, ReasonRow, SourceRow, VerdictRow
from rules.load import rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from extractor.anchor import Anchor, Span
    from extractor.document import Disclosure, Document, Section, Table
    from extractor.fact import Extraction, Fact, Figure, Reason
    from gouji.gathering import Piece
    from rules.finding import Verdict
    from rules.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The documents of a disclosure, ready to tell the quote and the section of any anchor."""

    documents: dict[str, Document]
    sections: dict[str, tuple[tuple[int, ...], tuple[Section, ...]]]

    def row(self, anchor: Anchor) -> AnchorRow:
        """Return an anchor as a row."""
        span = anchor.span
        return AnchorRow(
            file=anchor.source,
            quote=self.documents[anchor.source].quote(span),
            start=span.start,
            end=span.end,
            section=self.section(anchor.source, span),
            page=anchor.page,
            box=None if anchor.box is None else list(anchor.box),
            sheet=anchor.sheet,
            table=anchor.table,
            row=anchor.row,
            column=anchor.column,
        )

    def section(self, source: str, span: Span) -> str | None:
        """Return the heading of the innermost section that holds the beginning of a span."""
        starts, sections = self.sections[source]
        for number in range(bisect_right(starts, span.start) - 1, -1, -1):
            if span.start < sections[number].body.end or span.start < sections[number].title.end:
                return self.documents[source].quote(sections[number].title).strip()
        return None


def places(disclosure: Disclosure) -> Places:
    """Return the places of a disclosure."""
    documents = {document.source.id: document for document in disclosure.documents}
    ordered = {
        source: tuple(sorted(document.all_sections, key=lambda section: section.title.start))
        for source, document in documents.items()
    }
    starts = {source: tuple(section.title.start for section in found) for source, found in ordered.items()}
    return Places(documents=documents, sections={source: (starts[source], ordered[source]) for source in ordered})


def decimal(value: Decimal | None) -> str | None:
    """Return a decimal as plain digits, never with an exponent."""
    return None if value is None else format(value, "f")


def verdict_row(verdict: Verdict, *, told: Rule | None = None) -> VerdictRow:
    """Return a verdict as a row; ``told`` is the rule of its finding, which may be none of the catalogue."""
    rule = told if told is not None and told.id == verdict.rule else rulebook().names.get(verdict.rule)
    return VerdictRow(
        rule=verdict.rule,
        title="" if rule is None else rule.title,
        outcome=verdict.outcome,
        formula=verdict.formula,
        stated=verdict.stated,
        low=decimal(verdict.low),
        high=decimal(verdict.high),
        why=verdict.why,
    )


def file_row(path: str, member: str | None, sha256: str, problem: str = "") -> FileRow:
    """Return a file as a row."""
    return FileRow(id=sha256[:16], path=path, member=member, sha256=sha256, problem=problem)


def document_row(disclosure: Disclosure, *, path: str | None = None, versions_of: str | None = None) -> DocumentRow:
    """Return a disclosure as a row; ``path`` overrides what its first file is called."""
    first = disclosure.documents[0].source
    sources = (document.source for document in disclosure.documents)
    files = [file_row(source.path, source.member, source.sha256) for source in sources]
    return DocumentRow(
        id=first.id,
        path=called(first.path, first.member) if path is None else path,
        body=disclosure.body.name,
        year=disclosure.year,
        template=disclosure.template,
        files=files,
        versions_of=versions_of,
    )


def facts(extraction: Extraction) -> Iterator[FactRow]:
    """Yield every fact in reading order, but for comparison words (大于), which state no value."""
    where, document = places(extraction.disclosure), _document(extraction)
    for fact in extraction.facts:
        if _valued(fact):
            yield _fact(fact, where, document=document)


def in_table(figure: Figure) -> bool:
    """Tell whether a figure stands in a table; the others are what the narrative says."""
    return figure.anchor.table is not None


def _valued(fact: Fact) -> bool:
    return fact.figure.quantity is not None


def _document(extraction: Extraction) -> str:
    return extraction.disclosure.documents[0].source.id


def _fact(fact: Fact, where: Places, *, document: str) -> FactRow:
    return FactRow(
        schema="gouji.fact/1",
        id=fact.id,
        document=document,
        figure=fact.figure.id,
        indicator=fact.subject.indicator,
        account=fact.subject.account,
        fund=fact.fund,
        measure=fact.measure,
        year=fact.year,
        base=fact.base,
        value=format(fact.point.low, "f"),
        unit=fact.quantity.unit,
        low=format(fact.interval.low, "f"),
        high=format(fact.interval.high, "f"),
        printed=fact.figure.printed,
        scope=fact.scope,
        part=fact.part,
        source="table" if in_table(fact.figure) else "narrative",
        table=None if fact.cell is None else fact.cell.role,
        code="" if fact.cell is None else fact.cell.code,
        anchor=where.row(fact.figure.anchor),
    )


def reasons(extraction: Extraction) -> Iterator[ReasonRow]:
    """Yield every stated reason in reading order."""
    where, document = places(extraction.disclosure), _document(extraction)
    for reason in extraction.reasons:
        yield _reason(reason, where, document=document)


def _reason(reason: Reason, where: Places, *, document: str) -> ReasonRow:
    signs: dict[int | None, Literal["+", "-", "0"]] = {1: "+", -1: "-", 0: "0"}
    return ReasonRow(
        schema="gouji.reason/1",
        id=reason.id,
        document=document,
        text=reason.text,
        explains=[fact.id for fact in reason.explains if _valued(fact)],
        direction=signs.get(reason.direction),
        about=reason.about,
        labels=list(reason.labels),
        vague=reason.vague,
        anchor=where.row(reason.anchor),
    )


def figures(extraction: Extraction) -> Iterator[FigureRow]:
    """Yield every figure in reading order."""
    where, document = places(extraction.disclosure), _document(extraction)
    bearing: defaultdict[str, list[str]] = defaultdict(list)
    for fact in filter(_valued, extraction.facts):
        bearing[fact.figure.id].append(fact.id)
    for figure in extraction.figures:
        yield _figure(figure, where, document=document, borne=bearing[figure.id])


def _figure(figure: Figure, where: Places, *, document: str, borne: list[str]) -> FigureRow:
    quantity = figure.quantity
    return FigureRow(
        schema="gouji.figure/1",
        id=figure.id,
        document=document,
        printed=figure.printed,
        kind=None if quantity is None else quantity.kind,
        unit=None if quantity is None else quantity.unit,
        value=None if quantity is None else decimal(quantity.value),
        low=None if quantity is None else decimal(quantity.interval.low),
        high=None if quantity is None else decimal(quantity.interval.high),
        word=figure.word,
        why=figure.why,
        facts=borne,
        anchor=where.row(figure.anchor),
    )


def cells(extraction: Extraction) -> Iterator[CellRow]:
    """Yield every cell of every table in reading order."""
    where, identifier = places(extraction.disclosure), _document(extraction)
    for document in extraction.disclosure.documents:
        for table in document.tables:
            yield from _cells(table, document, where, identifier=identifier)


def _cells(table: Table, document: Document, where: Places, *, identifier: str) -> Iterator[CellRow]:
    caption = None if table.caption is None else document.quote(table.caption)
    for cell in table.cells:
        yield CellRow(
            schema="gouji.cell/1",
            document=identifier,
            table=table.number,
            role=table.role,
            caption=caption,
            unit=table.unit,
            row=cell.row,
            column=cell.column,
            rows=cell.rows,
            columns=cell.columns,
            text=document.quote(cell.span),
            anchor=where.row(cell.anchor),
        )


def source_row(extraction: Extraction) -> SourceRow:
    """Return the document of an extraction with the counts of what was read from it."""
    disclosure = extraction.disclosure
    documents = disclosure.documents
    return SourceRow(
        schema="gouji.document/1",
        document=document_row(disclosure),
        kind=disclosure.kind,
        region=disclosure.body.region.value,
        level=disclosure.body.level.value,
        origin=documents[0].origin,
        characters=sum(len(document.text) for document in documents),
        sections=sum(len(document.all_sections) for document in documents),
        tables=sum(len(document.tables) for document in documents),
        figures=sum(not figure.word for figure in extraction.figures),
        facts=len(extraction.facts),
        reasons=len(extraction.reasons),
        status="read",
        problem="",
    )


def bare_row(path: str, sha256: str, files: list[FileRow]) -> DocumentRow:
    """Return a disclosure that could not be read as a row."""
    return DocumentRow(id=sha256[:16], path=path, body=None, year=None, template=None, files=files, versions_of=None)


def unread_row(piece: Piece, *, status: str, problem: str) -> SourceRow:
    """Return the row of a document that could not be read."""
    document = bare_row(piece.called, piece.sha256, [file_row(*piece, problem)])
    return SourceRow(
        schema="gouji.document/1",
        document=document,
        kind=None,
        region=None,
        level=None,
        origin="",
        characters=0,
        sections=0,
        tables=0,
        figures=0,
        facts=0,
        reasons=0,
        status=status,
        problem=problem,
    )

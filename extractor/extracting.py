"""extract(): runs layout and recognizers over the documents of one disclosure and settles what they read."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor import templating
from extractor.building import Page, facts_of, figure_of, word_facts
from extractor.clauses.records import Stretch
from extractor.clauses.walking import walk
from extractor.document import Disclosure, Document, Remark
from extractor.fact import Extraction, Fact, Figure, Reason
from extractor.layout.identity import identify
from extractor.layout.sections import structure
from extractor.lexing import lex
from extractor.precision import printed_decimals
from extractor.reasons import reasons_of
from extractor.recognition import recognition
from extractor.tabling import reading as tables
from extractor.tabling.arranging import arrange

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractor.document import Section
    from extractor.folding import Folded
    from extractor.layout.identity import Identity
    from extractor.template import Template

_FIGURE_START: Final = attrgetter("anchor.span.start")
_FACT_START: Final = attrgetter("figure.anchor.span.start")
_UNRECOGNISED: Final = Remark(
    kind="layout", message="没有认出这份公开用的是哪个地方的模板,按全国通用模板读;对章节、表和措辞的要求只作提示"
)


class _Reading(NamedTuple):
    """What one document says."""

    figures: list[Figure]
    facts: list[Fact]
    reasons: tuple[Reason, ...]


def extract(
    documents: Document | Sequence[Document],
    *,
    template: str | None = None,
    templates: Mapping[str, Template] | None = None,
) -> Extraction:
    """Read every figure, fact and reason of the documents of one disclosure.

    The first document is the one with the narrative; ``template`` overrides what it is recognised as, ``templates`` are
    those there are (``templating.templates``), ours where nothing is said. The documents of the returned disclosure
    carry their sections. What the first does not say of the body or the year, the others do.
    """
    given = (documents,) if isinstance(documents, Document) else tuple(documents)
    chosen, given = _template(given, name=template, among=templates)
    structured = tuple(structure(arrange(document), chosen) for document in given)
    identity = _identity(structured)
    disclosure = Disclosure(
        body=identity.body,
        year=identity.year,
        kind=identity.kind,
        template=chosen.name,
        documents=structured,
        form=chosen,
    )
    parts: list[_Reading] = []
    for document in structured:
        first = 1 + max((fact.statement for part in parts for fact in part.facts), default=-1)
        parts.append(_read(document, year=identity.year, first=first))
    return Extraction(
        disclosure=disclosure,
        figures=tuple(figure for part in parts for figure in part.figures),
        facts=tuple(fact for part in parts for fact in part.facts),
        reasons=tuple(reason for part in parts for reason in part.reasons),
    )


def _template(
    documents: tuple[Document, ...], *, name: str | None, among: Mapping[str, Template] | None
) -> tuple[Template, tuple[Document, ...]]:
    """Return the template, and the documents, of which the first says so where none was recognised."""
    if name:
        return templating.template(name, given=among), documents
    found = recognition(documents, given=among)
    if found.known:
        return found.template, documents
    first, *others = documents
    return found.template, (replace(first, remarks=(*first.remarks, _UNRECOGNISED)), *others)


def _identity(documents: Sequence[Document]) -> Identity:
    """Return who publishes, by the first document that names a body, and the first year that any of them says."""
    found = [identify(document) for document in documents]
    named = next((one for one in found if one.body.name is not None), found[0])
    return replace(named, year=next((one.year for one in found if one.year is not None), None))


def folded(document: Document) -> Folded:
    """Return a document's text folded, line breaks inside its paragraphs joined."""
    return document.folded


def _read(document: Document, *, year: int | None, first: int) -> _Reading:
    text = folded(document)
    prose = _without_tables(document, text)
    numbers, dates = lex(prose)
    result = walk(prose, _stretches(document, text), numbers, dates, year=year)
    page = Page(document=document, text=text, decimals=printed_decimals(numbers), year=year, first=first)
    figures = [figure_of(page, read.number, why=read.why) for read in result.reads]
    by_read = [facts_of(page, figure, read) for figure, read in zip(figures, result.reads, strict=True)]
    said = [word_facts(page, word) for word in result.said]
    facts = [fact for group in (*by_read, *said) for fact in group]
    words = [group[0].figure for group in said if group]
    reasons = reasons_of(page, result, by_read, said)
    first = 1 + max((fact.statement for fact in facts), default=first - 1)
    cells, cell_facts = tables.read(document, year=year, first=first)
    figures = sorted([*figures, *words, *cells], key=_FIGURE_START)
    return _Reading(figures, sorted([*facts, *cell_facts], key=_FACT_START), reasons)


def _without_tables(document: Document, text: Folded) -> str:
    """Return the folded text with spaces where tables stand: what cells say is read by row and column."""
    pieces: list[str] = []
    at = 0
    for table in sorted(document.tables, key=lambda table: table.span.start):
        start, end = text.from_source(table.span.start), text.from_source(table.span.end)
        if start < at or end - start < 2:  # noqa: PLR2004 - nothing in it
            continue
        pieces += (text.text[at:start], "\n", " " * (end - start - 2), "\n")
        at = end
    return "".join(pieces) + text.text[at:] if pieces else text.text


def _stretches(document: Document, text: Folded) -> list[Stretch]:
    """Cut the folded text where sections begin; a section without a role has that of the section around it."""
    stretches = [Stretch(0, "cover" if document.sections else None)]
    pending: list[tuple[Section, str | None]] = [(section, None) for section in reversed(document.sections)]
    while pending:
        section, above = pending.pop()
        role = section.role or above
        stretches.append(Stretch(text.from_source(section.title.start), role))
        pending.extend((child, role) for child in reversed(section.children))
    return stretches

"""extract(): runs layout and recognizers over the documents of one disclosure and settles what they read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from extractor import templating
from extractor.anchor import Anchor
from extractor.document import Disclosure, Document
from extractor.fact import Extraction, Fact, Figure, Reason, Subject
from extractor.folding import Folded, fold
from extractor.layout.identity import identify
from extractor.layout.sections import structure
from extractor.lexing import lex
from extractor.precision import printed_decimals
from extractor.quantity import Quantity
from extractor.reasons import reasons_of
from extractor.records import Stretch
from extractor.walking import walk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractor.lexing import Number
    from extractor.records import Read, Said, Walk


def extract(documents: Document | Sequence[Document], *, template: str | None = None) -> Extraction:
    """Read every figure, fact and reason of the documents of one disclosure.

    ``template`` overrides what the first document is recognised as. The documents of the returned disclosure carry
    their sections.
    """
    given = (documents,) if isinstance(documents, Document) else tuple(documents)
    chosen = templating.template(template) if template else templating.recognise(given[0])
    structured = tuple(structure(document, chosen) for document in given)
    identity = identify(structured[0])
    disclosure = Disclosure(
        body=identity.body, year=identity.year, kind=identity.kind, template=chosen.name, documents=structured
    )
    parts = [_read(document, year=identity.year) for document in structured]
    return Extraction(
        disclosure=disclosure,
        figures=tuple(figure for figures, _, _ in parts for figure in figures),
        facts=tuple(fact for _, facts, _ in parts for fact in facts),
        reasons=tuple(reason for _, _, reasons in parts for reason in reasons),
    )


def folded(document: Document) -> Folded:
    """Return a document's text folded, line breaks inside its paragraphs joined."""
    soft = [
        offset
        for block in document.blocks
        if block.kind == "paragraph" and "\n" in document.text[block.span.start : block.span.end]
        for offset in range(block.span.start, block.span.end)
        if document.text[offset] == "\n"
    ]
    return fold(document.text, soft=soft)


def _read(document: Document, *, year: int | None) -> tuple[list[Figure], list[Fact], tuple[Reason, ...]]:
    text = folded(document)
    numbers, dates = lex(text.text)
    result = walk(text.text, _stretches(document, text), numbers, dates, year=year)
    builder = _Builder(document, text, printed_decimals(numbers), year)
    figures, facts, by_read = builder.build(result)
    said = builder.said(result)
    every = sorted([*facts, *(fact for group in said for fact in group)], key=lambda fact: fact.figure.span.start)
    words = [group[0].figure for group in said if group]
    found = reasons_of(document, text, result, by_read, said)
    return sorted([*figures, *words], key=lambda figure: figure.span.start), every, found


def _stretches(document: Document, text: Folded) -> list[Stretch]:
    """Cut the folded text where sections begin; a section without a role has that of the section around it."""
    stretches = [Stretch(0, "cover" if document.sections else None)]
    pending = [(section, None) for section in reversed(document.sections)]
    while pending:
        section, above = pending.pop()
        role = section.role or above
        stretches.append(Stretch(text.from_source(section.title.start), role))
        pending.extend((child, role) for child in reversed(section.children))
    return stretches


class _Builder:
    """Turns what a walk read into figures and facts of one document."""

    __slots__ = ("decimals", "document", "statements", "text", "year")

    def __init__(
        self, document: Document, text: Folded, decimals: Mapping[tuple[str, str], int], year: int | None
    ) -> None:
        self.document, self.text, self.decimals, self.year = document, text, decimals, year
        self.statements: dict[tuple[int, Subject], int] = {}

    def build(self, result: Walk) -> tuple[list[Figure], list[Fact], list[tuple[Fact, ...]]]:
        figures, facts, by_read = [], [], []
        for read in result.reads:
            figure = self.figure(read.number, read.why)
            figures.append(figure)
            made = self.facts(figure, read) if figure.quantity and read.draft else ()
            facts.extend(made)
            by_read.append(made)
        return figures, facts, by_read

    def figure(self, number: Number, why: str | None) -> Figure:
        span = self.text.to_source(number.start, number.end)
        anchor = Anchor(source=self.document.source.id, span=span)
        quantity = self.quantity(number)
        return Figure(
            printed=self.document.text[span.start : span.end],
            quantity=quantity,
            anchor=anchor,
            why=why or number.why,
        )

    def quantity(self, number: Number) -> Quantity | None:
        if number.kind is None:
            return None
        _, _, fraction = number.digits.partition(".")
        precision = max(len(fraction), self.decimals.get((number.kind, number.unit), 0))
        return Quantity(
            digits=number.digits, unit=number.unit, kind=number.kind, precision=precision,
            negative=number.negative, approximate=number.approximate,
        )  # fmt: skip

    def facts(self, figure: Figure, read: Read) -> tuple[Fact, ...]:
        draft = read.draft
        if draft is None:
            return ()
        verb = draft.verb
        year = self.year if draft.measure != "prior" or self.year is None else self.year - 1
        if (
            draft.measure != "prior"
            and read.year
            and draft.measure in ("final", "count", "budget0", "budgetFY", "budget")
        ):
            year = read.year
        direction = verb.direction if verb else None
        if figure.quantity and figure.quantity.negative:
            direction = None
        return tuple(
            Fact(
                figure=figure, subject=subject, measure=draft.measure, year=year, base=draft.base, direction=direction,
                direction_span=self.text.to_source(verb.start, verb.end) if verb else None, scope=draft.scope,
                recognizer=read.recognizer, statement=self.statement(read.sentence, subject), role=read.role,
            )
            for subject in read_subjects(read)
        )  # fmt: skip

    def said(self, result: Walk) -> list[tuple[Fact, ...]]:
        return [self.word(said) for said in result.said]

    def word(self, said: Said) -> tuple[Fact, ...]:
        span = self.text.to_source(said.start, said.end)
        anchor = Anchor(source=self.document.source.id, span=span)
        quantity = _zero() if said.zero else None
        figure = Figure(printed=self.document.text[span.start : span.end], quantity=quantity, anchor=anchor, word=True)
        verb = said.draft.verb
        return tuple(
            Fact(
                figure=figure, subject=subject, measure=said.draft.measure, year=self.year, base=said.draft.base,
                direction=verb.direction if verb else None, direction_span=span if verb else None, recognizer="level",
                statement=self.statement(said.sentence, subject), role=said.role,
            )
            for subject in said.subjects
        )  # fmt: skip

    def statement(self, sentence: int, subject: Subject) -> int:
        return self.statements.setdefault((sentence, subject), len(self.statements))


@cache
def _zero() -> Quantity:
    return Quantity(digits="0", unit="万元", kind="amount", precision=2)


def read_subjects(read: Read) -> tuple[Subject, ...]:
    """Return whom a read number is of, each once."""
    return tuple(dict.fromkeys(read.subjects))

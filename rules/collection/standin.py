"""What stands in for the documents of a Collection in diagnosis: the kept words at their places, nothing between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractor.anchor import Source
from extractor.document import Body, Disclosure, Document, Evidence
from extractor.fact import Extraction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.fact import Fact
    from rules.collection.member import Card, Member

FARTHEST: Final = 20_000_000
"""No document is longer; a place beyond it is of a damaged file."""


def standin(card: Card, members: Sequence[Member]) -> Extraction:
    """Return an extraction of one body that holds the facts of all members."""
    facts = tuple(fact for member in members for fact in member.facts)
    body = Body(name=card.name, key=card.key, kind=Evidence(value=card.kind or None))
    documents = tuple(document for member in members for document in _documents(member))
    disclosure = Disclosure(body=body, year=card.year, kind="", template="", documents=documents)
    figures = tuple({fact.figure.id: fact.figure for fact in facts}.values())
    return Extraction(disclosure=disclosure, figures=figures, facts=facts, reasons=())


def _documents(member: Member) -> Iterator[Document]:
    for identifier in member.lines:
        words = [word for fact in member.facts for word in _words(fact) if fact.figure.anchor.source == identifier]
        source = Source(id=identifier, sha256="", path=member.card.path, media="", data=b"")
        yield Document(source=source, text=_sparse(words))


def _words(fact: Fact) -> Iterator[tuple[int, str]]:
    yield fact.figure.span.start, fact.figure.printed
    if fact.direction_span is not None:
        # Which word stood there is not kept; its direction is.
        yield fact.direction_span.start, "减少" if fact.direction == -1 else "增加"


def _sparse(words: list[tuple[int, str]]) -> str:
    """Return a text with words at their places and line breaks between, so that none touches another."""
    text: list[str] = []
    at = 0
    for start, word in sorted(words):
        if at <= start <= FARTHEST:
            text += ["\n" * (start - at), word]
            at = start + len(word)
    return "".join(text)


def as_prior(fact: Fact, year: int) -> Fact:
    """Return a published figure of last year as this year's document would state it: what a stale one repeats."""
    return replace(fact, measure="prior", year=year)

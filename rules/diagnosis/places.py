"""Where a suspect stands, what is printed there, how far off it is, and what it is known by."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rules.damage import damaged
from rules.diagnosis.phrases import phrases

if TYPE_CHECKING:
    from decimal import Decimal

    from extractor.anchor import Anchor
    from extractor.document import Document
    from extractor.fact import Extraction, Fact
    from rules.diagnosis.problem import Candidate
    from rules.finding import Repair
    from rules.rule import Rule

STOP: Final = re.compile("[。;；\n]")

TOUCH: Final = 2
"""Damage this many characters from a figure touches it."""


def anchor_of(candidate: Candidate) -> Anchor:
    """Return the shortest place that shows the fault: the figure, or the direction word."""
    anchor = candidate.repair.figure.anchor
    return anchor if candidate.verb is None else replace(anchor, span=candidate.verb, box=None)


def document_of(extraction: Extraction, anchor: Anchor) -> Document:
    """Return the document an anchor stands in."""
    documents = extraction.disclosure.documents
    return next((one for one in documents if one.source.id == anchor.source), documents[0])


def located(extraction: Extraction, fact: Fact, message: str, *, sure: bool = True) -> str:
    """Return a message with the table before it that the fact stands in, and with the row where it is known which.

    What the narrative says is left as it is.
    """
    cell = fact.cell
    if cell is None:
        return message
    document = document_of(extraction, fact.figure.anchor)
    table = next((one for one in document.tables if one.number == cell.number), None)
    title = "".join(document.quote(table.caption).split()) if table is not None and table.caption is not None else ""
    words = phrases()
    where = words.say("titled", title=title) if title else words.say("untitled", number=str(cell.number))
    account = fact.subject.account.rpartition("/")[2]
    row = words.say("named_row" if account else "row", row=str(cell.row), account=account) if sure else ""
    return words.say("located", where=where, row=row, message=message)


def printed_at(extraction: Extraction, candidate: Candidate) -> str:
    """Return the words accused, as printed."""
    if candidate.verb is None:
        return candidate.repair.figure.printed
    anchor = anchor_of(candidate)
    return document_of(extraction, anchor).quote(anchor.span)


def damage_touches(extraction: Extraction, candidate: Candidate) -> bool:
    """Tell whether characters were lost in the suspect's sentence right beside it (DESIGN §4.7)."""
    anchor = anchor_of(candidate)
    text = document_of(extraction, anchor).text
    before = max(
        (match.end() for match in STOP.finditer(text, max(0, anchor.span.start - 400), anchor.span.start)), default=0
    )
    after = STOP.search(text, anchor.span.end)
    end = after.start() if after else len(text)
    low = max(before, anchor.span.start - TOUCH)
    high = min(end, anchor.span.end + TOUCH)
    return any(span.start < high and low < span.end for span in damaged(text))


def difference(repair: Repair) -> Decimal | None:
    """Return how far the printed amount is from what it should be, in 元."""
    old, new = repair.figure.quantity, repair.replacement
    if old is None or new is None or repair.text is None or old.kind != "amount":
        return None
    return (new.point - old.point).low.copy_abs()


def identity(extraction: Extraction, rule: Rule, fact: Fact, printed: str) -> tuple[str, ...]:
    """Return what the finding's fingerprint is made of, but for the ordinal among equals."""
    disclosure = extraction.disclosure
    body = disclosure.body.key or disclosure.documents[0].source.sha256
    year = fact.year if fact.year is not None else disclosure.year
    return rule.id, body, str(year), str(fact.subject), fact.measure, fact.base or "", printed

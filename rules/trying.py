"""Examples of rules, run along the whole path: a wrong one must raise its rule at the quote, a right one must not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rules.examples import documents, file_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extractor.fact import Extraction
    from rules.finding import Finding, Verdict
    from rules.load import Rulebook
    from rules.rule import Example, Rule


class Trial(NamedTuple):
    """What came of one example."""

    rule: Rule
    number: int
    """Counted from 1 among the rule's wrong or right examples."""
    wrong: bool
    problem: str = ""
    """In Chinese: what is not as the example says; empty where it is."""
    others: tuple[Finding, ...] = ()
    """Findings of other rules at error or warning: the example is not clean beside what it shows."""

    @property
    def name(self) -> str:
        """What the example is called in reports."""
        return f"{'错例' if self.wrong else '对例'} {self.number}"


def tried(rule: Rule, book: Rulebook) -> Iterator[Trial]:
    """Yield what comes of the examples of a rule under the rules of a book."""
    for number, example in enumerate(rule.wrong, start=1):
        texts, found = findings_of(example.text, book)
        yield Trial(rule, number, wrong=True, problem=_missed(rule, example, texts, found))
    for number, example in enumerate(rule.right, start=1):
        _, found = findings_of(example.text, book)
        mine = [one for one in found if rule.id in ids_of(one)]
        problem = f"不该报却报了:{mine[0].message}" if mine else ""
        others = tuple(one for one in found if one.severity != "info" and rule.id not in ids_of(one))
        yield Trial(rule, number, wrong=False, problem=problem, others=others)


def findings_of(text: str, book: Rulebook) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
    """Return the texts of an example's documents by source, and every finding; several documents are linked."""
    from rules.collecting import collection_of, linked
    from rules.collection.diagnosing import collected
    from rules.collection.keeping import member

    judged = [_judged(part, book) for part in documents(text)]
    texts = {one.source.id: one.text for extraction, _, _ in judged for one in extraction.disclosure.documents}
    found = [finding for _, _, findings in judged for finding in findings]
    if len(judged) > 1:
        made = (member(*each, path=f"{number}.txt") for number, each in enumerate(judged, start=1))
        members = [one for one in made if one is not None]
        links, _ = linked([one.card for one in members])
        found += [finding for link in links for finding in collected(collection_of(link, members), book).findings]
    return texts, tuple(found)


def _judged(text: str, book: Rulebook) -> tuple[Extraction, tuple[Verdict, ...], tuple[Finding, ...]]:
    from extractor.extracting import extract
    from extractor.reading import from_bytes, read
    from rules import words
    from rules.bind import bind
    from rules.diagnose import diagnose
    from rules.engine import judge
    from rules.suspects import settle, suspects

    data, name = file_of(text)
    extraction = extract(read(from_bytes(data, path=name)))
    relations = bind(extraction, book)
    verdicts = judge(relations)
    verdicts = settle(relations, verdicts, suspects(extraction, relations, verdicts))
    return extraction, verdicts, (*diagnose(extraction, relations, verdicts, book), *words.check(extraction, book))


def ids_of(finding: Finding) -> set[str]:
    """Return the rules a finding speaks for: its own, and those that its cause breaks."""
    return {finding.rule.id, *(verdict.rule for verdict in finding.verdicts if verdict.outcome == "fails")}


def stands_at(finding: Finding, texts: Mapping[str, str], quote: str) -> bool:
    """Tell whether a finding is on the quoted words; one on the document as a whole is on all of them."""
    if finding.anchor is None:
        return True
    span = finding.anchor.span
    return any(start < span.end and span.start < end for start, end in _places(texts[finding.anchor.source], quote))


def _places(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Yield where words stand in the text as read; spaces around the cells of tables are not read."""
    words = quote.replace("|", " ").split()
    for match in re.finditer(r"\s+".join(map(re.escape, words)), text):
        yield match.span()


def _missed(rule: Rule, example: Example, texts: Mapping[str, str], found: Sequence[Finding]) -> str:
    """Return in Chinese what is not as a wrong example says."""
    mine = [one for one in found if rule.id in ids_of(one)]
    if not mine:
        told = "、".join(dict.fromkeys(one.rule.id for one in found))
        return "没有报出" + (f";报出的是 {told}" if told else "")
    there = [one for one in mine if stands_at(one, texts, example.quote or "")]
    if not there:
        anchors = [one.anchor for one in mine if one.anchor]
        at = (texts[one.source][one.span.start : one.span.end] for one in anchors)
        return f"没有报在“{example.quote}”处,报在{'、'.join(f'“{words}”' for words in at)}"
    wanted = example.replacement
    if wanted and not any(one.suspects and one.suspects[0].replacement == wanted for one in there):
        instead = next((one.suspects[0].replacement for one in there if one.suspects), None)
        return f"没有指出应为“{wanted}”" + (f",而是“{instead}”" if instead else "")
    return ""

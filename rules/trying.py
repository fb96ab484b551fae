"""Examples of rules, run along the whole path: a wrong one must raise its rule at the quote, a right one must not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rules.examples import file_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rules.finding import Finding
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
        text, found = findings_of(example.text, book)
        yield Trial(rule, number, wrong=True, problem=_missed(rule, example, text, found))
    for number, example in enumerate(rule.right, start=1):
        _, found = findings_of(example.text, book)
        mine = [one for one in found if rule.id in ids_of(one)]
        problem = f"不该报却报了:{mine[0].message}" if mine else ""
        others = tuple(one for one in found if one.severity != "info" and rule.id not in ids_of(one))
        yield Trial(rule, number, wrong=False, problem=problem, others=others)


def findings_of(text: str, book: Rulebook) -> tuple[str, tuple[Finding, ...]]:
    """Return an example's text as it was read, and every finding on it."""
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
    found = (*diagnose(extraction, relations, verdicts, book), *words.check(extraction, book))
    return extraction.disclosure.documents[0].text, found


def ids_of(finding: Finding) -> set[str]:
    """Return the rules a finding speaks for: its own, and those that its cause breaks."""
    return {finding.rule.id, *(verdict.rule for verdict in finding.verdicts if verdict.outcome == "fails")}


def stands_at(finding: Finding, text: str, quote: str) -> bool:
    """Tell whether a finding is on the quoted words; one on the document as a whole is on all of them."""
    if finding.anchor is None:
        return True
    span = finding.anchor.span
    return any(start < span.end and span.start < end for start, end in _places(text, quote))


def _places(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Yield where words stand in the text as read; spaces around the cells of tables are not read."""
    words = quote.replace("|", " ").split()
    for match in re.finditer(r"\s+".join(map(re.escape, words)), text):
        yield match.span()


def _missed(rule: Rule, example: Example, text: str, found: Sequence[Finding]) -> str:
    """Return in Chinese what is not as a wrong example says."""
    mine = [one for one in found if rule.id in ids_of(one)]
    if not mine:
        told = "、".join(dict.fromkeys(one.rule.id for one in found))
        return "没有报出" + (f";报出的是 {told}" if told else "")
    there = [one for one in mine if stands_at(one, text, example.quote or "")]
    if not there:
        at = (text[one.anchor.span.start : one.anchor.span.end] for one in mine if one.anchor)
        return f"没有报在“{example.quote}”处,报在{'、'.join(f'“{words}”' for words in at)}"
    wanted = example.replacement
    if wanted and not any(one.suspects and one.suspects[0].replacement == wanted for one in there):
        instead = next((one.suspects[0].replacement for one in there if one.suspects), None)
        return f"没有指出应为“{wanted}”" + (f",而是“{instead}”" if instead else "")
    return ""

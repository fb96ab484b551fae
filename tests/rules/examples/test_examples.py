"""Every example of every rule runs through the whole path: wrong ones raise the rule, right ones do not."""

from __future__ import annotations

import re
from functools import cache

import pytest

from rules.load import rulebook

BOOK = rulebook()
WRONG = [(rule, number) for rule in BOOK.rules for number in range(len(rule.wrong))]
RIGHT = [(rule, number) for rule in BOOK.rules for number in range(len(rule.right))]


@cache
def findings_of(text):
    """Return the texts of an example's documents by source, and all findings; several documents are linked."""
    from rules.collecting import collection_of, linked
    from rules.collection.diagnosing import collected
    from rules.collection.keeping import member
    from rules.examples import documents

    audited = [audit(part) for part in documents(text)]
    texts = {one.source.id: one.text for extraction, _, _ in audited for one in extraction.disclosure.documents}
    found = [finding for _, _, findings in audited for finding in findings]
    if len(audited) > 1:
        members = [member(*each, path=f"{number}.txt") for number, each in enumerate(audited, start=1)]
        assert None not in members, "an example on linked disclosures says whose each is, and of which year"
        links, _ = linked([one.card for one in members])
        found += [finding for link in links for finding in collected(collection_of(link, members), BOOK).findings]
    return texts, found


def audit(text):
    """Return a document's extraction, verdicts and findings."""
    from extractor.extracting import extract
    from extractor.reading import from_bytes, read
    from rules import words
    from rules.bind import bind
    from rules.diagnose import diagnose
    from rules.engine import judge
    from rules.examples import file_of
    from rules.suspects import settle, suspects

    data, name = file_of(text)
    extraction = extract(read(from_bytes(data, path=name)))
    relations = bind(extraction, BOOK)
    verdicts = judge(relations)
    verdicts = settle(relations, verdicts, suspects(extraction, relations, verdicts))
    return extraction, verdicts, (*diagnose(extraction, relations, verdicts, BOOK), *words.check(extraction, BOOK))


def ids_of(finding):
    return {finding.rule.id, *(verdict.rule for verdict in finding.verdicts if verdict.outcome == "fails")}


def places(text, quote):
    """Yield where an example's words stand in the text as read; spaces around the cells of tables are not read."""
    words = quote.replace("|", " ").split()
    for match in re.finditer(r"\s+".join(map(re.escape, words)), text):
        yield match.span()


def stands_at(finding, texts, quote):
    if finding.anchor is None:  # a finding on the document as a whole
        return True
    span = finding.anchor.span
    return any(start < span.end and span.start < end for start, end in places(texts[finding.anchor.source], quote))


def shown(finding, texts):
    anchor = finding.anchor
    return anchor and texts[anchor.source][anchor.span.start : anchor.span.end]


def name(case):
    return f"{case[0].id}-{case[1]}"


@pytest.mark.parametrize("case", WRONG, ids=map(name, WRONG))
def test_wrong_example_raises_its_rule_at_the_quote(case):
    rule, number = case
    example = rule.wrong[number]
    texts, found = findings_of(example.text)
    mine = [finding for finding in found if rule.id in ids_of(finding)]
    assert mine, f"{rule.id} is silent; found {[(f.rule.id, f.message) for f in found]}"
    there = [finding for finding in mine if stands_at(finding, texts, example.quote)]
    assert there, f"{[shown(finding, texts) for finding in mine]} is not {example.quote}"
    if example.replacement:
        assert any(f.suspects and f.suspects[0].replacement == example.replacement for f in there), [
            (s.printed, s.replacement) for f in there for s in f.suspects
        ]


@pytest.mark.parametrize("case", RIGHT, ids=map(name, RIGHT))
def test_right_example_is_silent_at_error_and_warning(case):
    rule, number = case
    _, found = findings_of(rule.right[number].text)
    assert not [finding for finding in found if rule.id in ids_of(finding)]
    assert not [(finding.rule.id, finding.message) for finding in found if finding.severity != "info"]

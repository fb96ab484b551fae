"""Words, numbers, dates and account paths of a folded text merged in reading order."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from extractor.accounts import account_paths
from extractor.roles import SILENT
from extractor.vocabulary import lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.lexing import Date, Number
    from extractor.records import Stretch
    from extractor.vocabulary.lookup import Word


Token = tuple[int, str, Any]
"""Folded offset, sort, and the word, number, date or account itself."""


def merge(
    text: str, numbers: list[Number], dates: list[Date], stretches: Sequence[Stretch], bounds: list[int]
) -> list[Token]:
    """Merge words, numbers, dates and account paths; silent sections and account paths have no words."""
    accounts = list(account_paths(text))
    basic = [(s.start, end) for s, end in zip(stretches, bounds, strict=True) if s.role == "basic"]
    silent = [(s.start, end) for s, end in zip(stretches, bounds, strict=True) if s.role in SILENT]
    spoken = [account for account in accounts if not any(s <= account.start < e for s, e in silent)]
    covered = [*((account.start, account.end) for account in spoken), *silent, *basic]
    tokens: list[Token] = list(_outside(lookup.lexicon().find(text), sorted(covered)))
    for start, end in basic:
        tokens.extend(_basic_words(text, start, min(end, len(text))))
    tokens.extend([(n.start, "number", n) for n in numbers])
    tokens.extend([(d.start, "date", d) for d in dates])
    tokens.extend([(a.start, "account", a) for a in spoken])
    tokens.sort(key=itemgetter(0))
    return tokens


def _outside(words: list[Word], ranges: list[tuple[int, int]]) -> Iterator[Token]:
    """Yield the words that stand in none of the ranges."""
    ends = iter([*ranges, (1 << 60, 1 << 60)])
    start, end = next(ends)
    for word in words:
        at = word[0]
        while end <= at:
            start, end = next(ends)
        if at < start:
            yield at, word[2], word


def _basic_words(text: str, start: int, end: int) -> list[Token]:
    """In the section on basic spending a name like 公务接待费 is an economic account, not an item of 三公."""
    named = lookup.economic().find(text, start=start, end=end)
    others = lookup.lexicon().find(text, start=start, end=end)
    longer = [w for w in others if w.sort == "subject" and not w.value.startswith(("因公", "公务", "出国"))]
    accounts = [w for w in named if not any(o.start <= w.start and w.end <= o.end for o in longer)]
    taken = [(w.start, w.end) for w in accounts]
    return [*((w.start, w.sort, w) for w in accounts), *_outside(others, taken)]

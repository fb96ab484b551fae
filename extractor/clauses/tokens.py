"""Words, numbers, dates and account paths of a folded text merged in reading order."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from extractor.accounts import Account, account_paths
from extractor.clauses.roles import SILENT
from extractor.lexing import Date, Number
from extractor.vocabulary import lookup
from extractor.vocabulary.lookup import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.clauses.records import Stretch


Token = Word | Number | Date | Account
"""What is read in order; the first item of each is the folded offset it stands at."""


def merge(
    text: str, numbers: list[Number], dates: list[Date], stretches: Sequence[Stretch], bounds: list[int]
) -> list[Token]:
    """Merge words, numbers, dates and account paths; silent sections and account paths have no words."""
    accounts = list(account_paths(text))
    basic = [(s.start, end) for s, end in zip(stretches, bounds, strict=True) if s.role == "basic"]
    silent = [(s.start, end) for s, end in zip(stretches, bounds, strict=True) if s.role in SILENT]
    spoken = [account for account in accounts if not any(s <= account.start < e for s, e in silent)]
    covered = [*((account.start, account.end) for account in spoken), *silent, *basic]
    tokens: list[Token] = [*lookup.lexicon().find_outside(text, sorted(covered))]
    for start, end in basic:
        tokens.extend(_basic_words(text, start, min(end, len(text))))
    tokens += [*numbers, *dates, *spoken]
    tokens.sort(key=itemgetter(0))
    return tokens


def _basic_words(text: str, start: int, end: int) -> list[Word]:
    """In the section on basic spending a name like 公务接待费 is an economic account, not an item of 三公."""
    named = lookup.economic().find(text, start=start, end=end)
    others = lookup.lexicon().find(text, start=start, end=end)
    longer = [
        w for w in others if w.sort == "subject" and not w.value.startswith(("因公", "公务", "出国", "会议", "培训"))
    ]
    accounts = [w for w in named if not any(o.start <= w.start and w.end <= o.end for o in longer)]
    taken = {at for account in accounts for at in range(account.start, account.end)}
    return [*accounts, *(w for w in others if w.start not in taken)]

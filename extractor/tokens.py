"""Words, numbers, dates and account paths of a folded text merged in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.accounts import account_paths
from extractor.roles import SILENT
from extractor.vocabulary import lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractor.accounts import Account
    from extractor.lexing import Date, Number
    from extractor.records import Stretch
    from extractor.vocabulary.lookup import Word


def merge(
    text: str, numbers: list[Number], dates: list[Date], stretches: Sequence[Stretch], bounds: list[int]
) -> list[tuple[int, str, Word | Number | Date | Account]]:
    """Merge words, numbers, dates and account paths; silent sections and account paths have no words."""
    words: list[tuple[int, str, Word | Number | Date | Account]] = []
    accounts = list(account_paths(text))
    covered = [(account.start, account.end) for account in accounts]
    basic = [(s.start, end) for s, end in zip(stretches, bounds, strict=True) if s.role == "basic"]
    silent = [(s.start, end) for s, end in zip(stretches, bounds, strict=True) if s.role in SILENT]
    outside = _outside(sorted([*covered, *silent, *basic]))
    words.extend((w.start, w.sort, w) for w in outside(lookup.lexicon().find(text)))
    for start, end in basic:
        words.extend(_basic_words(text, start, min(end, len(text))))
    words.extend((n.start, "number", n) for n in numbers)
    words.extend((d.start, "date", d) for d in dates)
    words.extend((a.start, "account", a) for a in accounts if not any(s <= a.start < e for s, e in silent))
    words.sort(key=lambda token: token[0])
    return words


def _outside(ranges: list[tuple[int, int]]) -> Callable[[list[Word]], list[Word]]:
    def keep(words: list[Word]) -> list[Word]:
        kept, at = [], 0
        for word in words:
            while at < len(ranges) and ranges[at][1] <= word.start:
                at += 1
            if at < len(ranges) and ranges[at][0] <= word.start and word.sort not in ("stop", "break"):
                continue
            kept.append(word)
        return kept

    return keep


def _basic_words(text: str, start: int, end: int) -> list[tuple[int, str, Word | Number | Date | Account]]:
    """In the section on basic spending a name like 公务接待费 is an economic account, not an item of 三公."""
    piece = text[start:end]
    named = [w._replace(start=w.start + start, end=w.end + start) for w in lookup.economic().find(piece)]
    others = [w._replace(start=w.start + start, end=w.end + start) for w in lookup.lexicon().find(piece)]
    taken = [(w.start, w.end) for w in named if not _inside_longer(w, others)]
    free = _outside(taken)(others)
    return [
        (w.start, w.sort, w)
        for w in (*(w for w in named if (w.start, w.end) in taken), *free)
        if w.sort not in ("stop", "break")
    ]


def _inside_longer(word: Word, others: list[Word]) -> bool:
    return any(
        other.sort == "subject"
        and other.start <= word.start
        and word.end <= other.end
        and other.end - other.start > word.end - word.start
        and not str(other.value).startswith(("因公", "公务", "出国"))
        for other in others
    )

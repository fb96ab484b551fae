"""One walk over a folded document: words, numbers and dates in reading order become figures, facts and reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from extractor.clauses.clause import Clause
from extractor.clauses.names import NAMES
from extractor.clauses.numbers import read_number
from extractor.clauses.openers import open_reason
from extractor.clauses.records import Walk, Walker
from extractor.clauses.roles import DEFAULTS
from extractor.clauses.subjects import lengths
from extractor.clauses.tokens import merge
from extractor.clauses.words import WORDS
from extractor.fact import Subject
from extractor.lexing import Date, Number
from extractor.vocabulary.lookup import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractor.accounts import Account
    from extractor.clauses.records import Stretch

_HANDLERS: Final[dict[str, Callable[[Walker, Any], None]]] = {**NAMES, **WORDS, "reason": open_reason}


def walk(
    text: str, stretches: Sequence[Stretch], numbers: list[Number], dates: list[Date], *, year: int | None
) -> Walk:
    """Walk a folded text whose sections are given in order."""
    out = Walk()
    clause = Clause(text=text, year=year)
    walker = Walker(clause=clause, out=out, skip_until=-1)
    bounds = [*(s.start for s in stretches[1:]), len(text) + 1]
    tokens = merge(text, numbers, dates, stretches, bounds)
    counts = lengths(text, numbers)
    handlers, last = _HANDLERS, len(stretches) - 1
    index, limit, at = -1, 0, 0
    for token in tokens:
        start = token[0]
        while start >= limit and index < last:
            index += 1
            limit = bounds[index]
            _enter(clause, stretches[index].role)
        if isinstance(token, Number):
            clause.list_length = counts[at]
            at += 1
            clause.following = numbers[at] if at < len(numbers) else None
            read_number(walker, token)
        elif start >= walker.skip_until:
            handler = handlers.get(token.sort if isinstance(token, Word) else _sort(token))
            if handler:
                handler(walker, token)
    return out


def _sort(token: Date | Account) -> str:
    return "date" if isinstance(token, Date) else "account"


def _enter(clause: Clause, role: str | None) -> None:
    names = DEFAULTS.get(role or "", ())
    clause.enter(role=role, subjects=tuple(Subject(name) for name in names))

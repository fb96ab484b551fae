"""One walk over a folded document: words, numbers and dates in reading order become figures, facts and reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from extractor.clause import Clause
from extractor.fact import Subject
from extractor.gap_names import NAMES
from extractor.gap_numbers import read_number
from extractor.gap_words import WORDS
from extractor.naming import lengths
from extractor.openers import open_reason
from extractor.records import Walk, Walker
from extractor.roles import DEFAULTS
from extractor.tokens import merge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractor.lexing import Date, Number
    from extractor.records import Stretch

_HANDLERS: Final[dict[str, Callable[[Walker, Any], None]]] = {
    **NAMES,
    **WORDS,
    "number": read_number,
    "reason": open_reason,
}


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
    index, limit, at = -1, 0, 0
    for start, sort, token in tokens:
        while start >= limit and index + 1 < len(stretches):
            index += 1
            limit = bounds[index]
            _enter(clause, stretches[index].role)
        if sort == "number":
            clause.list_length = counts[at]
            at += 1
            clause.following = numbers[at] if at < len(numbers) else None
        elif start < walker.skip_until:
            continue
        handler = _HANDLERS.get(sort)
        if handler:
            handler(walker, token)
    return out


def _enter(clause: Clause, role: str | None) -> None:
    names = DEFAULTS.get(role or "", ())
    clause.enter(role=role, subjects=tuple(Subject(name) for name in names))

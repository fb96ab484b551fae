"""Who is spoken of: subjects named in the gap, and lists of them that values follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from extractor.clause import Clause
    from extractor.lexing import Number

JOIN: Final = re.compile(r"[,、和及与]|以及")
_AHEAD: Final = re.compile(r"(?:[,、和及与]|以及)(?:增加|增长|减少|下降|上升|降低)?\d")


def settle(clause: Clause) -> None:
    """Take the subject named last as the one spoken of."""
    if clause.mentions:
        clause.subjects = clause.mentions[-1]
        if len(clause.mentions) > 1 and clause.each:
            clause.subjects = tuple(subject for group in clause.mentions for subject in group)
        clause.queue, clause.place = (), 0
        clause.mentions.clear()


def settle_for(clause: Clause, number: Number) -> None:
    """Find whom the number is of: the next of a list that was named before, or the subject named last."""
    gap = clause.gap_text(number)
    clause.fresh = False
    if clause.queue and not clause.mentions and JOIN.match(gap) and clause.place + 1 < len(clause.queue):
        clause.place += 1
        clause.subjects = (clause.queue[clause.place],)
        return
    clause.fresh = bool(clause.mentions)
    if clause.mentions:
        named = tuple(subject for group in clause.mentions for subject in group)
        several = clause.each and len(named) > 1 and list_ahead(clause, number)
        clause.each = clause.each and several
        settle(clause)
        if several:
            clause.queue, clause.place, clause.subjects = named, 0, (named[0],)
    elif clause.each and len(clause.subjects) > 1 and list_ahead(clause, number):
        clause.queue, clause.place = clause.subjects, 0
        clause.subjects = (clause.queue[0],)
    elif clause.each and clause.queue and list_ahead(clause, number):
        clause.place, clause.subjects = 0, (clause.queue[0],)


def list_ahead(clause: Clause, number: Number) -> bool:
    """Tell whether another number follows at once: A、B or A和B."""
    return bool(_AHEAD.match(clause.text, number.end))

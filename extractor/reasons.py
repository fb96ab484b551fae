"""Stated reasons: where each stands, and which facts it explains (HANDBOOK §3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from extractor.fact import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.building import Page
    from extractor.clauses.records import Opened, Walk
    from extractor.fact import Fact

About = Literal["change", "budget", "level", "unknown"]

_REACH = 8
"""How many numbers back the facts of a reason are looked for."""


def reasons_of(
    page: Page,
    result: Walk,
    by_read: Sequence[tuple[Fact, ...]],
    said: Sequence[tuple[Fact, ...]],
) -> tuple[Reason, ...]:
    """Attach each opened reason to the facts before it."""
    return tuple(_reason(page, opened, by_read, said, result) for opened in result.reasons)


def _reason(
    page: Page,
    opened: Opened,
    by_read: Sequence[tuple[Fact, ...]],
    said: Sequence[tuple[Fact, ...]],
    result: Walk,
) -> Reason:
    span = page.text.to_source(opened.start, opened.end)
    near = [fact for group in by_read[max(0, opened.reads - _REACH) : opened.reads] for fact in group]
    since = opened.verb.start if _is_change(opened) and opened.verb else opened.gap - 40
    words = [
        fact
        for group, word in zip(said[: opened.said], result.said, strict=False)
        if word.start >= since
        for fact in group
    ]
    about, facts = _explained(opened, near, words)
    anchor = page.document.anchor(span)
    return Reason(
        anchor=anchor,
        text=page.document.quote(span),
        explains=tuple(facts),
        direction=_direction(opened, facts),
        about=about,
        opener=page.text.to_source(*opened.opener),
    )


def _explained(opened: Opened, near: list[Fact], words: list[Fact]) -> tuple[About, list[Fact]]:
    """Say what the opener asks for: a difference from budget, a change on last year, or that nothing changed."""
    own = [fact for fact in near if fact.subject in opened.subjects]
    said = [fact for fact in words if fact.subject in opened.subjects and fact.figure.span.start >= 0]
    last = said[-1] if said else None
    if last is not None and _after_numbers(last, own):
        group = [fact for fact in said if fact.figure == last.figure]
        if last.base == "prior":
            changes = _changes(own)
            return ("level", [*changes, *group]) if last.direction == 0 else ("change", [*changes, *group])
        level: About = "level" if last.direction == 0 else "budget"
        return level, [*_against_budget(own), *group]
    if _is_change(opened):
        return "change", _changes(own)
    if changes := _last_changes(own):
        return ("budget" if str(changes[-1].base).startswith("budget") else "change"), changes
    against = _against_budget(own)
    return ("budget" if against else "unknown"), against


def _is_change(opened: Opened) -> bool:
    """Tell whether the opener itself says a change on last year; 增加(减少)主要原因 left by the template says none."""
    resolved = opened.verb is not None and opened.verb.direction is not None
    return resolved and (opened.base or "prior") == "prior"


def _after_numbers(word: Fact, own: list[Fact]) -> bool:
    return not own or word.figure.span.start > own[-1].figure.span.start


def _changes(own: list[Fact]) -> list[Fact]:
    return [fact for fact in own if fact.measure in ("delta", "rate") and fact.base == "prior"]


def _last_changes(own: list[Fact]) -> list[Fact]:
    """Return the changes of the last statement, if the last thing read is one."""
    if not own or own[-1].measure not in ("delta", "rate"):
        return []
    base = own[-1].base
    return [fact for fact in own if fact.measure in ("delta", "rate") and fact.base == base]


def _against_budget(own: list[Fact]) -> list[Fact]:
    measures = ("budget0", "budgetFY", "budget", "final", "completion")
    return [
        fact
        for fact in own
        if fact.measure in measures or (fact.measure == "delta" and str(fact.base).startswith("budget"))
    ]


def _direction(opened: Opened, facts: list[Fact]) -> int | None:
    if opened.verb and opened.verb.direction is not None:
        return opened.verb.direction
    for fact in reversed(facts):
        if fact.direction is not None:
            return 0 if fact.figure.quantity and fact.quantity.is_zero else fact.direction
    return None

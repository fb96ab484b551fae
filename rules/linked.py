"""Rules that code judges over linked disclosures: sentences kept from last year, units that published nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.collection.member import HEAD
from rules.collection.sameness import repeated
from rules.errors import SpecError
from rules.finding import Finding, Note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rules.collecting import Collection
    from rules.rule import Rule

SHOWN: Final = 8
LEAST: Final = 3
"""So many reasons must be last year's word for word."""
SHARE: Final = 60
"""And so many in a hundred."""
HEAD_UNIT: Final = "本级"
JOINER: Final = "、"
SAME: Final = "上年同一句"
ALSO: Final = "同样的问题"


def check_spec(spec: Mapping[str, object]) -> None:
    """Check the spec of a rule of kind ``linked``: it names one of the checks of this module."""
    for key in spec:
        if key != "check":
            raise SpecError(f"未知的键“{key}”;可用的键:check", at=(key,))
    if spec.get("check") not in CHECKS:
        raise SpecError(f"check 应是:{JOINER.join(CHECKS)}", at=("check",))


def check(collection: Collection, rule: Rule) -> Iterator[Finding]:
    """Yield the findings of a rule of this kind on a Collection."""
    yield from CHECKS[str(rule.spec["check"])](collection, rule)


def _sentences(collection: Collection, rule: Rule) -> Iterator[Finding]:
    if collection.kind != "years":
        return
    now, before = collection.lead, collection.others[0]
    pairs, total = repeated(now.reasons, before.reasons)
    if len(pairs) < LEAST or 100 * len(pairs) < SHARE * total:
        return
    share = 100 * len(pairs) // total
    (first, origin), *more = pairs
    message = rule.message.format(count=len(pairs), before=before.card.year, total=total, share=share)
    notes = [Note(message=SAME, anchor=origin.anchor)]
    notes += [Note(message=ALSO, anchor=passage.anchor) for passage, _ in more[: SHOWN - 1]]
    yield Finding(
        rule=rule,
        severity=rule.severity,
        message=message,
        anchor=first.anchor,
        notes=tuple(notes),
        identity=(rule.id, now.card.key, str(now.card.year)),
    )


def _units(collection: Collection, rule: Rule) -> Iterator[Finding]:
    if collection.kind != "levels" or not collection.missing:
        return
    card, named = collection.lead.card, collection.lead.units
    wanted = [unit for unit in named if unit.text in collection.missing]
    if not wanted:
        return
    called = [f"{card.name}({HEAD_UNIT})" if unit.text == HEAD else unit.text for unit in wanted]
    yield Finding(
        rule=rule,
        severity=rule.severity,
        message=rule.message.format(units=JOINER.join(called), year=card.year),
        anchor=wanted[0].anchor,
        notes=tuple(Note(message=ALSO, anchor=unit.anchor) for unit in wanted[1:SHOWN]),
        identity=(rule.id, card.key, str(card.year), *sorted(called)),
    )


CHECKS: Final[Mapping[str, Callable[[Collection, Rule], Iterator[Finding]]]] = {
    "sentences": _sentences,
    "units": _units,
}

"""Bound relations judged, each by its kind; detection accuses nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.kinds import kind_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.finding import Verdict
    from rules.relation import Relation


def judge(relations: Sequence[Relation]) -> tuple[Verdict, ...]:
    """Return the verdicts of the relations, in their order."""
    return tuple(kind_named(relation.rule.kind).judge(relation) for relation in relations)

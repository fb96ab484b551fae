"""Accounts that a table or the narrative calls by a name they no longer have."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.vocabulary.codes import codes_of, name_of, old_name
from rules.tabular import finding_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for each old name, with all its places."""
    year = scene.extraction.disclosure.year
    if not scene.leads or year is None:
        return
    places: dict[tuple[str, str, int], list[Fact]] = {}
    for fact in scene.extraction.facts:
        if not _is_of_account(fact):
            continue
        old = _old(fact.subject.account, fact.cell.code if fact.cell is not None else "", year)
        if old is not None:
            places.setdefault(old, []).append(fact)
    for (name, now, until), facts in places.items():
        anchors = [fact.figure.anchor for fact in facts]
        yield finding_at(scene, rule, anchors, known=(name,), note="也用了旧名", name=name, now=now, until=until)


def _is_of_account(fact: Fact) -> bool:
    subject = fact.subject
    return bool(subject.account) and subject.indicator.startswith(("gpb.", "rev.", "exp.", "fund.", "soe."))


@lru_cache(maxsize=4096)
def _old(account: str, own: str, year: int) -> tuple[str, str, int] | None:
    """Return an old name of an account, its present one and the last year of the old one."""
    for name in account.split("/"):
        code = _code(name, own)
        until = old_name(code, name, year) if code else None
        if until is not None:
            return name, name_of(code, year) or "", until
    return None


def _code(name: str, own: str) -> str:
    """Return the one code a name had: that of its row, or the only one there is."""
    codes = [code for code in codes_of(name) if not own or own.startswith(code)]
    return codes[0] if len(codes) == 1 else ""

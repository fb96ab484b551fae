"""``gouji explain`` and ``gouji rules``: the catalogue for people and for machines, and an office's rules tried out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gouji import console, office
from gouji.batch.options import Options
from gouji.commands.usage import MISTAKES, settled, wrong
from rules.errors import CatalogueError
from rules.load import load_own, rulebook
from rules.page import FAMILY, SEVERITY, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rules.load import Rulebook
    from rules.rule import Example, Rule

BROKEN = 1


def explain(name: str, *, settings: Path | None) -> int:
    """Print the page of one rule."""
    try:
        known = _known(settings)
        found = known.rule(name if name in known.names else name.upper())
    except MISTAKES as error:
        return wrong(str(error))
    console.say(page(found).rstrip())
    return 0


def rules(*, form: str, settings: Path | None, check: Path | None) -> int:
    """Print the list of rules, or try out those of a folder."""
    if form not in ("text", "json"):
        return wrong(f"没有格式“{form}”;可用的有:text、json。")
    if check is not None:
        return try_out(check)
    try:
        found = _known(settings).rules
    except MISTAKES as error:
        return wrong(str(error))
    if form == "json":
        listed = json.dumps([row(rule) for rule in found], ensure_ascii=False, indent=1)
        console.write((listed, "\n"), machine=True)
        return 0
    for rule in found:
        own = "(自己的规则)" if rule.own else ""
        console.say(f"{rule.id}  {SEVERITY[rule.severity]}  {rule.title}  {rule.name}({FAMILY[rule.family]}){own}")
    return 0


def _known(settings: Path | None) -> Rulebook:
    """Return every rule there is, with the severities that the settings give them."""
    found = settled(settings)
    return office.book_of(Options(rules=found.rules, severity=found.severity))


def try_out(place: Path) -> int:
    """Run the examples of the rules in a folder, or of one rule file, and print what came of each."""
    from rules.trying import tried

    folder = place if place.is_dir() or not place.exists() else place.parent
    try:
        known = load_own([folder], beside=rulebook())
    except CatalogueError as error:
        return wrong(str(error))
    own = [rule for rule in known.rules if rule.own and place in {folder, rule.path}]
    if not own:
        return wrong(f"{place} 里没有规则文件(.yaml)。")
    bad = 0
    for rule in own:
        console.say(f"{rule.id} {rule.title}")
        for trial in tried(rule, known):
            bad += bool(trial.problem)
            console.say(f"  {trial.name}:{trial.problem or '符合'}")
            for other in dict.fromkeys(f"{one.rule.id} {one.message}" for one in trial.others):
                console.say(f"    提醒:例文另有 {other}")
    console.say(f"共 {len(own)} 条规则,{'全部符合' if not bad else f'{bad} 个例子不符'}。")
    return BROKEN if bad else 0


def row(rule: Rule) -> dict[str, object]:
    """Return a rule as plain data."""
    return {
        "id": rule.id,
        "name": rule.name,
        "title": rule.title,
        "family": rule.family,
        "severity": rule.severity,
        "severity_why": rule.severity_why,
        "status": rule.status,
        "since": rule.since,
        "applies_to": rule.applies_to,
        "why": rule.why,
        "formula": rule.formula,
        "message": rule.message,
        "no_error": list(rule.no_error),
        "sources": list(rule.sources),
        "aliases": list(rule.aliases),
        "kind": rule.kind,
        "own": rule.own,
        "wrong": list(_examples(rule.wrong)),
        "right": list(_examples(rule.right)),
    }


def _examples(examples: tuple[Example, ...]) -> Iterator[dict[str, object]]:
    for one in examples:
        yield {"text": one.text, "quote": one.quote, "replacement": one.replacement, "note": one.note}

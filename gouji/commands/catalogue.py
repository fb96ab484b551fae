"""``gouji explain`` and ``gouji rules``: the catalogue for people and for machines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gouji import console
from gouji.commands.usage import wrong
from gouji.report.view import SEVERITIES
from rules.errors import CatalogueError, SelectionError
from rules.load import rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.rule import Example, Rule

STATUSES = {"preview": "试行", "stable": "正式", "deprecated": "停用"}


def explain(name: str) -> int:
    """Print the page of one rule."""
    try:
        found = rulebook().rule(name if name in rulebook().names else name.upper())
    except (SelectionError, CatalogueError) as error:
        return wrong(str(error))
    for line in page(found):
        console.say(line)
    return 0


def rules(*, form: str) -> int:
    """Print the list of rules."""
    if form not in ("text", "json"):
        return wrong(f"没有格式“{form}”;可用的有:text、json。")
    try:
        found = rulebook().rules
    except CatalogueError as error:
        return wrong(str(error))
    if form == "json":
        listed = json.dumps([row(rule) for rule in found], ensure_ascii=False, indent=1)
        console.write((listed, "\n"), machine=True)
        return 0
    for rule in found:
        console.say(f"{rule.id}  {SEVERITIES[rule.severity]}  {rule.title}  {rule.name}({rule.family})")
    return 0


def page(rule: Rule) -> Iterator[str]:
    """Yield the lines of a rule's page."""
    yield f"{rule.id} {rule.title}({rule.name})"
    yield f"级别:{SEVERITIES[rule.severity]}  类别:{rule.family}  状态:{STATUSES[rule.status]}  始于:{rule.since}"
    for heading, text in (("检查", rule.applies_to), ("为什么", rule.why), ("公式", rule.formula)):
        if text:
            yield f"\n{heading}:{text.strip()}"
    yield from _listed("不算错", rule.no_error)
    yield from _examples("错的例子", rule.wrong)
    yield from _examples("对的例子", rule.right)
    yield from _listed("依据", rule.sources)


def _listed(heading: str, texts: tuple[str, ...]) -> Iterator[str]:
    if texts:
        yield f"\n{heading}:"
        yield from (f"  · {text}" for text in texts)


def _examples(heading: str, examples: tuple[Example, ...]) -> Iterator[str]:
    if not examples:
        return
    yield f"\n{heading}:"
    for number, example in enumerate(examples, start=1):
        lines = [line for line in example.text.strip().splitlines() if line.strip()]
        yield from (f"  {f'{number}.' if at == 0 else '  '} {line}" for at, line in enumerate(lines))
        if example.quote:
            replaced = f" → “{example.replacement}”" if example.replacement else ""
            yield f"     指出:“{example.quote}”{replaced}"


def row(rule: Rule) -> dict[str, object]:
    """Return a rule as plain data."""
    return {
        "id": rule.id,
        "name": rule.name,
        "title": rule.title,
        "family": rule.family,
        "severity": rule.severity,
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
    }

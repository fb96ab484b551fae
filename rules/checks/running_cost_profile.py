"""Whether a body of its kind has a running cost at all, and the items of spending that belong to its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.scene import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Fact
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("fault",)
"""``cost``: an institution with a running cost; ``item``: only the item of running the other kind of body."""

RUN: Final = {"行政": "行政运行", "参公": "行政运行", "事业": "事业运行"}


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding where the body's kind and its spending do not go together; a department is of several kinds."""
    body = scene.extraction.disclosure.body
    profile = body.profile.value
    if not scene.leads or body.kind.value == "部门" or profile not in RUN:
        return
    fact = _cost(scene, profile) if rule.spec["fault"] == "cost" else _item(scene, profile)
    if fact is not None:
        hit = scene.hit(fact.figure.span)
        yield finding(scene, rule, [hit], profile=profile, stated=fact.figure.printed)


def _cost(scene: Scene, profile: str) -> Fact | None:
    stated = (f for f in scene.told.get("org_running", ()) if f.measure == "final" and f.figure.quantity is not None)
    return next((fact for fact in stated if profile == "事业" and not fact.quantity.is_zero), None)


def _item(scene: Scene, profile: str) -> Fact | None:
    """Return the item of running the other kind of body, where that of its own kind is not there."""
    items = {fact.subject.account.rpartition("/")[2]: fact for fact in scene.told.get("gpb.exp", ())}
    other = "行政运行" if profile == "事业" else "事业运行"
    fact = items.get(other)
    above = fact is not None and fact.figure.quantity is not None and not fact.quantity.is_zero
    return fact if above and RUN[profile] not in items else None

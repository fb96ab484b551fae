"""Findings that text alone shows: words left over, placeholders, levels of government, gaps, damage."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from rules.damage import damaged
from rules.errors import SpecError
from rules.forms import form_of
from rules.patterns import compile_all, search_all
from rules.scene import scenes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from extractor.anchor import Span
    from extractor.fact import Extraction
    from extractor.template import Template
    from rules.finding import Finding
    from rules.load import Rulebook
    from rules.patterns import Searches
    from rules.rule import Rule
    from rules.scene import Scene
    from rules.suspects import SuspectTable

    Check = Callable[[Scene, Rule], Iterable[Finding]]


def check(
    extraction: Extraction,
    rulebook: Rulebook,
    *,
    suspects: Iterable[SuspectTable] = (),
    slow: Callable[[Rule], object] = lambda _: None,
) -> tuple[Finding, ...]:
    """Return every finding that the text alone shows, document by document in reading order.

    ``suspects`` are tables that are not judged: the narrative is not held against them. ``slow`` is told of a user's
    rule whose expressions took too long on a document.
    """
    found: list[Finding] = []
    doubted = frozenset((one.source, one.number) for one in suspects)
    looked_for = searches(rulebook, form_of(extraction))
    for scene in scenes_of(extraction, doubted=doubted):
        here = [*search_all(scene, looked_for, slow=slow)]
        for check_one, rule in checks(rulebook):
            here.extend(check_one(scene, rule))
        found.extend(sorted(here, key=place))
    return tuple(with_ordinals(found))


def damage(extraction: Extraction) -> tuple[Span, ...]:
    """Return where characters were lost in extraction: emptied brackets, broken dates, lost quotes."""
    return damaged(extraction.disclosure.documents[0].text)


def check_spec(spec: Mapping[str, object]) -> None:
    """Check the spec of a rule of kind ``check``: it names a module of ``rules/checks``."""
    names = _modules()
    if spec.get("check") not in names:
        raise SpecError(f"check 应是 rules/checks 的一个模块:{'、'.join(names)}", at=("check",))
    keys = ("check", *getattr(import_module(f"rules.checks.{spec['check']}"), "KEYS", ()))
    for key in spec:
        if key not in keys:
            raise SpecError(f"未知的键“{key}”;可用的键:{'、'.join(keys)}", at=(key,))
    for key in keys:
        if key not in spec:
            raise SpecError(f"缺少“{key}”;必须有:{'、'.join(keys)}")


@cache
def _modules() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (Path(__file__).parent / "checks").glob("[a-z]*.py")))


@lru_cache(maxsize=32)
def searches(rulebook: Rulebook, form: Template) -> Searches:
    """Return the compiled patterns of a book, with the words that a form leaves over."""
    return compile_all(rulebook.rules, form)


@lru_cache(maxsize=8)
def checks(rulebook: Rulebook) -> tuple[tuple[Check, Rule], ...]:
    """Return the checks of a book that are code, each with its rule."""
    return tuple((_module(rule), rule) for rule in rulebook.rules if rule.kind == "check")


def _module(rule: Rule) -> Check:
    check: Check = import_module(f"rules.checks.{rule.spec['check']}").check
    return check


def place(finding: Finding) -> tuple[int, int, str]:
    """Return what findings are ordered by."""
    span = finding.anchor.span if finding.anchor else None
    return (span.start, span.end, finding.rule.id) if span else (-1, -1, finding.rule.id)


def with_ordinals(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Number the findings whose identity is equal, in reading order."""
    seen: Counter[tuple[str, ...]] = Counter()
    for found in findings:
        yield replace(found, identity=(*found.identity, str(seen[found.identity])))
        seen[found.identity] += 1

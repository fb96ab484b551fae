"""Sections that the form of a disclosure demands and of which it has neither the heading nor a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rules.finding import Finding
from rules.forms import form_of, is_vague

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extractor.template import Template
    from rules.rule import Rule
    from rules.scene import Scene

SET_ASIDE = frozenset({"toc", "cover", "part_glossary"})
"""Places where a section may be named without being there."""

KEYS: Final = (
    "sections",
    "least",
)
"""The keys its spec must have."""


class Owed(NamedTuple):
    """A section that the form demands: what it is called, its role, and words that show that it was written."""

    name: str
    role: str
    words: tuple[str, ...]


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding with all missing sections, where enough others show that this is a whole disclosure."""
    named = rule.spec["sections"]
    if not isinstance(named, dict) or not scene.leads:
        return
    scenes = (scene, *scene.others)
    present = {area.role for one in scenes for area in one.areas}
    if len(present & {due["role"] for due in named.values()}) < int(str(rule.spec["least"])):
        return
    missing = tuple(
        owed.name
        for owed in owed_by(form_of(scene.extraction), named, scene.extraction.disclosure.year, present)
        if not any(said(one, owed.words) for one in scenes)
    )
    if missing:
        disclosure = scene.extraction.disclosure
        key = disclosure.body.key or scene.document.source.sha256
        yield Finding(
            rule=rule,
            severity="info" if is_vague(scene.extraction) else rule.severity,
            message=rule.message.format(missing="、".join(missing)),
            anchor=None,
            identity=(rule.id, key, str(disclosure.year), *missing),
        )


def owed_by(
    form: Template, named: Mapping[str, Mapping[str, object]], year: int | None, present: set[str]
) -> Iterator[Owed]:
    """Yield the sections that a form demands and that are not there, in the order of the rule, then its own ones.

    ``named`` are those the rule has a name and words for; others are called as the form calls them.
    """
    known = {str(due["role"]): (name, due["words"]) for name, due in named.items()}
    lacking = [role for role in form.required if not _is_there(role, present)]
    for role in sorted(lacking, key=lambda role: list(known).index(role) if role in known else len(known)):
        if role in known:
            name, words = known[role]
            yield Owed(name, role, tuple(map(str, words)) if isinstance(words, list) else ())
        elif titles := _titles(form, role, year=year):
            yield Owed(titles[0], role, titles)


def _titles(form: Template, role: str, *, year: int | None) -> tuple[str, ...]:
    """Return what a form calls a section, as it is printed first."""
    printed = [due.name for due in form.sections_of(year) if due.role == role]
    known = [title for titles in (form.parts, form.overview, form.titles) for title, of in titles.items() if of == role]
    return tuple(dict.fromkeys((*printed, *known)))


def _is_there(role: str, present: set[str]) -> bool:
    """Tell whether a section is there, or one that can only stand within it: gpb_items within gpb."""
    return role in present or any(one.startswith(f"{role}_") for one in present)


def said(scene: Scene, words: tuple[str, ...]) -> bool:
    """Tell whether a word of the section stands outside the contents and the glossary."""
    for word in words:
        at = scene.text.find(word)
        while at >= 0:
            if not SET_ASIDE & set(scene.roles(at)):
                return True
            at = scene.text.find(word, at + 1)
    return False

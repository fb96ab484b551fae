"""What an office judges with: rules and templates, its own beside ours, and the choices its settings make."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extractor import templating
from gouji.batch.options import Options
from rules.errors import SelectionError
from rules.load import book, load_own, rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.template import Template
    from gouji.settings import PerPath, Settings, Severities
    from gouji.settling import Bench
    from rules.load import Rulebook


class Office(NamedTuple):
    """The rules and templates there are."""

    book: Rulebook
    templates: Mapping[str, Template]


def office(options: Options | Settings) -> Office:
    """Return what there is to judge with; raise CatalogueError or VocabularyError where a file is malformed."""
    return Office(_rules(options.rules), _templates(options.templates))


@cache
def _rules(folders: tuple[str, ...]) -> Rulebook:
    ours = rulebook()
    return load_own(map(Path, folders), beside=ours) if folders else ours


@cache
def _templates(folders: tuple[str, ...]) -> Mapping[str, Template]:
    return templating.templates(map(Path, folders))


def options_of(
    found: Settings,
    *,
    template: str | None = None,
    select: tuple[str, ...] | None = None,
    ignore: tuple[str, ...] | None = None,
    group: str | None = None,
) -> Options:
    """Return the options of a run: what the command line says takes the place of what the settings say of it."""
    given = {"template": template, "select": select, "ignore": ignore}
    said = {name: value for name, value in given.items() if value is not None}
    here = {"template": found.template, "select": found.select, "ignore": found.ignore, **said}
    return Options(
        **here,  # type: ignore[arg-type]  # three options of two types
        group=group or found.group or "auto",
        severity=found.severity,
        rules=found.rules,
        templates=found.templates,
        base=str(found.file.resolve().parent) if found.file else "",
        per_path=tuple(replace(one, **dict.fromkeys(said)) for one in found.per_path),  # type: ignore[arg-type]  # as above
    )


def check(found: Settings) -> None:
    """Raise SettingsError on the first name in the settings that is no rule and no template."""
    there = office(found)
    _check(found, found, (), there)
    for one in found.per_path:
        _check(found, one, ("per-path", one.glob), there)


def _check(found: Settings, here: Settings | PerPath, above: tuple[str, ...], there: Office) -> None:
    if here.template is not None and here.template not in there.templates:
        raise found.wrong((*above, "template"), templating.unknown(here.template, there.templates), value=here.template)
    for key, names in (("select", here.select), ("ignore", here.ignore)):
        for name in names or ():
            try:
                there.book.select(select=split((name,)))
            except SelectionError as error:
                raise found.wrong((*above, key), str(error), value=name) from error
    for name, _ in here.severity:
        try:
            there.book.rule(name)
        except SelectionError as error:
            raise found.wrong((*above, "severity", name), str(error)) from error


def split(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``("RA01,UN", "TO02")`` as three names; commas of either width part them."""
    return tuple(name.strip() for one in names for name in re.split("[,\uff0c、]", one) if name.strip())


def book_of(options: Options) -> Rulebook:
    """Return the rules that were chosen: one and the same book for the same choice, so that its work is done once."""
    return _book(options.rules, options.select, options.ignore, options.severity)


@cache
def _book(
    folders: tuple[str, ...],
    select: tuple[str, ...] | None,
    ignore: tuple[str, ...] | None,
    severity: Severities,
) -> Rulebook:
    found = _graded(_rules(folders), severity)
    if select is None and not ignore:
        return found
    return found.select(select=None if select is None else split(select), ignore=split(ignore or ()))


@cache
def _graded(found: Rulebook, severity: Severities) -> Rulebook:
    """Return the book with the severities an office gives its rules; of one named twice the last counts."""
    if not severity:
        return found
    levels = {found.rule(name).id: level for name, level in severity}
    return book(replace(one, severity=levels.get(one.id, one.severity)) for one in found.rules)  # type: ignore[arg-type]  # checked with the settings


def bench_of(options: Options) -> Bench:
    """Return what disclosures are judged with under these options."""
    from gouji.settling import Bench
    from gouji.versions import versions

    return Bench(
        template=options.template,
        book=book_of(options),
        templates=office(options).templates,
        versions=versions(options),
        elsewhere=(lambda path: bench_of(options.at(path))) if options.per_path else None,
    )

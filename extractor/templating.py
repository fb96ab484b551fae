"""Templates: which title means which section in a province, written as the difference from a parent template."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from extractor import regions
from extractor.datafile import load_mapping
from extractor.titles import core, normal, written_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.datafile import DataFile
    from extractor.document import Document

FALL_BACK: Final = "national"
FOLDER: Final = Path(__file__).parent / "templates"
ROLES: Final = frozenset(
    [
        "part_overview",
        "part_tables",
        "part_narrative",
        "part_work",
        "part_other",
        "part_glossary",
        "part_attachments",
        "duties",
        "organization",
        "staffing",
        "totals",
        "income",
        "expenditure",
        "appropriation",
        "gpb",
        "gpb_overall",
        "gpb_structure",
        "gpb_items",
        "basic",
        "fund",
        "soe",
        "three_public",
        "three_public_scope",
        "three_public_overall",
        "three_public_items",
        "org_running",
        "procurement",
        "assets",
        "performance",
        "special",
        "general_expenditure",
        "other_matters",
        "toc",
        "cover",
    ]
)
"""The closed list of docs/decisions/0001."""
_KEYS: Final = frozenset(
    {
        "name",
        "title",
        "parent",
        "parts",
        "overview",
        "titles",
        "within",
        "required",
        "level_words",
        "provinces",
        "telling",
    }
)
_TITLE: Final = 200
_HEAD: Final = 4_000
"""Characters at the beginning in which the body's own name stands, and in which a province is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Template:
    """How one place writes its disclosures; titles are normal titles (``extractor.titles``) by kind of section.

    There is one object for each template, so two are equal only where they are the same.
    """

    name: str
    title: str
    parent: str | None = None
    parts: Mapping[str, str]
    """Titles of parts, 情况说明 at their ends included."""
    overview: Mapping[str, str]
    """Titles within the first part, without 情况 and 说明 at their ends, like the two below."""
    titles: Mapping[str, str]
    within: Mapping[str, Mapping[str, str]]
    """Endings of titles below a section of a role."""
    required: tuple[str, ...] = ()
    level_words: Mapping[str, tuple[str, ...]]
    """Words for the body's own level of government, by level."""
    provinces: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    """Titles that only this template has."""


def names() -> tuple[str, ...]:
    """Return the names of all templates; the folder is the registry."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def template(name: str) -> Template:
    """Return a template with all it has from its parents."""
    if name not in names():
        raise KeyError(f"no template {name!r}; there are {', '.join(names())}")
    return load(FOLDER / f"{name}.yaml")


def load(path: Path) -> Template:
    """Read a template file; what it says comes before what its parent says."""
    file = load_mapping(path, keys=_KEYS)
    parent = file.text("parent")
    if parent is not None and (parent not in names() or parent == path.stem):
        raise file.malformed("parent", f"没有可以继承的模板 {parent!r},现有:{'、'.join(names())}")
    own = _made(file, name=path.stem)
    return own if parent is None else _over(own, template(parent))


def recognise(document: Document) -> Template:
    """Return the template of the place the document comes from, the national one where nothing tells.

    Its own title tells first, then titles that only one template has, then the province that is named most often.
    """
    head = document.text[:_HEAD]
    place = regions.province_of(head[:_TITLE]) or _telling(document.text) or regions.commonest_province(head)
    return template(_by_province().get(place or "", FALL_BACK))


def _telling(text: str) -> str | None:
    """Return the first province of the one template whose own titles stand in the text."""
    told = [one for one in map(template, names()) if any(title in text for title in one.telling)]
    return told[0].provinces[0] if len(told) == 1 and told[0].provinces else None


@cache
def _by_province() -> dict[str, str]:
    return {province: name for name in names() for province in template(name).provinces}


def _made(file: DataFile, *, name: str) -> Template:
    return Template(
        name=name,
        title=file.text("title") or name,
        parent=file.text("parent"),
        parts=_roles(file, "parts", full=True),
        overview=_roles(file, "overview"),
        titles=_roles(file, "titles"),
        within={role: _written(below) for role, below in file.nested("within").items()},
        required=file.texts("required"),
        level_words=file.lists("level_words"),
        provinces=file.texts("provinces"),
        telling=file.texts("telling"),
    )


def _over(own: Template, parent: Template) -> Template:
    """Return the template with its parent's titles below its own; the parent's place is not inherited."""
    return replace(
        own,
        parts={**parent.parts, **own.parts},
        overview={**parent.overview, **own.overview},
        titles={**parent.titles, **own.titles},
        within={**parent.within, **own.within},
        required=own.required or parent.required,
        level_words={**parent.level_words, **own.level_words},
    )


def _roles(file: DataFile, key: str, *, full: bool = False) -> dict[str, str]:
    lists = file.lists(key)
    for role in lists:
        if role not in ROLES:
            raise file.malformed(role, f"没有这个角色,合法的是:{' '.join(sorted(ROLES))}")
    return _written(lists, full=full)


def _written(lists: Mapping[str, tuple[str, ...]], *, full: bool = False) -> dict[str, str]:
    """Return titles to roles; where two roles claim one title the first stands."""
    roles: dict[str, str] = {}
    for role, patterns in lists.items():
        for pattern in patterns:
            for title in map(normal, written_out(pattern)):
                roles.setdefault(title if full else core(title), role)
    return roles

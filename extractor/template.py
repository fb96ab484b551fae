"""A template: what the form of one place has, and how it is told from others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extractor.periods import ALWAYS, Years, of_year

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS: Final = (
    "part_overview", "part_tables", "part_narrative", "part_work", "part_other", "part_glossary", "part_attachments",
)  # fmt: skip
ROLES: Final = frozenset({
    *PARTS, "duties", "organization", "staffing", "totals", "income", "expenditure", "appropriation", "gpb",
    "gpb_overall", "gpb_structure", "gpb_items", "basic", "fund", "soe", "three_public", "three_public_scope",
    "three_public_overall", "three_public_items", "org_running", "procurement", "assets", "performance", "project",
    "special", "general_expenditure", "other_matters", "toc", "cover",
})  # fmt: skip
"""The closed list of docs/decisions/0001."""
TABLES: Final = frozenset({
    "income_expenditure", "income", "income_units", "expenditure", "expenditure_units", "appropriation", "gpb", "basic",
    "fund", "soe", "special_account", "fiscal_detail", "gpb_detail", "gpb_projects", "project", "project_detail",
    "fund_basic", "performance", "three_public", "statistics",
})  # fmt: skip
"""The roles of ``vocabulary/tables.yaml``; a test compares them."""
RESIDUE: Final = ("instruction", "choice", "blank")
"""Words left over from the form: written for the author, alternatives to choose from, places to fill."""
WORDING: Final = ("equipment", "balance_used", "three_public_budget", "three_public_fund")
"""Matters whose wording changed with the years."""
STRENGTHS: Final = {"sure": 400, "likely": 200, "hint": 100}
"""How much a mark tells, in points (``extractor.recognition``)."""
PLACES: Final = ("titles", "words")
"""Where a mark stands: it is a heading, or stands anywhere in the text."""
NUMBERING: Final = ("parts", "cjk")
"""第一部分 above 一、 · 一、 above (一)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A table or section that the form has: its role, its title as printed, and its titles normalised."""

    role: str
    name: str
    titles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that tells one form from others."""

    text: str
    place: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Template:
    """How one place writes its disclosures; titles are normal titles (``extractor.titles``) by kind of section.

    There is one object for each template, so two are equal only where they are the same.
    """

    name: str
    title: str
    parent: str | None = None
    ancestors: tuple[str, ...] = ()
    """Its parent, the parent of that, and so on."""
    provinces: tuple[str, ...] = ()
    """Where it is used; not inherited."""
    years: Years = ALWAYS
    """The report years it holds for."""
    parts: Mapping[str, str]
    """Titles of parts, 情况说明 at their ends included."""
    overview: Mapping[str, str]
    """Titles within the first part, without 情况 and 说明 at their ends, like the two below."""
    titles: Mapping[str, str]
    within: Mapping[str, Mapping[str, str]]
    """Endings of titles below a section of a role."""
    required: tuple[str, ...] = ()
    """Roles of sections and parts that the form demands."""
    order: tuple[str, ...] = ()
    """The roles of the parts in their order."""
    numbering: str = ""
    sections: tuple[tuple[Years, tuple[Due, ...]], ...] = ()
    tables: tuple[tuple[Years, tuple[Due, ...]], ...] = ()
    wording: Mapping[str, tuple[tuple[Years, tuple[str, ...]], ...]]
    level_words: Mapping[str, tuple[str, ...]]
    """Words for the body's own level of government, by level."""
    residue: Mapping[str, tuple[str, ...]]
    """Words left over from the form, by kind (``RESIDUE``), in half width; those of the parents included."""
    telling: tuple[Mark, ...] = ()
    """What tells this form from others; those of the parents included."""

    def tables_of(self, year: int | None) -> tuple[Due, ...]:
        """Return the tables that the form demands in a year, in their order; none where the year is not known of."""
        return of_year(self.tables, year) or ()

    def sections_of(self, year: int | None) -> tuple[Due, ...]:
        """Return the sections of the narrative in a year, in their order."""
        return of_year(self.sections, year) or ()

    def wording_of(self, matter: str, year: int | None) -> tuple[str, ...]:
        """Return how the form says a matter (``WORDING``) in a year; empty where nothing is laid down."""
        return of_year(self.wording.get(matter, ()), year) or ()

"""Which sections speak of whose figures."""

from __future__ import annotations

from typing import Final

SILENT: Final = frozenset({"toc", "cover", "part_glossary", "duties", "part_tables"})
"""Sections whose words speak of nobody's figures: lists of contents, duties, definitions."""

MUTE: Final = SILENT | {"part_work", "part_other", "part_overview"}
"""Sections whose figures are nobody's accounts: the year's work may speak of a whole county's revenue."""

DEFAULTS: Final[dict[str, tuple[str, ...]]] = {
    "totals": ("total.income", "total.expenditure"),
    "income": ("rev.current",),
    "expenditure": ("exp.current",),
    "appropriation": ("fiscal.income_total", "fiscal.expenditure_total"),
    "gpb": ("gpb.exp",),
    "gpb_overall": ("gpb.exp",),
    "gpb_structure": ("gpb.exp",),
    "gpb_items": ("gpb.exp",),
    "basic": ("gpb.basic",),
    "three_public": ("sg.total",),
    "three_public_overall": ("sg.total",),
    "org_running": ("org_running",),
    "procurement": ("proc.total",),
}
"""Whom a section speaks of before anybody is named."""

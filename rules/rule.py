"""A rule: what must hold, why, what is no error, and the examples that prove it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Severity = Literal["error", "warning", "info"]

Family = Literal[
    "units", "rates", "totals", "across", "narrative_table", "table", "tables", "years", "levels", "direction",
    "reasons", "completeness", "wording", "counts", "names", "damage",
]  # fmt: skip

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A short disclosure text that runs through the whole path as a test.

    ``wrong`` examples must raise the rule at ``quote``; right ones must not raise it at all.
    """

    text: str
    quote: str | None = None
    replacement: str | None = None
    """What the first suspect must read instead, where the example says so."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, as its file in ``rules/catalogue/<family>/<ID>_<slug>`` states it."""

    id: str
    """Two letters of family and two digits (``RA02``); never reused."""
    name: str
    """The fault, in English with dashes (``growth-rate-mismatch``)."""
    title: str
    """The fault in Chinese."""
    family: Family
    severity: Severity
    severity_why: str = ""
    """In Chinese: why it is as grave as it is, where the scale alone does not say so."""
    status: Literal["preview", "stable", "deprecated"] = "stable"
    since: str = "0.1.0"
    applies_to: str = ""
    """In Chinese: which sections or statements it looks at."""
    why: str
    formula: str = ""
    message: str
    """The message to the user, in Chinese, with named fields."""
    no_error: tuple[str, ...] = ()
    """Legitimate exceptions, in Chinese."""
    sources: tuple[str, ...] = ()
    """HANDBOOK relations and law articles it rests on."""
    wrong: tuple[Example, ...] = ()
    right: tuple[Example, ...] = ()
    aliases: tuple[str, ...] = ()
    kind: str
    """The relation kind (a module of ``rules/kinds``), or ``words``/``check`` for rules that judge text."""
    spec: Mapping[str, object] = field(default_factory=dict)
    """What the kind needs: seats, patterns, scope; validated by the kind when the rule is loaded."""
    path: Path
    own: bool = False
    """Whether it is an office's own and no rule of the catalogue."""

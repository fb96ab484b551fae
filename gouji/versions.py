"""The versions an audit was made with: the program's and the catalogue's."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from extractor.fact import digest
from gouji import __version__
from rules.load import rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def versions() -> Mapping[str, str]:
    """Return the program's version and a digest of every rule in force."""
    rules = (
        (rule.id, rule.severity, rule.status, rule.message, rule.kind, sorted(rule.spec.items(), key=str))
        for rule in rulebook().rules
    )
    return {"gouji": __version__, "rules": digest(*rules)}

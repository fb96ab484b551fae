"""The kinds a rule may have, and the module that offers each."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

WORDS: Final = {
    "pattern": "rules.patterns", "check": "rules.words", "repair": "rules.kind_names", "linked": "rules.linked",
}  # fmt: skip
"""Kinds that are no relation: texts searched, code over a text or over linked disclosures, names diagnosis gives."""


@cache
def kind_names() -> tuple[str, ...]:
    """Return every kind: the modules of ``rules/kinds``, and the kinds that are no relation."""
    folder = Path(__file__).parent / "kinds"
    return (*sorted(path.stem for path in folder.glob("[a-z]*.py")), *WORDS)


def kind_module(kind: str) -> str:
    """Return the dotted name of the module that checks a kind's spec."""
    return WORDS.get(kind, f"rules.kinds.{kind}")

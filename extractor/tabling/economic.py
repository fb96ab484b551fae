"""Names of economic accounts as the narrative knows them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from extractor.vocabulary.lookup import load

if TYPE_CHECKING:
    from collections.abc import Mapping


def official(code: str, name: str) -> str | None:
    """Return the official name of an account printed with this code and name; None where the name is no account's.

    With a code whose names do not hold the printed one, the printed name stands: the contradiction is the author's.
    """
    by_code, by_name = _names()
    if code in by_code:
        names = by_code[code]
        return names[0] if name in names else name
    return by_name.get(name) or (name if code and name else None)


@cache
def _names() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, str]]:
    data: dict[str, Any] = load("accounts.yaml")
    by_code = {code: tuple(names) for code, names in data["economic"].items()}
    by_name: dict[str, str] = {}
    for names in by_code.values():
        for name in names:
            by_name.setdefault(name, names[0])
    return by_code, by_name

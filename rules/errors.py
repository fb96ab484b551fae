"""Errors of rules: a malformed rule file and a selection that names no rule.

::

    CatalogueError    a rule file is malformed    → start-up, with path:line:column and the legal values
    SpecError         a kind rejects a rule's spec    → raised by ``check_spec``, becomes a CatalogueError
    SelectionError    an id, name or family that does not exist    → wrong usage, with the legal values
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class CatalogueError(Exception):
    """A rule file of the catalogue is malformed; the message starts with ``path:line:column``."""

    def __init__(self, *, path: Path, line: int, column: int, problem: str) -> None:
        self.path, self.line, self.column, self.problem = path, line, column, problem
        super().__init__(f"{path}:{line}:{column}: {problem}")


class SpecError(ValueError):
    """A kind's ``check_spec`` found ``problem`` at ``at``, a path of keys and numbers inside the spec."""

    def __init__(self, problem: str, *, at: tuple[str | int, ...] = ()) -> None:
        self.problem, self.at = problem, at
        super().__init__(problem)


class SelectionError(ValueError):
    """A rule was asked for that does not exist."""


def nearest(name: object, legal: Iterable[str]) -> str:
    """Return in Chinese the legal name that a wrong one was probably meant to be; nothing where none is near.

    >>> nearest("serverity", ("severity", "since"))
    '最接近的是“severity”;'
    """
    near = get_close_matches(str(name), list(legal), n=1, cutoff=0.5)
    return f"最接近的是“{near[0]}”;" if near else ""

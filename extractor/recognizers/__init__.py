"""Phrase families: each module reads one way of saying what a number is.

A module offers ``READS`` (the kinds of number it looks at), ``ORDER`` (earlier ones are asked first) and
``recognize(number, clause) -> Draft | None``. The folder is the registry.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from extractor.clauses.clause import Clause, Draft
    from extractor.lexing import Number
    from extractor.quantity import Kind

    Recognize = Callable[[Number, Clause], Draft | None]


class Recognizer(Protocol):
    """What a module of this folder offers."""

    READS: tuple[Kind, ...]
    ORDER: int

    def recognize(self, number: Number, clause: Clause) -> Draft | None:
        """Say what the number is, or None where this family does not know."""


@cache
def recognizers() -> Mapping[str, tuple[tuple[str, Recognize], ...]]:
    """Return for each kind of number the functions of the families that read it, with the families' names, in order."""
    modules: list[tuple[str, Recognizer]] = []
    for info in iter_modules(__path__):
        module: Recognizer = import_module(f"{__name__}.{info.name}")
        modules.append((info.name, module))
    modules.sort(key=lambda item: (item[1].ORDER, item[0]))
    kinds = {kind for _, module in modules for kind in module.READS}
    return {kind: tuple((name, module.recognize) for name, module in modules if kind in module.READS) for kind in kinds}

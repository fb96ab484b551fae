"""The garbage collector in processes of our own: what is loaded once is not looked through again and again."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SELDOM: Final = 20_000
"""Objects between two sweeps: an audit makes many and leaves hardly a cycle, so the usual 700 sweep in vain."""


def seldom() -> None:
    """Sweep seldom from here on; for processes that are ours alone, never for a program that imports us."""
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])


def keep() -> None:
    """Leave out of every later sweep what is there now: rules, vocabularies, code."""
    gc.freeze()


@contextmanager
def sweeping_seldom() -> Iterator[None]:
    """Sweep seldom within a command, and as before after it: tests and other programs call commands too."""
    before = gc.get_threshold()
    seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()

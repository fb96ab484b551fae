"""Wrong usage told in one line, with what would be right."""

from __future__ import annotations

from typing import Final

from gouji import console

WRONG: Final = 2


def wrong(problem: str) -> int:
    """Tell what is wrong with how the command was called and return the exit code for it."""
    console.tell(problem)
    return WRONG

"""Wrong usage told in one line, with what would be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extractor.errors import VocabularyError
from gouji import console, office
from gouji.settings import SettingsError, settings
from rules.errors import CatalogueError, SelectionError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gouji.settings import Settings

WRONG: Final = 2
MISTAKES: Final = (SettingsError, CatalogueError, SelectionError, VocabularyError)
"""What may be wrong with settings, rules and templates before any file is read."""


def wrong(problem: str) -> int:
    """Tell what is wrong with how the command was called and return the exit code for it."""
    console.tell(problem)
    return WRONG


def mistaken_places(paths: Sequence[Path], output: Path | None) -> Iterator[str]:
    """Yield what is wrong with where results should go."""
    if output is None:
        return
    if output.exists() and not output.is_dir():
        yield f"-o 须是文件夹,而“{output}”是文件。"
    if output.resolve() in {path.resolve() for path in paths}:
        yield f"-o 不能是要处理的文件夹“{output}”本身,请另给一个文件夹。"


def settled(given: Path | None) -> Settings:
    """Return the settings in force, and tell which file they come from; raise one of MISTAKES where it is wrong."""
    found = settings(given)
    office.check(found)
    if found.file is not None:
        console.tell(f"设置:{found.file}")
    return found

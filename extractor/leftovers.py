"""Files that systems and offices leave beside the real ones: by their names, in folders as in archives."""

from __future__ import annotations

from typing import Final

_NAMES: Final = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_PREFIXES: Final = (".", "~$", "~WRL")
"""Hidden files, and those that Office and LibreOffice (``.~lock``) leave beside an open document."""


def is_leftover(name: str) -> bool:
    """Tell whether a file or folder of this name (without its path) holds nothing to audit."""
    return name.startswith(_PREFIXES) or name.casefold() in _NAMES

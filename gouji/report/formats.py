"""The formats of reports: the modules of this folder that offer ``FILE`` and ``render``."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from gouji import report
from gouji.batch.store import replace
from gouji.console import encoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from gouji.shapes import Record


class Format(Protocol):
    """What a format offers; one with ``write`` makes more than one file."""

    FILE: str
    """What the report is called in the reports folder of a run."""

    def render(self, records: Iterable[Record]) -> Iterator[str]:
        """Yield the report piece by piece."""


@cache
def formats() -> Mapping[str, Format]:
    """Return every format by its name."""
    modules = {
        found.name: import_module(f"{report.__name__}.{found.name}") for found in pkgutil.iter_modules(report.__path__)
    }
    return {name: cast("Format", module) for name, module in modules.items() if hasattr(module, "FILE")}


def save(name: str, records: Iterable[Record], folder: Path) -> Path:
    """Write the report of a format into a folder and return its place."""
    chosen = formats()[name]
    place = folder / chosen.FILE
    write = getattr(chosen, "write", None)
    if write is not None:
        write(records, place)
    else:
        replace(place, b"".join(map(encoded, chosen.render(records))))
    return place

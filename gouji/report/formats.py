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
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from gouji.linking import Linked
    from gouji.shapes import Record


class Format(Protocol):
    """What a format offers; one with ``write`` makes more than one file.

    ``linked(found)`` yields what does not fit between linked disclosures, ``write_linked(found, place)`` writes it.
    """

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


def save(name: str, records: Iterable[Record], folder: Path, *, found: Iterable[Linked] = ()) -> Path:
    """Write the report of a format into a folder and return its place; ``found`` is looked at after the records."""
    chosen = formats()[name]
    place = folder / chosen.FILE
    write = getattr(chosen, "write", None)
    if write is not None:
        write(records, place)
        add = getattr(chosen, "write_linked", None)
        if add is not None:
            add(found, place)
    else:
        replace(place, b"".join(map(encoded, rendered(chosen, records, found))))
    return place


def rendered(chosen: Format, records: Iterable[Record], found: Iterable[Linked]) -> Iterator[str]:
    """Yield a report: the records, then what linking them shows, where the format has a place for it."""
    yield from chosen.render(records)
    linked: Callable[[Iterable[Linked]], Iterator[str]] | None = getattr(chosen, "linked", None)
    if linked is not None:
        yield from linked(found)

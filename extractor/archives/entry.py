"""An entry of an archive, before anything of it is expanded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Entry(NamedTuple):
    """A file in an archive: its name as written there, and how to expand it piece by piece.

    ``chunks`` raises a ReadError where it cannot be taken out. In archives that are read as a stream it must be
    called before the next entry is asked for.
    """

    name: str
    chunks: Callable[[], Iterator[bytes]]

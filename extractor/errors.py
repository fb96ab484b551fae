"""Errors of reading, each with the file, the place and the remedy.

::

    ReadError               the file cannot be judged
    ├── UnreadableError     damaged, empty, encrypted, mislabelled, binary     → status unreadable
    ├── LimitError          larger or deeper than the limits                   → status limit
    └── NotADisclosureError readable, but no final-account disclosure          → status not_a_disclosure
    VocabularyError         a vocabulary or template file of ours is malformed → start-up, path:line:column
"""

from __future__ import annotations


class ReadError(Exception):
    """A file that cannot be judged: what is wrong with it, where, and what to do about it (all Chinese)."""

    status = "unreadable"

    def __init__(self, *, path: str, problem: str, remedy: str, place: str | None = None) -> None:
        self.path, self.problem, self.remedy, self.place = path, problem, remedy, place
        where = f"(位置:{place})" if place else ""
        super().__init__(f"{path}:{problem}{where}。{remedy}")


class UnreadableError(ReadError):
    """Damaged, empty, encrypted, mislabelled or binary."""


class LimitError(ReadError):
    """Larger or deeper than the limits."""

    status = "limit"


class NotADisclosureError(ReadError):
    """Readable, but nothing in it is a final-account disclosure."""

    status = "not_a_disclosure"


class VocabularyError(Exception):
    """A vocabulary or template file is malformed; the message starts with ``path:line:column``."""

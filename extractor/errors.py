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
    """A file that cannot be judged: what is wrong with it, where, and what to do about it (all Chinese).

    ``member`` names it where it lies in the archive ``path``, as ``Source.member`` does.
    """

    status = "unreadable"

    def __init__(
        self, *, path: str, problem: str, remedy: str, place: str | None = None, member: str | None = None
    ) -> None:
        self.path, self.problem, self.remedy, self.place, self.member = path, problem, remedy, place, member
        super().__init__(path, problem, remedy)

    def __str__(self) -> str:
        name = f"{self.path}!/{self.member}" if self.member else self.path
        where = f"(位置:{self.place})" if self.place else ""
        return f"{name}:{self.problem}{where}。{self.remedy}"


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

"""Members of a batch kept until it is known which belong together: cards in memory, the rest on disk."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple
from zlib import compress, decompress

from rules.collection import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gouji.shapes import DocumentRow, Record
    from rules.collection.member import Card, Member

IN_MEMORY: Final = 8_000_000
"""Bytes that are kept in memory before a file is opened."""


class Kept(NamedTuple):
    """A member with the row of its document."""

    member: Member
    document: DocumentRow


@dataclass(frozen=True, slots=True)
class Spool:
    """Members put by in one file, each found again by its number; identical content is put by once."""

    file: IO[bytes]
    cards: list[Card] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    earlier: set[int] = field(default_factory=set)
    """The numbers of those that are of an earlier run."""
    known: set[tuple[str, str, int]] = field(default_factory=set)

    def put(self, record: Record, *, earlier: bool = False) -> bool:
        """Put the member of a record by; tell whether there is one."""
        row = record.get("member")
        if row is None:
            return False
        if earlier:
            plain.from_row(row)  # raises where another version or another hand wrote it
        document = record["audit"]["document"]
        card = replace(plain.card_of(row), path=document["path"])
        key = card.id, card.key, card.year
        if key not in self.known:
            self.known.add(key)
            data = compress(json.dumps([row, document]).encode(), level=1)
            at = self.file.seek(0, 2)
            self.file.write(data)
            if earlier:
                self.earlier.add(len(self.cards))
            self.cards.append(card)
            self.places.append((at, len(data)))
        return True

    def get(self, number: int) -> Kept:
        """Return a member by its number."""
        at, length = self.places[number]
        self.file.seek(at)
        found: Any = json.loads(decompress(self.file.read(length)))
        member = plain.from_row(found[0])
        return Kept(replace(member, card=self.cards[number]), found[1])

    def watch(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records, putting their members by; what only linking needs goes no further."""
        for record in records:
            self.put(record)
            yield record


@contextmanager
def spool() -> Iterator[Spool]:
    """Open a spool that is gone afterwards."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        yield Spool(file)

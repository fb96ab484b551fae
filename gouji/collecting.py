"""The files of one disclosure read: its documents, and those that could not be read with the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractor.anchor import Source
from extractor.document import Document
from extractor.errors import ReadError
from gouji import leafing
from gouji.auditing import Unread
from gouji.gathering import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouji.auditing import AuditStatus

    Found = Source | Document | ReadError


class Read(NamedTuple):
    """What came of the files of one disclosure."""

    documents: Sequence[Document]
    unread: Sequence[Unread]
    statuses: Sequence[AuditStatus]
    """Of those that could not be read."""
    leaves: tuple[Piece, ...] = ()
    """The pictures after the first that the one document was read from."""


def collected(found: Sequence[Found]) -> Read:
    """Read the files of one disclosure; pictures alone are the pages of one document."""
    return _bound(found) if leafing.are_leaves(found) else _read(found)


def piece_of(found: Source | ReadError) -> Piece:
    """Return what names a file; one that could not be opened has no content."""
    return Piece(found.path, found.member, found.sha256 if isinstance(found, Source) else "")


def _read(found: Iterable[Found]) -> Read:
    """Read what can be read, identical bytes once."""
    from extractor import reading

    documents: dict[str, Document] = {}
    lost: list[tuple[Piece, ReadError]] = []
    for one in found:
        if isinstance(one, Document):
            documents.setdefault(one.source.sha256, one)
        elif isinstance(one, ReadError):
            lost.append((piece_of(one), one))
        elif one.sha256 not in documents:
            try:
                documents[one.sha256] = reading.read(one)
            except ReadError as error:
                lost.append((piece_of(one), error))
    return Read(tuple(documents.values()), _unread(lost), [_status_of(error) for _, error in lost])


def _bound(found: Sequence[Found]) -> Read:
    """Read pictures as the pages of one document."""
    document, read, failed = leafing.leafed([one for one in found if isinstance(one, Source)])
    lost = [(piece_of(source), error) for source, error in failed]
    leaves = tuple(piece_of(source) for source in read[1:])
    documents = () if document is None else (document,)
    return Read(documents, _unread(lost), [_status_of(error) for _, error in lost], leaves)


def _unread(lost: Iterable[tuple[Piece, ReadError]]) -> tuple[Unread, ...]:
    return tuple(Unread(*piece, _problem(error)) for piece, error in lost)


def _status_of(error: ReadError) -> AuditStatus:
    known: dict[str, AuditStatus] = {"limit": "limit", "not_a_disclosure": "not_a_disclosure"}
    return known.get(error.status, "unreadable")


def _problem(error: ReadError) -> str:
    where = f"(位置:{error.place})" if error.place else ""
    return f"{error.problem}{where}。{error.remedy}"

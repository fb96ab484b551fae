"""Pictures that are the pages of one document, read as one: paragraphs, tables and sections run on over them."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from extractor.anchor import Source
from extractor.document import Document, Remark
from extractor.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.pages.content import PageContent

PICTURE = "image/"


class Leaves(NamedTuple):
    """The document that pictures make, those it was read from, and those that could not be read."""

    document: Document | None
    read: tuple[Source, ...]
    lost: tuple[tuple[Source, ReadError], ...]


def are_leaves(found: Sequence[object]) -> bool:
    """Tell whether these are pictures that can be read as the pages of one document."""
    if len(found) == 1 or not all(isinstance(one, Source) and one.media.startswith(PICTURE) for one in found):
        return False
    from extractor.ocr.engine import available

    return available()


def leafed(sources: Sequence[Source]) -> Leaves:
    """Return the one document of all pictures, pages counted through; its id is made of the content of all."""
    from extractor.readers.picture import pages

    contents: list[PageContent] = []
    read: list[Source] = []
    lost: list[tuple[Source, ReadError]] = []
    for source in sources:
        try:
            frames = list(pages(source))
        except ReadError as error:
            lost.append((source, error))
            continue
        contents += (replace(frame, number=len(contents) + at) for at, frame in enumerate(frames, start=1))
        read.append(source)
    return Leaves(_document(contents, read) if contents else None, tuple(read), tuple(lost))


def _document(contents: Sequence[PageContent], read: Sequence[Source]) -> Document:
    from extractor.layout.composing import compose
    from extractor.pages.reading import pieces

    whole = sha256("".join(source.sha256 for source in read).encode()).hexdigest()
    source = replace(read[0], id=whole[:16], sha256=whole, data=b"")
    composed = compose(pieces(contents), source=source.id)
    return Document(
        source=source,
        text=composed.text,
        blocks=composed.blocks,
        tables=composed.tables,
        origin=f"picture {len(contents)} pages",
        remarks=(Remark(kind="reading", message="文字由图片识别得来,可能有误读,请对照原图"),),
        places=composed.places,
    )

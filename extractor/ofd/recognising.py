"""Reads a page of OFD that is a picture by the OCR extra, where that is installed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.errors import ReadError
from extractor.pages.content import Ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.anchor import Source
    from extractor.ofd.objects import Picture
    from extractor.ofd.paging import ReadPage
    from extractor.packages import Package
    from extractor.pages.content import PageContent


def can_recognise() -> bool:
    """Tell whether the OCR extra is installed."""
    from extractor.ocr.engine import available

    return available()


def recognised(page: ReadPage, package: Package, source: Source) -> ReadPage:
    """Return a page that is a picture with the text recognised on it, unchanged where there is none to be had."""
    if page.lack != "picture" or not page.pictures or not can_recognise():
        return page
    picture = page.pictures[0]
    found = _read(picture, package, source)
    if found is None or not found.inks:
        return page
    return page._replace(content=_fitted(found, page.content, picture), lack="")


def _read(picture: Picture, package: Package, source: Source) -> PageContent | None:
    """Return what stands on a picture, None for forms of pictures that nobody decodes here (JBIG2)."""
    from extractor.readers.picture import pages

    if picture.part not in package:
        return None
    try:
        return next(pages(replace(source, data=package.read(picture.part))), None)
    except ReadError:
        return None


def _fitted(found: PageContent, page: PageContent, picture: Picture) -> PageContent:
    """Return what was recognised where it stands on the page; a page that lies on its side stands up."""
    left, top, right, bottom = picture.box
    width, height = page.width, page.height
    if (found.width > found.height) != (right - left > bottom - top):
        left, top, right, bottom = top, left, bottom, right
        width, height = height, width
    across, down = (right - left) / found.width, (bottom - top) / found.height

    def placed(box: Sequence[float]) -> tuple[float, float, float, float]:
        return left + box[0] * across, top + box[1] * down, left + box[2] * across, top + box[3] * down

    return replace(
        found,
        number=page.number,
        width=width,
        height=height,
        inks=tuple(
            Ink(ink.text, *placed(ink[1:5]), tuple(left + edge * across for edge in ink.edges), ink.confidence)
            for ink in found.inks
        ),
        rulings=tuple(type(line)(*placed(line)) for line in found.rulings),
    )

"""Reads the paragraph and character styles of a Word document, each with what it inherits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from extractor.word.names import VAL, W, number, switch, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element

_T = TypeVar("_T")
# heading 1 · 标题 2; near miss: Heading 1 Char, 标题 (which is the title of the whole document)
_HEADING: Final = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_BODY: Final = 9
"""The outline level that means: no heading."""
_DEEPEST: Final = 32
"""Styles that one may be based on; Word itself stops at eleven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What of a style matters here, inherited values filled in; None where neither it nor an ancestor says."""

    outline: int | None = None
    """Its heading level, counted from 0; 9 for body text."""
    list_id: int | None = None
    list_level: int | None = None
    hidden: bool | None = None
    chain: tuple[str, ...] = ()
    """Its id and those of the styles it is based on: a level of a list may name any of them."""


@dataclass(slots=True, kw_only=True)
class Styles:
    """The styles of a document; one is read when it is first asked for, since most are never used."""

    default: str
    """The id of the style of a paragraph that names none."""
    elements: Mapping[str, _Element]
    known: dict[str, Style] = field(default_factory=dict)


def read(root: _Element | None) -> Styles:
    """Return the styles of ``styles.xml``; without it every paragraph is plain."""
    elements = {} if root is None else {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
    defaults = (
        name
        for name, style in elements.items()
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0").lower() in ("1", "true", "on")
    )
    return Styles(default=next(defaults, ""), elements=elements)


def style(styles: Styles, name: str | None) -> Style:
    """Return a style by its id, the default one of paragraphs where there is none or it is unknown."""
    known = name if name is not None and name in styles.elements else styles.default
    if known not in styles.known:
        styles.known[known] = _resolved(known, styles.elements)
    return styles.known[known]


def _resolved(name: str, elements: Mapping[str, _Element]) -> Style:
    chain = tuple(islice(_chain(name, elements), _DEEPEST))
    styles = [elements[one] for one in chain]
    numbered = [one.find(f"{W}pPr/{W}numPr") for one in styles]
    return Style(
        outline=_first(map(_outline, styles)),
        list_id=_first(number(one, "numId") for one in numbered),
        list_level=_first(number(one, "ilvl") for one in numbered),
        hidden=_first(switch(one.find(f"{W}rPr"), "vanish") for one in styles),
        chain=chain,
    )


def _chain(name: str, elements: Mapping[str, _Element]) -> Iterator[str]:
    """Yield a style and those it is based on; a circle ends where it meets itself."""
    seen: set[str] = set()
    current: str | None = name
    while current is not None and current in elements and current not in seen:
        seen.add(current)
        yield current
        current = value(elements[current], "basedOn")


def _outline(element: _Element) -> int | None:
    level = number(element.find(f"{W}pPr"), "outlineLvl")
    if level is not None:
        return min(max(level, 0), _BODY)
    name = element.find(f"{W}name")
    heading = _HEADING.fullmatch(name.get(VAL, "").strip()) if name is not None else None
    return int(heading[1]) - 1 if heading else None


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((one for one in values if one is not None), None)

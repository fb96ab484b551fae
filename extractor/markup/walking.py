"""Walks a page's tree to lines of text, without recursion, remembering the container each line stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from extractor.making import quick
from extractor.markup import grids, numbering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from extractor.layout.pieces import Grid

_SKIPPED: Final = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "title", "meta", "link"),
        *("iframe", "object", "embed", "svg", "canvas", "map", "audio", "video"),
        *("button", "select", "option", "input", "textarea"),
    )
)
_BLOCKS: Final = frozenset(
    (
        *("html", "body", "main", "article", "section", "aside", "header", "footer", "nav", "address", "form", "hr"),
        *("div", "center", "p", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("ul", "ol", "li", "dl", "dt", "dd", "details", "summary", "dialog", "fieldset", "figure", "figcaption"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
    )
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_ASIDE_TAGS: Final = frozenset({"nav", "header", "footer", "aside", "form"})
_ASIDE_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "menu", "toolbar"})
# <div class="left-nav"> · <div id="bread_crumb"> · <div class="bdsharebuttonbox">
# Near miss: class="content", id="topic"
_ASIDE_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navbar|navigation|menu|bread|breadcrumb|crumbs?|location|position|dqwz|weizhi"
    r"|header|top|banner|logo|footer|foot|copyright|sidebar|side|aside|toolbar|tools?|search|login|print"
    r"|share|bdshare\w*|qrcode|ewm|erweima|pagination|pager|page|related|relate|recommend|hot|links?|friendlink"
    r"|comment|float\w*|accessib\w*|wza\w*)(?:$|[\s_\-\d])",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# A line break in the page's source between two Chinese characters is no space.
_SOURCE_BREAK: Final = re.compile(r"(?<=[\u2e80-\uffee])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[\u2e80-\uffee])")
_PLAIN: Final = " \t\r\n\f"
_SPACES: Final = re.compile(rf"[{_PLAIN}]+")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph, heading or table as it will stand in the text."""

    text: str
    level: int | None = None
    """The level of a heading."""
    linked: int = 0
    """How many of its characters are links."""
    region: int = -1
    """The innermost region that may be left out, −1 for none."""
    grid: Grid | None = None


@dataclass(slots=True)
class Region:
    """A part of the page that looks like navigation or is hidden; ``end`` is the line it ends before."""

    start: int
    hidden: bool
    end: int = -1
    """Set when the walk leaves it."""


@dataclass(slots=True)
class Container:
    """An element that holds lines ``start`` to ``end``; ``parent`` is its number in the list, −1 for the root."""

    start: int
    parent: int
    end: int = -1
    """Set when the walk leaves it."""


@dataclass(slots=True, kw_only=True)
class Walk:
    """What a walk has gathered; alive only while the page is read."""

    lines: list[Line] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    containers: list[Container] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    level: int | None = None
    inside: list[int] = field(default_factory=list)
    """Numbers of the open regions."""
    within: list[int] = field(default_factory=list)
    """Numbers of the open containers."""
    counted: dict[_Element, int] = field(default_factory=dict)
    """How many items of each ordered list were met."""


def walk(root: _Element, *, tables: bool = True) -> Walk:
    """Return the lines of an element; ``tables`` tells whether data tables become grids."""
    state = Walk()
    _enter(state, root)
    stack: list[tuple[_Element, Iterator[_Element], bool]] = [(root, iter(root), False)]
    while stack:
        element, children, region = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            _leave(state, element.tag, region=region)
            if stack:
                _add(state, element.tail)
            continue
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            _add(state, child.tail)
        elif tag == "br":
            _flush(state)
            _add(state, child.tail)
        elif tables and tag == "table" and (grid := grids.read(child, cell_text)) is not None:
            _flush(state)
            state.lines.append(Line(text="", region=state.inside[-1] if state.inside else -1, grid=grid))
            _add(state, child.tail)
        elif len(child):
            stack.append((child, iter(child), _enter(state, child)))
        else:
            _leave(state, tag, region=_enter(state, child))
            _add(state, child.tail)
    _flush(state)
    return state


def cell_text(cell: _Element) -> str:
    """Return the text of a table cell; its paragraphs are lines."""
    # Most cells hold one piece of text, however many elements stand around it.
    pieces = [piece for piece in cell.itertext() if not piece.isspace()]
    if len(pieces) <= 1:
        return clean(str(pieces[0])).strip() if pieces else ""
    return "\n".join(line.text.strip() for line in walk(cell, tables=False).lines)


def clean(text: str) -> str:
    """Return text as a page shows it: runs of plain spaces as one, other spaces kept."""
    if "\n" in text or "\r" in text:
        text = _SOURCE_BREAK.sub("", text)
    return _SPACES.sub(" ", text).strip(" ")


def _enter(state: Walk, element: _Element) -> bool:
    """Open an element and return whether it opened a region."""
    tag = element.tag
    region = False
    if tag in _BLOCKS:
        _flush(state)
        state.level = _HEADINGS.get(tag, state.level)
        region = _open_region(state, element, tag)
        parent = state.within[-1] if state.within else -1
        state.within.append(len(state.containers))
        state.containers.append(Container(len(state.lines), parent))
        if tag == "li":
            _add(state, numbering.marker(element, state.counted))
    elif tag == "a":
        state.links += 1
    _add(state, element.text)
    return region


def _open_region(state: Walk, element: _Element, tag: str) -> bool:
    given = element.items()
    if not given and tag not in _ASIDE_TAGS:
        return False
    apart = _apart(tag, tuple(given))
    if not apart:
        return False
    state.inside.append(len(state.regions))
    state.regions.append(Region(len(state.lines), apart == "hidden"))
    return True


@lru_cache(maxsize=1024)
def _apart(tag: str, given: tuple[tuple[str | bytes, str | bytes], ...]) -> Literal["", "aside", "hidden"]:
    """Tell by its attributes whether a block is hidden or looks like navigation; the items of a menu bear the same."""
    attributes = {str(name): str(value) for name, value in given}
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")) is not None:
        return "hidden"
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    aside = tag in _ASIDE_TAGS or attributes.get("role") in _ASIDE_ROLES or _ASIDE_NAMES.search(names) is not None
    return "aside" if aside and tag != "body" else ""


def _leave(state: Walk, tag: str, *, region: bool) -> None:
    if tag in _BLOCKS:
        _flush(state)
        if tag in _HEADINGS:
            state.level = None
        state.containers[state.within.pop()].end = len(state.lines)
        if region:
            state.regions[state.inside.pop()].end = len(state.lines)
    elif tag == "a":
        state.links -= 1


def _add(state: Walk, text: str | None) -> None:
    # Spaces before the first word of a line are none of it: most of what stands between the blocks of a page.
    if text and (state.pieces or state.links or text.strip(_PLAIN)):
        state.pieces.append(text)
        if state.links:
            state.linked += len(text)


def _flush(state: Walk) -> None:
    """End the line."""
    if not state.pieces:
        return
    text = "".join(state.pieces)
    state.pieces.clear()
    if not text.isspace():
        region = state.inside[-1] if state.inside else -1
        state.lines.append(Line(text=clean(text), level=state.level, linked=state.linked, region=region))
    state.linked = 0

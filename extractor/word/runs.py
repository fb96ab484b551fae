"""Reads what a paragraph shows: its runs joined, changes accepted, field codes and hidden text left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.word.formats import written
from extractor.word.names import MATH, MC, SPACE, W, is_on, values
from extractor.word.styles import style
from extractor.word.symbols import symbol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from extractor.word.styles import Styles

PAGE_BREAK: Final = "\f"
_RUN, _TEXT, _MATH_TEXT = f"{W}r", f"{W}t", f"{MATH}t"
_FIELD, _CODE, _BREAK, _SYMBOL = f"{W}fldChar", f"{W}instrText", f"{W}br", f"{W}sym"
_RUN_PROPERTIES, _VANISH, _RUN_STYLE, _VERTICAL = f"{W}rPr", f"{W}vanish", f"{W}rStyle", f"{W}vertAlign"
_NOTES: Final = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_DRAWN: Final = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_FIXED: Final = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{MATH}den": "/",
}
_LEAVES: Final = frozenset({_TEXT, _MATH_TEXT, _FIELD, _CODE, _BREAK, _SYMBOL, *_NOTES, *_DRAWN, *_FIXED})
_SKIPPED: Final = frozenset(
    W + name
    for name in (
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "tblPr", "tblGrid", "trPr", "tcPr"),
        *("del", "moveFrom", "delText", "delInstrText", "rt", "rubyPr", "sectPr"),
        *("bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "permStart", "permEnd"),
        *("commentRangeStart", "commentRangeEnd", "commentReference", "softHyphen"),
    )
)
_ALTERNATE: Final = f"{MC}AlternateContent"
_UNDERSTOOD: Final = re.compile(r"\s*(?:wps|wpg|wpc|wpi|wp14|w14|w15|w16\w*|a14|am3d|v2?)(?:\s+|$)")
_BOX: Final = f"{W}txbxContent"
_PICTURES: Final = frozenset(
    {"{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata"}
)
# 带圈字符: EQ \o\ac(○,3)
_RINGED: Final = re.compile(
    r"\s*eq\s*\\o\s*\\a[clr]\s*[(\uff08]\s*[○〇◯]\s*[,;\uff0c]\s*(\d{1,2})\s*[)\uff09]\s*", re.IGNORECASE
)
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPACES: Final = re.compile(r"[\t\r\n]+")


@dataclass(slots=True)
class Field:
    """An open field: its code, and whether its result has begun."""

    code: str = ""
    result: bool = False


@dataclass(slots=True, kw_only=True)
class Shown:
    """What a story has shown besides text; alive only while it is read."""

    styles: Styles
    fields: list[Field] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    """Text boxes anchored in the paragraph at hand."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Footnotes and endnotes referred to: kind and id."""
    pictures: int = 0


class _Leaf(NamedTuple):
    element: _Element
    hidden: bool
    raised: bool


def text_of(paragraph: _Element, shown: Shown, *, hidden: bool) -> str:
    """Return the text of a paragraph; a reference to a note leaves no mark, so that none is glued to a number."""
    texts = [_text(leaf, shown) for leaf in _leaves(paragraph, shown.styles, hidden=hidden)]
    # A code that is still open here was never closed; what follows is not part of it.
    shown.fields[:] = [one for one in shown.fields if one.result]
    return "".join(texts)


def within(root: _Element, wanted: frozenset[str]) -> Iterator[_Element]:
    """Yield the wanted elements in order, looking into content controls and alternatives but not into each other."""
    stack: list[Iterator[_Element]] = [iter(root)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in wanted:
            yield child
        elif child.tag == _ALTERNATE:
            stack.append(iter(_chosen(child)))
        elif child.tag not in _SKIPPED:
            stack.append(iter(child))


def _leaves(paragraph: _Element, styles: Styles, *, hidden: bool) -> Iterator[_Leaf]:
    """Walk without recursion, so that the depth of wrappers is no limit."""
    stack: list[tuple[Iterator[_Element], bool, bool]] = [(iter(paragraph), hidden, False)]
    while stack:
        children, concealed, raised = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            continue
        tag = child.tag
        if tag in _SKIPPED:
            continue
        if tag in _LEAVES:
            yield _Leaf(child, concealed, raised)
        if tag == _RUN:
            stack.append((iter(child), *_manner(child, styles, hidden=hidden)))
        elif tag == _ALTERNATE:
            stack.append((iter(_chosen(child)), concealed, raised))
        elif tag not in _LEAVES or tag.startswith(MATH):
            stack.append((iter(child), concealed, raised))


def _manner(run: _Element, styles: Styles, *, hidden: bool) -> tuple[bool, bool]:
    """Return whether a run is hidden and whether it is set above the line."""
    properties = run.find(_RUN_PROPERTIES)
    if properties is None or not len(properties):
        return hidden, False
    said = values(properties)
    own = is_on(said.get(_VANISH))
    if own is None and _RUN_STYLE in said:
        named = said[_RUN_STYLE]
        own = style(styles, named).hidden if named in styles.elements else None
    return hidden if own is None else own, said.get(_VERTICAL) == "superscript"


def _chosen(alternate: _Element) -> _Element | tuple[()]:
    """Return the first choice whose extensions are known, else the fallback; never two of them."""
    for choice in alternate.iterchildren(f"{MC}Choice"):
        if all(_UNDERSTOOD.fullmatch(name) for name in choice.get("Requires", "").split()):
            return choice
    fallback = alternate.find(f"{MC}Fallback")
    return () if fallback is None else fallback


def _text(leaf: _Leaf, shown: Shown) -> str:
    element, tag = leaf.element, leaf.element.tag
    if tag == _FIELD:
        return _turn(element.get(f"{W}fldCharType"), shown)
    if tag == _CODE:
        if shown.fields and not leaf.hidden:
            shown.fields[-1].code += element.text or ""
        return ""
    if leaf.hidden or not all(one.result for one in shown.fields):
        return ""
    if tag == _TEXT:
        text = _as_written(element)
        return text.translate(_RAISED) if leaf.raised else text
    return _other(element, tag, shown)


def _other(element: _Element, tag: str, shown: Shown) -> str:
    """Return what stands in a run besides text."""
    if tag in _FIXED:
        return _FIXED[tag]
    if tag == _BREAK:
        return PAGE_BREAK if element.get(f"{W}type") in ("page", "column") else "\n"
    if tag == _SYMBOL:
        return symbol(element.get(f"{W}char", ""), element.get(f"{W}font", ""))
    if tag == _MATH_TEXT:
        return element.text or ""
    if tag in _NOTES:
        shown.notes.append((_NOTES[tag], element.get(f"{W}id", "")))
        return ""
    for one in within(element, _PICTURES | {_BOX}):
        if one.tag == _BOX:
            shown.boxes.append(one)
        else:
            shown.pictures += 1
    return ""


def _turn(kind: str | None, shown: Shown) -> str:
    """Open, turn or close a field; one that shows its code's value without a result is read here."""
    if kind == "begin":
        shown.fields.append(Field())
    elif shown.fields and kind == "separate":
        shown.fields[-1].result = True
    elif shown.fields and kind == "end":
        closed = shown.fields.pop()
        ringed = None if closed.result else _RINGED.fullmatch(closed.code)
        if ringed and all(one.result for one in shown.fields):
            return written(int(ringed[1]), "decimalEnclosedCircle")
    return ""


def _as_written(element: _Element) -> str:
    """Return the text of a run; spaces at its ends count only where the file says so."""
    text = element.text or ""
    if element.get(SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    return _SPACES.sub(" ", text) if "\n" in text or "\t" in text or "\r" in text else text

"""Walks the body of a Word document to pieces: paragraphs with their numbers, tables, text boxes and notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.errors import LimitError
from extractor.layout.lines import runs_on
from extractor.layout.pieces import Piece
from extractor.word import numbering, styles, tables
from extractor.word.names import W, switch, values, whole
from extractor.word.runs import PAGE_BREAK, text_of, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element

    from extractor.word.numbering import Counting
    from extractor.word.runs import Shown

_PARAGRAPH, _TABLE, _FOREIGN = f"{W}p", f"{W}tbl", f"{W}altChunk"
_PROPERTIES, _MARK, _STYLE = f"{W}pPr", f"{W}rPr", f"{W}pStyle"
_NUMBERED, _OUTLINE = f"{W}numPr", f"{W}outlineLvl"
_BLOCKS: Final = frozenset({_PARAGRAPH, _TABLE, _FOREIGN})
_MOST_CELLS: Final = 200_000
_DEEPEST_HEADING: Final = 8
"""Outline levels from 0; the next one means body text."""
_LONGEST_HEADING: Final = 100
"""A paragraph that is longer is no heading, whatever style its author gave it."""
_CLOSED: Final = frozenset("、。,;:)】》」』\uff0c\uff1b\uff1a\uff09")
"""Signs wide enough in themselves to part a number from its text."""


@dataclass(slots=True, kw_only=True)
class Story:
    """What is needed to read a document and what has been met in it; alive only while it is read."""

    path: str
    counting: Counting
    shown: Shown
    foreign: int = 0
    """Parts in another format that Word would take in on opening."""
    cells: int = 0


class _Kept(NamedTuple):
    """The beginning of a paragraph whose end is deleted or hidden, so that the next one runs on from it."""

    text: str = ""
    label: str = ""


def pieces(root: _Element, story: Story) -> list[Piece]:
    """Return what a body, a cell, a text box or a note shows, in reading order."""
    found: list[Piece] = []
    kept = _Kept()
    for block in within(root, _BLOCKS):
        if block.tag == _PARAGRAPH:
            kept = _read_paragraph(block, story, found, kept)
        elif block.tag == _TABLE:
            found += tables.read(block, lambda cell: _cell(cell, story))
        else:
            story.foreign += 1
    if kept.text:
        found += _lined(kept.label + kept.text, None)
    return found


def _cell(cell: _Element, story: Story) -> list[Piece]:
    story.cells += 1
    if story.cells > _MOST_CELLS:
        problem = f"表格单元格超过 {_MOST_CELLS // 10_000} 万个"
        raise LimitError(path=story.path, problem=problem, remedy="请拆分后再审核")
    return pieces(cell, story)


def _read_paragraph(paragraph: _Element, story: Story, found: list[Piece], kept: _Kept) -> _Kept:
    """Add the pieces of a paragraph, or return what of it begins the next."""
    properties = paragraph.find(_PROPERTIES)
    said = values(properties)
    style = styles.style(story.shown.styles, said.get(_STYLE))
    boxes, story.shown.boxes = story.shown.boxes, []
    text = text_of(paragraph, story.shown, hidden=style.hidden or False)
    own, story.shown.boxes = story.shown.boxes, boxes
    mark = properties.find(_MARK) if properties is not None and _MARK in said else None
    gone, concealed = _is_gone(mark), switch(mark, "vanish") is True
    if gone or (concealed and not text):
        kept = _Kept(kept.text + text, kept.label)
    else:
        direct = properties.find(_NUMBERED) if properties is not None and _NUMBERED in said else None
        label = kept.label or _label(story, direct, style, kept.text + text)
        kept = _Kept(kept.text + text, label)
        if not concealed:
            level = _level(said, style) if len(kept.text) <= _LONGEST_HEADING else None
            found += _lined(kept.label + kept.text, level)
            kept = _Kept()
    for box in own:
        found += _boxed(box, story)
    return kept


def _boxed(box: _Element, story: Story) -> list[Piece]:
    """Read a text box, which has fields of its own."""
    fields, story.shown.fields = story.shown.fields, []
    inside = pieces(box, story)
    story.shown.fields = fields
    return inside


def _is_gone(mark: _Element | None) -> bool:
    """Tell whether a tracked change deletes the end of the paragraph, or moves it elsewhere."""
    return mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)


def _label(story: Story, direct: _Element | None, style: styles.Style, text: str) -> str:
    """Return the number that Word prints before a paragraph, with the gap that keeps it apart."""
    if direct is None and style.list_id is None:
        return ""
    label, gap = numbering.label(story.counting, direct=direct, inherited=style)
    # Without a gap, "1." and "2023年" would read as one number.
    apart = gap or (text[:1].isdigit() and label[-1:] in {*"0123456789.\uff0e"})
    return f"{label} " if label and apart and label[-1] not in _CLOSED else label


def _level(said: Mapping[str, str], style: styles.Style) -> int | None:
    own = whole(said.get(_OUTLINE))
    level = own if own is not None else style.outline
    return level + 1 if level is not None and 0 <= level <= _DEEPEST_HEADING else None


def _lined(text: str, level: int | None) -> Iterator[Piece]:
    """Cut a paragraph at page breaks, and at the line breaks that part sentences or items."""
    if "\n" not in text and PAGE_BREAK not in text:
        bare = text.strip(" \t")
        if bare:
            yield Piece(text=bare, kind="paragraph", level=level)
        return
    for page in text.split(PAGE_BREAK):
        lines = [bare for line in page.split("\n") if (bare := line.strip(" \t"))]
        for joined in _joined(lines):
            yield Piece(text=joined, kind="paragraph", level=level)


def _joined(lines: Iterable[str]) -> list[str]:
    joined: list[str] = []
    for line in lines:
        if joined and runs_on(joined[-1], line):
            joined[-1] += f"\n{line}"
        else:
            joined.append(line)
    return joined

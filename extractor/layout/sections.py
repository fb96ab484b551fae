"""Builds the section tree: numbered headings nested by style, the table of contents apart, roles by title."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from extractor.anchor import Span
from extractor.document import Section
from extractor.layout import contents
from extractor.layout.headings import RANKS, Heading, heading
from extractor.layout.roles import Titles, is_title, part_role, role_within, section_role, titles_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.document import Document
    from extractor.template import Template

_NARRATIVE: Final = frozenset({None, "part_narrative", "part_other"})
"""Parts in which the narrative's titles have their roles; in a list of tables they are names of tables."""
_DEEPEST: Final = 9
_COVER_LINE: Final = 80
_MOST: Final = 20_000
"""A disclosure has a few hundred headings; a file with more numbered lines than this is a list of something."""
_LATE: Final = 5
"""From this number on, 一、 in the same part begins a report and not the narrative anew."""
_BELOW: Final = 10
"""What makes a report's ranks deeper than all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    heading: Heading
    rank: int
    level: int
    parent: int | None
    role: str | None
    part: str | None
    """The role of the part it stands in, or is."""


def structure(document: Document, template: Template) -> Document:
    """Return the document with its sections; every span lies in the text, and children in their parent's body."""
    titles = titles_of(template)
    numbered = _headings(document, titles)
    headings = [one for one in numbered if one.title]
    line = contents.title_line(document, headings)
    after = None if line is None else document.blocks[line].span.end
    first, end = contents.entries(document, headings, after=after)
    begin = headings[end].span.start if end < len(headings) else len(document.text)
    front = _front(document, headings, first=first, end=end, line=line, begin=begin)
    body = [one for one in numbered if one.span.start >= begin]
    return replace(document, sections=(*front, *_tree(*_nodes(body, titles, length=len(document.text)))))


def _headings(document: Document, titles: Titles) -> list[Heading]:
    text = document.text
    found = (heading(text, block, titles=titles) for block in document.blocks if block.kind in ("paragraph", "heading"))
    return list(islice((one for one in found if one is not None), _MOST))


def _front(
    document: Document, headings: Sequence[Heading], *, first: int, end: int, line: int | None, begin: int
) -> tuple[Section, ...]:
    """Return the cover and the table of contents, as far as there are such."""
    contents_at = document.blocks[line].span if line is not None else None
    if contents_at is None and end > first:
        contents_at = Span(headings[first].span.start, headings[first].span.start)
    cover = _cover(document, begin if contents_at is None else contents_at.start)
    if contents_at is None:
        return cover
    toc = Section(
        number="",
        level=1,
        title=contents_at,
        body=Span(contents_at.end, max(begin, contents_at.end)),
        role="toc",
    )
    return (*cover, toc)


def _cover(document: Document, end: int) -> tuple[Section, ...]:
    """Return what stands before the first heading as the cover where it is short lines only."""
    lines = [block for block in document.blocks if block.span.start < end and block.kind != "furniture"]
    if not lines or any(len(block.span) > _COVER_LINE or block.kind == "table" for block in lines):
        return ()
    title = lines[0].span
    return (Section(number="", level=1, title=title, body=Span(title.end, max(end, title.end)), role="cover"),)


def _nodes(headings: Sequence[Heading], titles: Titles, *, length: int) -> tuple[list[_Node], list[int]]:
    """Nest the headings by the rank of their style, and return them with the ends of their bodies."""
    has_parts = any(one.style == "part" and one.title for one in headings)
    nodes: list[_Node] = []
    ends: list[int] = []
    path: list[int] = []
    report: int | None = None
    for one in headings:
        opened = [nodes[i] for i in path]
        if not one.title and not _continues(one, opened):
            continue
        report = _report(one, opened, report)
        rank = one.rank if one.style != "none" else _bare_rank(one, titles, has_parts=has_parts)
        rank += _BELOW if report else 0
        while path and nodes[path[-1]].rank >= rank:
            ends[path.pop()] = one.span.start
        if not one.title:
            continue
        parents = opened[: len(path)][::-1]
        role, part = _role(one, titles, has_parts=has_parts, parents=parents)
        role = None if report else role
        level = min(parents[0].level + 1, _DEEPEST) if parents else 1
        parent = path[-1] if path else None
        path.append(len(nodes))
        nodes.append(_Node(heading=one, rank=rank, level=level, parent=parent, role=role, part=part))
        ends.append(length)
    return nodes, ends


def _report(one: Heading, path: Sequence[_Node], report: int | None) -> int | None:
    """Return the number of the section within which a report with numbers of its own stands, None outside of one.

    Below 十三、预算绩效情况说明 an evaluation may begin again with 一、; the narrative goes on with 十四、.
    """
    if report is not None:
        resumes = one.style == "part" or (one.style == "cjk" and bool(one.title) and one.value == report + 1)
        return None if resumes else report
    if one.style != "cjk" or one.value != 1 or not one.title:
        return None
    return next((node.heading.value for node in path if node.heading.style == "cjk" and _is_late(node.heading)), None)


def _is_late(one: Heading) -> bool:
    return one.value is not None and one.value >= _LATE


def _continues(one: Heading, path: Sequence[_Node]) -> bool:
    """Tell whether a numbered sentence goes on with the numbers of an open section and so ends it.

    (十一)结余分配:指… ends the section (十)本部门使用的支出功能分类科目, although it heads none.
    """
    return any(
        node.heading.style == one.style and node.heading.value is not None and one.value == node.heading.value + 1
        for node in path
    )


def _bare_rank(one: Heading, titles: Titles, *, has_parts: bool) -> int:
    """Return how deep a heading without a number stands: with the parts, or with 一、; attachments end all before."""
    part = titles.parts.get(one.title)
    return RANKS["part"] if part and (has_parts or part == "part_attachments") else RANKS["cjk"]


def _role(one: Heading, titles: Titles, *, has_parts: bool, parents: Sequence[_Node]) -> tuple[str | None, str | None]:
    """Return the role of a heading and that of the part it stands in."""
    if not parents and (one.rank <= RANKS["cjk"] or one.style == "none"):
        role = _top_role(one, titles, has_parts=has_parts)
        if role is not None or one.style == "part":
            return role, role if role and role.startswith("part_") else None
    part = parents[0].part if parents else None
    if part == "part_overview":
        return section_role(titles.overview, one.title), part
    if part not in _NARRATIVE:
        return None, part
    parent = next((node.role for node in parents if node.role), None)
    role = role_within(titles, one.title, parent=parent)
    return role or section_role(titles.narrative, one.title), part


def _top_role(one: Heading, titles: Titles, *, has_parts: bool) -> str | None:
    """Return the role of a topmost heading; where there are no parts, 一、 may head a part or a section."""
    role = part_role(titles, one.title)
    if has_parts or one.style == "part":
        return role if one.style in ("part", "none") else None
    section = section_role(titles.narrative, one.title)
    # 一般公共预算财政拨款支出决算情况说明 ends like a part's title, and is none.
    sure = role is None or role == "part_other" or is_title(titles.narrative, one.title)
    return section if section and sure else role


def _tree(nodes: Sequence[_Node], ends: Sequence[int]) -> tuple[Section, ...]:
    """Build the sections from the last to the first, so that children are there before their parents."""
    children: list[list[Section]] = [[] for _ in nodes]
    top: list[Section] = []
    for node, end, below in zip(reversed(nodes), reversed(ends), reversed(children), strict=True):
        section = Section(
            number=node.heading.number,
            level=node.level,
            title=node.heading.span,
            body=Span(node.heading.span.end, end),
            role=node.role,
            children=tuple(reversed(below)),
        )
        (top if node.parent is None else children[node.parent]).append(section)
    return tuple(reversed(top))

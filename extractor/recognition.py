"""Tells from a document which template it was written with: titles, their order, tables, wording, year and place."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor import regions
from extractor.layout.identity import year_of
from extractor.templating import FALL_BACK, templates
from extractor.titles import after_year, core, normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extractor.document import Document
    from extractor.template import Due, Template

_TABLES: Final = 400
_SECTIONS: Final = 400
_ORDER: Final = 200
_NUMBERING: Final = 100
_MARKS: Final = 1200
_NAMED: Final = 400
"""Points for the province in the document's own title; a title that names another province takes as many away."""
_SPOKEN: Final = 300
"""Points for the province most of the places at the beginning lie in."""
_LEAD: Final = 300
"""Points before the national form, less than one sure mark: with fewer a template is not recognised."""
_CLEAR: Final = 100
"""Points before any other template."""
_FEWEST: Final = 4
"""With fewer titles a list says nothing."""
_TITLE: Final = 200
_HEAD: Final = 4_000
"""Characters at the beginning in which a province is looked for."""
_LINE: Final = 60
_LED_LINE: Final = 160
"""Characters of a line of a table of contents, the dots before its page number included."""
_MOST: Final = 3_000
# 第三部分 · 十二、 · (一) · 表1: · 表一： · 3. ; 第三部分 without a title behind it is no number of one
_NUMBER: Final = re.compile(
    r"\s*(?:(?P<part>第\s*[一二三四五六七八九十\d]{1,3}\s*(?:部\s*分|章))|(?P<cjk>[一二三四五六七八九十]{1,3})\s*[、.．,，]"
    r"|[(（]\s*[一二三四五六七八九十]{1,3}\s*[)）]\s*[、.．]?|附?表\s*[一二三四五六七八九十\d]{1,3}(?=\s*[:：、.．\s])"
    r"|\d{1,2}\s*[.．、](?!\d))[\s:：、.．]*"
)
_PAGE: Final = " \t\u3000()（）-—0123456789"
_DOTS: Final = " \t\u3000.．·…⋯-"
_LED: Final = ("…", "..", "．．", "··", "⋯", "\t", ". .")
"""What stands between a title and its page number in a table of contents."""
_FIELD: Final = "PAGEREF"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """Which template a document was written with, and what says so."""

    template: Template
    known: bool
    """False where nothing tells, and the national template stands in."""
    points: int
    """How far it leads before the national form."""
    evidence: tuple[str, ...] = ()
    """The marks that were found, and the province."""


class _Outline(NamedTuple):
    """What the headings, lists and captions of a document say, each once and in order."""

    titles: frozenset[str]
    tables: Mapping[str, int]
    """Titles that some template's tables have, with their places in the order."""
    sections: Mapping[str, int]
    parts: tuple[str, ...]
    """Roles of what is numbered 第一部分, or of what is numbered 一、 where there are no parts."""
    numbering: str
    text: str
    year: int | None
    named: str | None
    """The province that the document's title names."""
    spoken: str | None
    """The province most of the places at the beginning lie in."""


class _Universe(NamedTuple):
    """Every title that some template has in a year."""

    tables: frozenset[str]
    sections: frozenset[str]
    parts: Mapping[str, str]


class _Candidate(NamedTuple):
    template: Template
    points: int
    evidence: tuple[str, ...]


def recognition(documents: Sequence[Document], *, given: Mapping[str, Template] | None = None) -> Recognition:
    """Return the template of a disclosure by what its documents say; the first is the one with the narrative.

    A template is recognised where it fits clearly better than the national form and than every other one; the
    province in the body's name is one mark among others.
    """
    known = templates() if given is None else given
    outline = _outline(documents, tuple(known.values()))
    judged = [_judged(one, outline) for one in known.values() if _open(one, outline.year)]
    judged.sort(key=lambda one: (one.points, len(one.template.ancestors), one.template.name), reverse=True)
    base = next((one.points for one in judged if one.template.name == FALL_BACK), 0)
    first = judged[0] if judged else None
    if first is None or first.points - base < _LEAD or not _clear(first, judged[1:]):
        return Recognition(template=known[FALL_BACK], known=False, points=0)
    return Recognition(template=first.template, known=True, points=first.points - base, evidence=first.evidence)


def _open(one: Template, year: int | None) -> bool:
    return one.name == FALL_BACK or year is None or one.years.holds(year)


def _clear(first: _Candidate, others: Sequence[_Candidate]) -> bool:
    """Tell whether no other template fits as well, those aside that it builds on or that build on it."""
    rivals = (
        one
        for one in others
        if one.template.name not in first.template.ancestors and first.template.name not in one.template.ancestors
    )
    return all(first.points - one.points >= _CLEAR for one in rivals)


def _judged(one: Template, outline: _Outline) -> _Candidate:
    points = _TABLES * _alike(outline.tables, one.tables_of(outline.year)) // 100
    points += _SECTIONS * _alike(outline.sections, one.sections_of(outline.year)) // 100
    points += _ordered(one, outline) + _NUMBERING * (one.numbering == outline.numbering)
    marked, evidence = _marks(one, outline)
    place, where = _placed(one, outline)
    return _Candidate(one, points + marked + place, (*evidence, *where))


def _marks(one: Template, outline: _Outline) -> tuple[int, tuple[str, ...]]:
    found = [mark for mark in one.telling if mark.text in (outline.titles if mark.place == "titles" else outline.text)]
    return min(_MARKS, sum(mark.points for mark in found)), tuple(mark.text for mark in found)


def _placed(one: Template, outline: _Outline) -> tuple[int, tuple[str, ...]]:
    """Return the points of the place: for its own provinces, against those of others."""
    place, points = (outline.named, _NAMED) if outline.named else (outline.spoken, _SPOKEN)
    if place is None or not one.provinces:
        return 0, ()
    return (points, (place,)) if place in one.provinces else (-points, ())


def _ordered(one: Template, outline: _Outline) -> int:
    """Return how well the parts follow in the template's order, in points."""
    if len(outline.parts) < 2 or not one.order:  # noqa: PLR2004 - one part has no order
        return 0
    places = [one.order.index(role) for role in outline.parts if role in one.order]
    return _ORDER * 2 * _rising(places) // (len(outline.parts) + len(one.order))


def _alike(titles: Mapping[str, int], due: Sequence[Due]) -> int:
    """Return in percent how well a list fits what is due: which are there, and in what order."""
    if len(titles) < _FEWEST or not due:
        return 0
    found = ([titles[title] for title in one.titles if title in titles] for one in due)
    places = [min(at) for at in found if at]
    return 100 * (len(places) + _rising(places)) // (len(titles) + len(due))


def _rising(places: Sequence[int]) -> int:
    """Return the length of the longest rising row among the places.

    >>> _rising([0, 1, 6, 2, 3])
    4
    """
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)


@lru_cache(maxsize=64)
def _universe(known: tuple[Template, ...], year: int | None) -> _Universe:
    parts: dict[str, str] = {}
    for one in known:
        for title, role in one.parts.items():
            parts.setdefault(title, role)
    return _Universe(
        tables=frozenset(title for one in known for due in one.tables_of(year) for title in due.titles),
        sections=frozenset(title for one in known for due in one.sections_of(year) for title in due.titles),
        parts=parts,
    )


def _outline(documents: Sequence[Document], known: tuple[Template, ...]) -> _Outline:
    first, year = documents[0], year_of(documents[0])
    universe = _universe(known, year)
    titles: dict[str, None] = {}
    parts: dict[str, None] = {}
    tops: dict[str, None] = {}
    for number, printed in islice((line for document in documents for line in _lines(document)), _MOST):
        title = normal(printed)
        after = after_year(title)
        titles.update(dict.fromkeys((core(after), core(title))))
        if number is not None and (number["part"] or number["cjk"]):
            (parts if number["part"] else tops)[after] = None
    roles = (_part(universe.parts, title) for title in parts or tops)
    return _Outline(
        titles=frozenset(titles),
        tables=_places(titles, universe.tables),
        sections=_places(titles, universe.sections),
        parts=tuple(dict.fromkeys(role for role in roles if role)),
        numbering="parts" if parts else "cjk" if tops else "",
        text="\n".join(document.text for document in documents),
        year=year,
        named=regions.province_of(first.text[:_TITLE]),
        spoken=regions.commonest_province(first.text[:_HEAD]),
    )


def _places(titles: Iterable[str], known: frozenset[str]) -> dict[str, int]:
    return {title: at for at, title in enumerate(title for title in titles if title in known)}


def _part(roles: Mapping[str, str], title: str) -> str | None:
    """Return the role of a part by the longest ending of its title: before it stands the body's name."""
    return next((roles[title[at:]] for at in range(len(title)) if title[at:] in roles), None)


def _lines(document: Document) -> Iterator[tuple[re.Match[str] | None, str]]:
    """Yield the short lines with their numbers, without what a table of contents has behind them."""
    for block in document.blocks:
        if block.kind == "table" or len(block.span) > _LED_LINE:
            continue
        line = document.quote(block.span).replace("\n", "")
        if "，" in line or "；" in line:  # a sentence, as half of the short lines are
            continue
        line = _without_page(line)
        number = _NUMBER.match(line)
        printed = line[number.end() :] if number else line
        if 0 < len(printed) <= _LINE:
            yield number, printed


def _without_page(line: str) -> str:
    """Return a line of a table of contents without dots, page number and field code.

    >>> _without_page("二、机构设置……………( 4 )"), _without_page("三、支出决算表(分单位)")
    ('二、机构设置', '三、支出决算表(分单位)')
    """
    if _FIELD in line:
        return line[: line.index(_FIELD)].rstrip()
    title = line.rstrip(_PAGE).rstrip(_DOTS)
    rest = line[len(title) :]
    return title if rest and any(sign in rest for sign in _LED) else line  # most lines have no rest

"""Wording and titles of another year's form: old words kept when the form changed, or new ones before their time."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.periods import of_year
from extractor.templating import FALL_BACK, template
from extractor.titles import after_year, core, normal
from rules.forms import form_of
from rules.patterns import SHOWN
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extractor.template import Due, Template
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("look", "matters")
"""``wording`` looks for the words of the matters (``extractor.template.WORDING``), ``titles`` at headings and tables;
the matters with what they are called."""

FIRST: Final = 2016
LAST: Final = 2030
"""The years that forms may speak of."""

# 单位价值50万元(含)以上通用设备 and 单价50万元以上通用设备 say the same
_SAME: Final = (("单位价值", "单价"), ("(含)", ""))
_LOOSE: Final = (("单价", "(?:单价|单位价值)"), ("万元", r"万元(?:\(含\))?"))


class Foreign(NamedTuple):
    """What belongs to other years: which, and what this year's form says instead."""

    years: str
    right: str


class Wording(NamedTuple):
    """How a matter is worded in any year, and which of that is foreign to one year."""

    needles: tuple[str, ...]
    words: re.Pattern[str]
    foreign: Mapping[str, Foreign]


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for each wording or title that the form had in other years only."""
    year, matters = scene.extraction.disclosure.year, rule.spec["matters"]
    if year is None or not FIRST <= year <= LAST or not isinstance(matters, dict):
        return
    form = form_of(scene.extraction)
    if rule.spec["look"] == "titles":
        found = _titled(scene, foreign_titles(form, year))
    else:
        found = (pair for matter in matters for pair in _worded(scene, wording(form, matter, year)))
    places: dict[Foreign, list[Hit]] = {}
    for hit, foreign in found:
        places.setdefault(foreign, []).append(hit)
    for foreign, hits in places.items():
        yield finding(scene, rule, hits[:SHOWN], years=foreign.years, right=foreign.right, year=year)


def _worded(scene: Scene, looked: Wording | None) -> Iterator[tuple[Hit, Foreign]]:
    if looked is None:
        return
    text = scene.text
    for line in sorted({scene.line(at) for needle in looked.needles for at in _all(text, needle)}):
        for match in looked.words.finditer(text, line.start, line.end):
            foreign = looked.foreign.get(_same(match[0]))
            if foreign is not None and "toc" not in scene.roles(match.start()):
                yield Hit(*match.span()), foreign


def _all(text: str, needle: str) -> Iterator[int]:
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + 1)


def _titled(scene: Scene, foreign: Mapping[str, Foreign]) -> Iterator[tuple[Hit, Foreign]]:
    """Yield the headings and captions whose whole title the form had in other years only."""
    document = scene.document
    printed = [(section.title, len(section.number)) for section in document.all_sections if section.role != "toc"]
    printed += [(table.caption, 0) for table in document.tables if table.caption is not None]
    for span, number in printed:
        known = foreign.get(core(after_year(normal(document.quote(span)[number:]))))
        if known is not None:
            yield scene.hit(span), known


@lru_cache(maxsize=256)
def wording(form: Template, matter: str, year: int) -> Wording | None:
    """Return how a matter is worded; None where nothing of it is foreign to the year."""
    now = form.wording_of(matter, year)
    said = {other: form.wording_of(matter, other) for other in range(FIRST, LAST + 1)}
    mine = {_same(words) for words in now}
    years: dict[str, list[int]] = {}
    for other, phrases in said.items():
        for words in dict.fromkeys(map(_same, phrases)):
            years.setdefault(words, []).append(other)
    foreign = {words: Foreign(_span(held), now[0]) for words, held in years.items() if now and words not in mine}
    if not foreign:
        return None
    longest = sorted(years, key=len, reverse=True)
    needles = tuple(dict.fromkeys(words.rpartition("万元")[2] for words in foreign))
    return Wording(needles, re.compile("|".join(map(_loose, longest))), foreign)


def _same(words: str) -> str:
    for one, other in _SAME:
        words = words.replace(one, other)
    return words


def _loose(words: str) -> str:
    escaped = re.escape(words)
    for one, other in _LOOSE:
        escaped = escaped.replace(one, other)
    return escaped


@lru_cache(maxsize=256)
def foreign_titles(form: Template, year: int) -> Mapping[str, Foreign]:
    """Return the titles of tables and sections of this year's roles that only other years' forms have.

    Lists that a form has of its own are not held against those of the national form: it may just leave years out.
    """
    mine = {title for due in (*form.tables_of(year), *form.sections_of(year)) for title in due.titles}
    national = template(FALL_BACK)
    found: dict[str, Foreign] = {}
    for lists, inherited in ((form.tables, national.tables), (form.sections, national.sections)):
        own = tuple(one for one in lists if form is national or not any(one is other for other in inherited))
        for periods in (own, inherited):
            now = of_year(periods, year)
            if now is None:
                continue
            years = _years_of_titles({other: of_year(periods, other) or () for other in range(FIRST, LAST + 1)})
            names = {due.role: due.name for due in reversed(now)}
            for (role, title), held in years.items():
                if role in names and title not in mine:
                    found.setdefault(title, Foreign(_span(held), names[role]))
            break
    return found


def _years_of_titles(by_year: Mapping[int, Iterable[Due]]) -> Mapping[tuple[str, str], list[int]]:
    years: dict[tuple[str, str], list[int]] = {}
    for year, dues in by_year.items():
        for role, title in sorted({(due.role, title) for due in dues for title in due.titles}):
            years.setdefault((role, title), []).append(year)
    return years


def _span(years: Sequence[int]) -> str:
    """Return years as they are said.

    >>> _span([2016, 2017, 2018]), _span(range(2022, 2031)), _span([2020, 2021])
    ('2018年度及以前', '2022年度起', '2020-2021年度')
    """
    first, last = years[0], years[-1]
    if last == LAST:
        return f"{first}年度起"
    if first == FIRST:
        return f"{last}年度及以前"
    return f"{first}-{last}年度" if first < last else f"{first}年度"

"""Gives a heading its role by its title: the longest title of the template that it ends with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extractor.titles import after_year, core

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.template import Template

# What stands before a known title may be a body's name and a year, but no word that makes it another title:
# 政府性基金预算财政拨款收入决算 does not end in the title 收入决算.
_BARRIER: Final = re.compile(
    r"预算|拨款|经费|基金|资本|支出|收入|绩效|采购|资产|收支|财政|运行|公共|转移|重点|会议|培训|接待|出国|差旅"
)
_SHORTEST: Final = 4
_LOST: Final = 3
"""How many characters at the beginning of a line may be lost (出决算表, 般公共预算…)."""
_LONG: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Index:
    """Titles of one kind to their roles, with the forms that damage leaves of them; made once for a template."""

    roles: Mapping[str, str]
    damaged: Mapping[str, str]
    starts: tuple[str, ...]
    """Long titles that may have something behind them, the longest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """What a template knows about titles, made ready for looking up."""

    parts: Mapping[str, str]
    overview: Index
    narrative: Index
    within: Mapping[str, Mapping[str, str]]
    running: frozenset[str]
    """Titles of sections at any depth."""


@lru_cache(maxsize=64)
def titles_of(template: Template) -> Titles:
    """Return the template's titles made ready."""
    return Titles(
        parts=template.parts,
        overview=_index(template.overview),
        narrative=_index(template.titles),
        within=template.within,
        running=frozenset(title for below in template.within.values() for title in below),
    )


def part_role(titles: Titles, title: str) -> str | None:
    """Return the role of a part by its normal title, which may begin with the body's name and the year."""
    after = after_year(title)
    return next((titles.parts[after[at:]] for at in range(len(after)) if after[at:] in titles.parts), None)


@lru_cache(maxsize=16_384)
def section_role(index: Index, title: str) -> str | None:
    """Return the role of a section by its normal title."""
    short = core(after_year(title))
    return (
        index.roles.get(short)
        or index.roles.get(core(title))
        or _ending(index, short)
        or index.damaged.get(short)
        or next((index.roles[start] for start in index.starts if short.startswith(start)), None)
    )


def is_title(index: Index, title: str) -> bool:
    """Tell whether a normal title is word for word among the titles."""
    return core(after_year(title)) in index.roles


def role_within(titles: Titles, title: str, *, parent: str | None) -> str | None:
    """Return the role that a title has because of the section it stands in: 具体情况 within gpb is gpb_items."""
    below = titles.within.get(parent or "")
    if below is None:
        return None
    short = core(title)
    ending = max((word for word in below if short.endswith(word)), key=len, default=None)
    return below[ending] if ending else None


def is_known(titles: Titles, title: str) -> bool:
    """Tell whether a line without a number is surely a heading: it is word for word a long title or a part's."""
    if title in titles.parts:
        return True
    short = core(after_year(title))
    return short != title and len(short) > _SHORTEST and (short in titles.narrative.roles)


def runs_in(titles: Titles, title: str) -> bool:
    """Tell whether a numbered title may stand in one line with its paragraph: it is word for word in the template."""
    short = core(after_year(title))
    return short in titles.narrative.roles or short in titles.overview.roles or core(title) in titles.running


def _ending(index: Index, title: str) -> str | None:
    for at in range(1, len(title) - _SHORTEST + 1):
        role = index.roles.get(title[at:])
        if role is not None:
            return None if _BARRIER.search(title, 0, at) else role
    return None


def _index(roles: Mapping[str, str]) -> Index:
    starts = sorted((title for title in roles if len(title) >= _LONG), key=lambda title: (-len(title), title))
    return Index(roles=roles, damaged=_damaged(roles), starts=tuple(starts))


def _damaged(roles: Mapping[str, str]) -> dict[str, str]:
    """Return what is left of long titles when their first characters, or any one of them, are lost.

    A form that two roles share, or that is a title itself, tells nothing.
    """
    left: dict[str, str] = {}
    shared: set[str] = set()
    for title, role in roles.items():
        if len(title) < _LONG:
            continue
        forms = [title[:at] + title[at + 1 :] for at in range(len(title))]
        for form in (title[2:], title[_LOST:], *forms):
            if left.setdefault(form, role) != role:
                shared.add(form)
    return {form: role for form, role in left.items() if form not in shared and form not in roles}

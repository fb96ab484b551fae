"""Economic accounts that the narrative lists beside those the table has amounts for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.vocabulary.codes import codes_of, is_economic, name_of
from rules.binding.cells import Column
from rules.binding.trees import sums
from rules.checks.listed_zero import zero_of
from rules.finding import Note
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.fact import Fact
    from rules.binding.cells import Grid
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("which", "names")
"""``which``: names without an amount (``blank``), or amounts without a name (``left_out``); ``names``: those that
the section on three public expenses speaks of, which another rule looks at."""

ECONOMIC: Final = Column("gpb.econ", "final", "")

# 人员经费345.00万元,主要包括:基本工资、津贴补贴、退休费;     near miss: 主要包括以下两个方面
LIST: Final = re.compile(r"(?:主要)?(?:包括|用于)(?:以下)?[::]?(?P<names>[^。;;:]{4,600})")
NAME: Final = re.compile(r"[^、,,。;;]+")
JOINED: Final = re.compile(r"[和及]")
AMOUNT: Final = re.compile(r"[\d.,]+\s*(?:万元|元)?等?$|等(?:支出)?$")
APART: Final = frozenset({"309", "311"})
"""Classes of projects alone (基本建设), whose names are those of 310 and 312."""

CODE: Final = 5
"""Digits of the code of a 款."""

LEAST: Final = 3
"""Fewer known names are no list of accounts."""

LEFT_OUT: Final = 2
"""A list that leaves out more accounts names the main ones only."""


class Listed(NamedTuple):
    """A name in a list and the code it stands for."""

    hit: Hit
    code: str
    name: str


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each name whose row is blank, or for each list that passes over rows with amounts."""
    grids = scene.sound("basic")
    if len(grids) != 1:
        return
    for area in scene.within("basic"):
        for listed in lists(scene, area.title, area.end):
            if rule.spec["which"] == "blank":
                yield from _blank(scene, rule, grids[0], listed)
            else:
                yield from _left_out(scene, rule, grids[0], listed)


def lists(scene: Scene, start: int, end: int) -> Iterator[list[Listed]]:
    """Yield the lists of accounts in a stretch of text."""
    year = scene.extraction.disclosure.year
    for match in LIST.finditer(scene.text, start, end):
        names = NAME.finditer(scene.text, match.start("names"), match.end("names"))
        found = [one for name in names for one in _named(name.group(), name.start(), year)]
        if len(found) >= LEAST:
            yield found


def _named(words: str, start: int, year: int | None) -> Iterator[Listed]:
    """Yield the account that words name, or the two that are joined by 和: 办公费和差旅费, not 其他商品和服务支出."""
    text = AMOUNT.sub("", words.strip())
    code = code_of(text, year) or code_of(text.removesuffix("支出"), year)
    at = start + len(words) - len(words.lstrip())
    if code:
        yield Listed(Hit(at, at + len(words.strip())), code, text)
        return
    joint = JOINED.search(words)
    if joint is not None:
        yield from _named(words[: joint.start()], start, year)
        yield from _named(words[joint.end() :], start + joint.end(), year)


def code_of(name: str, year: int | None) -> str:
    """Return the code that an economic account has in a year, nothing where the name is none or of several."""
    codes = {code for code in codes_of(name) if len(code) == CODE and is_economic(code) and code[:3] not in APART}
    if len(codes) > 1:
        codes = {code for code in codes if name_of(code, year) == name}
    return codes.pop() if len(codes) == 1 else ""


def _rows(grid: Grid) -> dict[str, Fact]:
    """Return the rows of 款 with an amount, by code."""
    rows: dict[str, Fact] = {}
    for fact in grid.columns.get(ECONOMIC, ()):
        code = (fact.cell.code if fact.cell else "") or code_of(fact.subject.account, fact.year)
        if len(code) == CODE and not fact.quantity.is_zero:
            rows[code] = fact
    return rows


def _sound(scene: Scene, grid: Grid, code: str) -> bool:
    """Tell whether the class of an account adds up without it: then its blank is no loss of reading."""
    for one in sums(scene.cells, grid, ECONOMIC):
        if one.whole.cell is not None and code.startswith(one.whole.cell.code):
            total = sum((part.sum_interval for part in one.parts[1:]), one.parts[0].sum_interval)
            return total.meets(one.whole.sum_interval)
    return False


def _blank(scene: Scene, rule: Rule, grid: Grid, listed: Sequence[Listed]) -> Iterator[Finding]:
    rows = _rows(grid)
    known = sum(one.code in rows for one in listed)
    apart = rule.spec["names"]
    for one in listed:
        if one.code in rows or known < LEAST or not _sound(scene, grid, one.code):
            continue
        if isinstance(apart, dict) and zero_of(scene, apart.get(one.name, [])) is not None:
            continue
        zero = next((f for f in grid.columns.get(ECONOMIC, ()) if f.cell and f.cell.code == one.code), None)
        yield finding(scene, rule, [one.hit], amount=f"为{zero.figure.printed}" if zero else "是空白")


def _left_out(scene: Scene, rule: Rule, grid: Grid, listed: Sequence[Listed]) -> Iterator[Finding]:
    rows = _rows(grid)
    named = {one.code for one in listed}
    groups = {code[:3] for code in named & set(rows)}
    missing = {code: fact for code, fact in rows.items() if code[:3] in groups and code not in named}
    if not missing or len(named & set(rows)) < LEAST:
        return
    first = listed[0].hit
    made = finding(
        scene,
        rule,
        [Hit(first.start, listed[-1].hit.end)],
        severity=None if _needless(rows, named, missing) else "info",
        names="、".join(f"{fact.subject.account}{fact.figure.printed}" for fact in missing.values()),
    )
    yield _with_notes(made, list(missing.values()))


def _needless(rows: dict[str, Fact], named: set[str], missing: dict[str, Fact]) -> bool:
    """Tell whether a list is no choice of the main accounts: it names smaller ones than the few it leaves out.

    So does one that names an account without an amount instead of the one it leaves out.
    """
    if len(missing) == 1 and any(code not in rows for code in named if code[:3] == next(iter(missing))[:3]):
        return True
    least = min(fact.quantity.value for code, fact in rows.items() if code in named)
    return len(missing) <= LEFT_OUT and all(fact.quantity.value > least for fact in missing.values())


def _with_notes(made: Finding, facts: Sequence[Fact]) -> Finding:
    notes = tuple(Note(message="表中有这一项", anchor=fact.figure.anchor) for fact in facts[:8])
    return replace(made, notes=(*made.notes, *notes))

"""Names in an office's own rule that nothing else would ever test: indicators, sections, tables, message fields."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.folding import fold
from extractor.template import ROLES, TABLES
from rules import residue, user_patterns
from rules.errors import SpecError, nearest
from rules.seats import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rules.placed import Part
    from rules.rule import Rule

At = tuple[str | int, ...]
SHOWN: Final = 40
"""So many legal names are listed; of more, the nearest ones tell more than a wall of them."""
SECTIONS: Final = ROLES
ANY_TEXT: Final = ("",)
SAME: Final = "@base"
"""What the lead is measured against."""
JUDGED: Final = ("stated", "low", "high", "range", "formula", "printed", "quote", "replacement")
"""What a message may say of figures that do not fit."""
FOUND: Final = ("quote", "count")
"""What it may say of words that were found."""
CODE: Final = ("check", "linked")
"""Kinds whose rules name code of ours; what a message may say is what our own rules say with the same code."""
TYPES: Final[Mapping[str, tuple[type, str]]] = {
    "one": (bool, "true 或 false"), "prose": (bool, "true 或 false"), "least": (int, "整数"), "note": (str, "文字"),
}  # fmt: skip
# a class of characters, or anything escaped: what stands there is no word to be found as it is
ESCAPED: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[a-z_]+\}|\(\?P<\w+>", re.DOTALL)


class Named(NamedTuple):
    """A sort of names: what it is called and which there are."""

    what: str
    legal: frozenset[str]


def check_names(rule: Rule, part: Part) -> None:
    """Raise CatalogueError on the first name in a rule that does not exist."""
    if rule.kind == "repair":
        raise part.wrong("自己的规则不能用 repair:它只给诊断出的原因起名", at=("kind",))
    try:
        if rule.kind == "pattern":
            _check_pattern(rule)
        elif rule.kind in CODE:
            _check_check(rule)
        else:
            _check_seats(rule)
    except SpecError as error:
        raise part.wrong(error.problem, at=("spec", *error.at)) from error
    legal = fields_of(rule)
    for _, name, _, _ in Formatter().parse(rule.message):
        if name and name not in legal:
            problem = f"这种规则没有字段“{name}”;{nearest(name, legal)}可用的:{'、'.join(legal)}"
            raise part.wrong(problem, at=("message",))


def fields_of(rule: Rule) -> tuple[str, ...]:
    """Return the fields that a rule's message may name."""
    if rule.kind == "pattern":
        return FOUND
    key = "check" if rule.kind in CODE else "per"
    same = (one for one in _ours(rule.kind) if one.spec.get(key) == rule.spec.get(key))
    named = (name for one in same for _, name, _, _ in Formatter().parse(one.message) if name)
    return tuple(dict.fromkeys((*(() if rule.kind in CODE else JUDGED), *named)))


@cache
def _ours(kind: str) -> tuple[Rule, ...]:
    from rules.load import rulebook

    return tuple(rule for rule in rulebook().rules if rule.kind == kind)


@cache
def indicators() -> Named:
    """Return the ids of all indicators."""
    from extractor.vocabulary.lookup import load

    return Named("指标", frozenset(entry["id"] for entry in load("indicators.yaml")["indicators"]))


@cache
def bases() -> Named:
    """Return what a figure may be measured against."""
    return Named("基数", indicators().legal | {*MEASURES, SAME})


def _check_check(rule: Rule) -> None:
    """Check that the values of a spec are of the sort that the catalogue's own rules give the same check."""
    same = [one for one in _ours(rule.kind) if one.spec["check"] == rule.spec["check"]]
    for key, value in rule.spec.items():
        ours = [one for one in same if key in one.spec]
        if ours and not any(_alike(value, one.spec[key]) for one in ours):
            raise SpecError(f"写法不对,应如产品自带的 {ours[0].id}:{key}: {ours[0].spec[key]}", at=(key,))


def _alike(value: object, ours: object) -> bool:
    """Tell whether a value is of the sort of ours, and what is in it of the sort of what is in ours."""
    if type(value) is not type(ours):
        return False
    if isinstance(value, str):
        return bool(value)
    mine, known = (list(one.values()) if isinstance(one, dict) else one for one in (value, ours))
    if not isinstance(mine, list) or not isinstance(known, list):
        return True
    return all(any(_alike(one, other) for other in known or ANY_TEXT) for one in mine)


def _check_pattern(rule: Rule) -> None:
    spec = rule.spec
    for key, (kind, what) in TYPES.items():
        if key in spec and type(spec[key]) is not kind:
            raise SpecError(f"应是{what}", at=(key,))
    for key in ("in", "not_in"):
        for at, name in _texts(spec.get(key), (key,)):
            _named(name, Named("章节", SECTIONS), at)
    _check_folded(spec)
    user_patterns.check(spec)


def _check_folded(spec: Mapping[str, object]) -> None:
    """Check that what is looked for can stand in folded text: ，is looked for as , there and never found."""
    patterns = spec["patterns"]
    for number, item in enumerate(patterns if isinstance(patterns, list) else ()):
        if residue.KEY in item:
            problem = "自己的规则不用 residue;模板留下的话写在模板文件的 residue 里"
            raise SpecError(problem, at=("patterns", number, residue.KEY))
        if not isinstance(item.get("across", False), bool):
            raise SpecError("应是 true 或 false", at=("patterns", number, "across"))
        for at, needle in _texts(item["needles"], ("patterns", number, "needles")):
            if fold(needle).text != needle:
                raise SpecError(f"全文先折叠再找,“{needle}”应写作“{fold(needle).text}”", at=at)
        for char in ESCAPED.sub("", item["regex"]):
            if (folded := fold(char).text) != char and folded.strip():
                problem = f"全文先折叠再找,表达式里的“{char}”应写作“{re.escape(folded)}”"
                raise SpecError(problem, at=("patterns", number, "regex"))


def _check_seats(rule: Rule) -> None:
    spec = rule.spec
    for at, name in _texts(spec.get("table"), ("table",)):
        _named(name, Named("表", TABLES), at)
    cases = spec.get("cases")
    sets = enumerate(cases) if isinstance(cases, list) else ()
    groups: list[tuple[At, object]] = [(("seats",), spec.get("seats")), *((("cases", n), one) for n, one in sets)]
    for at, seats in groups:
        for name, picks in seats.items() if isinstance(seats, dict) else ():
            listed = list(enumerate(picks)) if isinstance(picks, list) else [(None, picks)]
            for number, pick in listed:
                _check_pick(pick, (*at, name) if number is None else (*at, name, number))


def _check_pick(pick: object, at: At) -> None:
    if isinstance(pick, str):
        _indicator(pick, at)
        return
    if not isinstance(pick, dict):
        return
    for key in ("indicator", "unless"):
        for place, name in _texts(pick.get(key), (*at, key)):
            _indicator(name, place)
    for key, named in (("base", bases()), ("role", Named("章节", SECTIONS | {"*"})), ("table", Named("表", TABLES))):
        for place, name in _texts(pick.get(key), (*at, key)):
            _named(name, named, place)


def _indicator(name: str, at: At) -> None:
    """Check the id of an indicator; ``rev.*`` stands for all that begin so."""
    if name.endswith("*"):
        if not any(one.startswith(name[:-1]) for one in indicators().legal):
            raise SpecError(f"没有以“{name[:-1]}”开头的指标", at=at)
        return
    if name != SAME:
        _named(name, indicators(), at)


def _texts(value: object, at: At) -> Iterator[tuple[At, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, list):
        yield from (((*at, number), one) for number, one in enumerate(value) if isinstance(one, str))


def _named(name: str, named: Named, at: At) -> None:
    if name not in named.legal:
        raise SpecError(f"没有{named.what}“{name}”;{nearest(name, named.legal)}{_listed(name, named.legal)}", at=at)


def _listed(name: str, legal: Iterable[str]) -> str:
    """Return the legal names; of very many those that begin like the one that was given."""
    found = sorted(legal)
    if len(found) > SHOWN:
        found = [one for one in found if one.partition(".")[0] == name.partition(".")[0]] or found
    more = f"……共 {len(found)} 个,见 extractor/vocabulary" if len(found) > SHOWN else ""
    return f"可用的:{'、'.join(found[:SHOWN])}{more}"

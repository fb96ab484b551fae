"""Rules of kind ``pattern``: expressions searched in the folded text of a disclosure, limited by role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from ahocorasick_rs import AhoCorasick

from rules.errors import SpecError
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = {
    "patterns": "表达式的列表,每项有 needles 和 regex",
    "parts": "有名字的片段,在表达式里写作 {名字}",
    "except": "不算的写法",
    "in": "只看这些角色的章节",
    "not_in": "不看这些角色的章节",
    "prose": "只看成句的行",
    "one": "各处合为一个发现",
    "least": "至少几处才算",
    "note": "其余各处的说明",
    "yields": "同一行已有这些规则的发现时让开",
}
"""The keys of a spec; the values explain them to whoever writes a rule."""

PROSE: Final = re.compile("[,。;]")
PART: Final = re.compile(r"\{([a-z_]+)\}")
SHOWN: Final = 12
"""Places shown in one finding; a thirteenth tells a reviewer nothing."""


class Expression(NamedTuple):
    """One expression and the words without which it cannot match, which are looked for first."""

    needles: tuple[str, ...]
    regex: re.Pattern[str]
    across: bool
    """Whether it looks across lines; otherwise only lines with a needle are searched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A rule's spec, compiled."""

    rule: Rule
    expressions: tuple[Expression, ...]
    exceptions: tuple[re.Pattern[str], ...]
    inside: frozenset[str]
    outside: frozenset[str]
    prose: bool
    one: bool
    least: int
    note: str
    yields: frozenset[str]


def check_spec(spec: Mapping[str, object]) -> None:
    """Raise SpecError where a spec is not what ``compile_spec`` expects."""
    for key in spec:
        if key not in KEYS:
            raise SpecError(f"未知的键“{key}”;可用的键:{'、'.join(KEYS)}", at=(key,))
    patterns = spec.get("patterns")
    if not isinstance(patterns, list) or not patterns:
        raise SpecError("缺少 patterns:至少一项,每项有 needles 和 regex")
    for number, item in enumerate(patterns):
        _check_pattern(item, spec, at=("patterns", number))
    for number, text in enumerate(strings(spec, "except")):
        _compile(text, spec, at=("except", number))
    for key in ("in", "not_in", "yields"):
        strings(spec, key)


def _check_pattern(item: object, spec: Mapping[str, object], *, at: tuple[str | int, ...]) -> None:
    if not isinstance(item, dict) or not isinstance(item.get("regex"), str):
        raise SpecError("应有 needles(必含的字)和 regex(表达式)", at=at)
    for key in item:
        if key not in {"needles", "regex", "across"}:
            raise SpecError(f"未知的键“{key}”;可用的键:needles、regex、across", at=(*at, key))
    if not strings(item, "needles"):
        raise SpecError("needles 至少一个:没有它的文本不必搜索", at=at)
    _compile(item["regex"], spec, at=(*at, "regex"))


def strings(spec: Mapping[str, object], key: str) -> tuple[str, ...]:
    """Return a list of texts from a spec; one text may stand alone."""
    value = spec.get(key, [])
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) and item for item in items):
        raise SpecError("应是文字的列表", at=(key,))
    return tuple(items)


def _compile(text: str, spec: Mapping[str, object], *, at: tuple[str | int, ...] = ()) -> re.Pattern[str]:
    parts = spec.get("parts", {})
    if not isinstance(parts, dict):
        raise SpecError("应是一组“名字: 片段”", at=("parts",))
    try:
        return re.compile(PART.sub(lambda m: f"(?:{parts[m[1]]})" if m[1] in parts else m[0], text), re.MULTILINE)
    except re.error as error:
        raise SpecError(f"不是合法的正则表达式:{error}", at=at) from error


def compile_spec(rule: Rule) -> Search:
    """Return the compiled spec of a rule."""
    spec = rule.spec
    patterns = spec["patterns"]
    if not isinstance(patterns, list):
        raise TypeError(rule.id)
    return Search(
        rule=rule,
        expressions=tuple(
            Expression(strings(item, "needles"), _compile(item["regex"], spec), bool(item.get("across")))
            for item in patterns
        ),
        exceptions=tuple(_compile(text, spec) for text in strings(spec, "except")),
        inside=frozenset(strings(spec, "in")),
        outside=frozenset(strings(spec, "not_in")) or frozenset({"toc"}),
        prose=bool(spec.get("prose")),
        one=bool(spec.get("one")),
        least=int(str(spec.get("least", 1))),
        note=str(spec.get("note", "同样的问题")),
        yields=frozenset(strings(spec, "yields")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Searches:
    """All searches of a rulebook with one automaton over their needles."""

    searches: tuple[Search, ...]
    needles: tuple[str, ...]
    automaton: AhoCorasick

    def lines(self, scene: Scene) -> Mapping[str, Sequence[Hit]]:
        """Return the lines in which each needle stands: one pass over the text for all rules."""
        found: dict[str, dict[int, Hit]] = {}
        line = Hit(0, 0)
        for number, start, _ in sorted(
            self.automaton.find_matches_as_indexes(scene.text, overlapping=True), key=_start
        ):
            if start >= line.end:
                line = scene.line(start)
            found.setdefault(self.needles[number], {})[line.start] = line
        return {needle: tuple(lines.values()) for needle, lines in found.items()}


def _start(match: tuple[int, int, int]) -> int:
    return match[1]


def compile_all(rules: Iterable[Rule]) -> Searches:
    """Compile the rules of kind ``pattern``; those that yield to others come last."""
    compiled = [compile_spec(rule) for rule in rules if rule.kind == "pattern"]
    needles = sorted({needle for one in compiled for e in one.expressions for needle in e.needles})
    return Searches(
        searches=tuple(sorted(compiled, key=lambda searched: len(searched.yields))),
        needles=tuple(needles),
        automaton=AhoCorasick(needles or ["\0"]),
    )


def search_all(scene: Scene, searches: Searches) -> Iterator[Finding]:
    """Yield the findings of every pattern; a rule yields to another where both speak of one line."""
    lines = searches.lines(scene)
    taken: dict[int, str] = {}
    for searched in searches.searches:
        if not any(needle in lines for e in searched.expressions for needle in e.needles):
            continue
        hits = [hit for hit in hits_in(scene, searched, lines) if _free(scene, hit, searched, taken)]
        for hit in hits:
            taken.setdefault(scene.line(hit.start).start, searched.rule.id)
        yield from findings(scene, searched, hits)


def findings(scene: Scene, searched: Search, hits: Sequence[Hit]) -> Iterator[Finding]:
    """Yield one finding for each place, or one for all where the rule says so."""
    if len(hits) < searched.least or not hits:
        return
    if searched.one:
        yield finding(scene, searched.rule, hits[:SHOWN], note=searched.note, count=len(hits))
        return
    for hit in hits:
        yield finding(scene, searched.rule, [hit])


def _free(scene: Scene, hit: Hit, searched: Search, taken: Mapping[int, str]) -> bool:
    return not searched.yields or taken.get(scene.line(hit.start).start) not in searched.yields


def hits_in(scene: Scene, searched: Search, lines: Mapping[str, Sequence[Hit]]) -> list[Hit]:
    """Return where a rule's expressions match, in reading order, none inside another."""
    found: list[Hit] = []
    for expression in searched.expressions:
        for start, end in _ranges(scene, searched, expression, lines):
            for match in expression.regex.finditer(scene.text, start, end):
                hit = Hit(*match.span("quote" if match.groupdict().get("quote") is not None else 0))
                if _counts(scene, hit, searched):
                    found.append(hit)
    found.sort(key=lambda hit: (hit.start, -hit.end))
    return [hit for n, hit in enumerate(found) if not n or hit.start >= max(other.end for other in found[:n])]


def _ranges(
    scene: Scene, searched: Search, expression: Expression, lines: Mapping[str, Sequence[Hit]]
) -> Sequence[Hit]:
    """Return the lines that hold a needle, or whole sections for an expression that looks across lines."""
    near = {line.start: line for needle in expression.needles for line in lines.get(needle, ())}
    if not near or not expression.across:
        return sorted(near.values())
    if not searched.inside:
        return (Hit(0, len(scene.text)),)
    return [Hit(area.start, area.end) for area in scene.within(*searched.inside)]


def _counts(scene: Scene, hit: Hit, searched: Search) -> bool:
    line = scene.line(hit.start)
    if searched.prose and not PROSE.search(scene.text, line.start, line.end):
        return False
    roles = frozenset(scene.roles(hit.start))
    if roles & searched.outside or (searched.inside and not roles & searched.inside):
        return False
    if scene.in_table(hit):
        return False
    excepted = (m for regex in searched.exceptions for m in regex.finditer(scene.text, line.start, line.end))
    return not any(m.start() < hit.end and hit.start < m.end() for m in excepted)

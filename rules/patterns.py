"""Rules of kind ``pattern``: expressions searched in the folded text of a disclosure, limited by role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from rules import residue, user_patterns
from rules.errors import SpecError, nearest
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from extractor.template import Template
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

    Finder = Callable[[re.Pattern[str], str, int, int], Iterator[re.Match[str]]]

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
    quotes: bool
    """Whether a group of it, named ``quote``, is the place to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A rule's spec, compiled."""

    rule: Rule
    expressions: tuple[Expression, ...]
    needles: frozenset[str]
    """Those of all its expressions."""
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
            raise SpecError(f"未知的键“{key}”;{nearest(key, KEYS)}可用的键:{'、'.join(KEYS)}", at=(key,))
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
        if key not in {"needles", "regex", "across", residue.KEY}:
            raise SpecError(f"未知的键“{key}”;可用的键:needles、regex、across", at=(*at, key))
    if residue.KEY in item:
        residue.check(item, at=at)
    elif not strings(item, "needles"):
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
    for name, part in parts.items():
        if not isinstance(part, str):
            raise SpecError("应是文字", at=("parts", name))
    try:
        return re.compile(PART.sub(lambda m: f"(?:{parts[m[1]]})" if m[1] in parts else m[0], text), re.MULTILINE)
    except re.error as error:
        raise SpecError(f"不是合法的正则表达式:{error}", at=at) from error


def _expression(item: Mapping[str, object], regex: re.Pattern[str]) -> Expression:
    return Expression(strings(item, "needles"), regex, bool(item.get("across")), "quote" in regex.groupindex)


def compile_spec(rule: Rule, form: Template) -> Search:
    """Return the compiled spec of a rule, with the words that a form leaves over."""
    spec = rule.spec
    compiled = user_patterns.compiled if rule.own else _compile
    patterns = residue.filled(spec["patterns"], form)
    expressions = tuple(_expression(item, compiled(str(item["regex"]), spec)) for item in patterns)
    return Search(
        rule=rule,
        expressions=expressions,
        needles=frozenset(needle for expression in expressions for needle in expression.needles),
        exceptions=tuple(compiled(text, spec) for text in strings(spec, "except")),
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
    by_line: tuple[bool, ...]
    """Whether an expression searches the lines of this needle; of the others it is enough that they stand at all."""
    automaton: AhoCorasick

    def lines(self, scene: Scene) -> Mapping[str, Sequence[Hit]]:
        """Return the needles that stand in the text, with their lines: one pass for all rules."""
        found: dict[str, list[Hit]] = {}
        first, last, line = 0, 0, Hit(0, 0)
        for number, start, _ in self.automaton.find_matches_as_indexes(scene.text, overlapping=True):
            lines = found.setdefault(self.needles[number], [])
            if not self.by_line[number]:
                continue
            if not first <= start < last:
                first, last = line = scene.line(start)
            if not lines or lines[-1] is not line:
                lines.append(line)
        return found


def compile_all(rules: Iterable[Rule], form: Template) -> Searches:
    """Compile the rules of kind ``pattern`` for a form; those that yield to others come last."""
    compiled = [compile_spec(rule, form) for rule in rules if rule.kind == "pattern"]
    needles = sorted({needle for one in compiled for needle in one.needles})
    by_line = {needle for one in compiled for e in one.expressions if not e.across for needle in e.needles}
    return Searches(
        searches=tuple(sorted(compiled, key=lambda searched: len(searched.yields))),
        needles=tuple(needles),
        by_line=tuple(needle in by_line for needle in needles),
        automaton=AhoCorasick(needles or ["\0"], implementation=Implementation.DFA),
    )


def search_all(scene: Scene, searches: Searches, *, slow: Callable[[Rule], object]) -> Iterator[Finding]:
    """Yield the findings of every pattern; a rule yields to another where both speak of one line.

    ``slow`` is told of a user's rule that was given up because its expressions took too long.
    """
    lines = searches.lines(scene)
    taken: dict[int, str] = {}
    for searched in searches.searches:
        if searched.needles.isdisjoint(lines):
            continue
        try:
            hits = hits_in(scene, searched, lines)
        except user_patterns.TooSlowError:
            slow(searched.rule)
            continue
        if searched.yields:
            hits = [hit for hit in hits if taken.get(scene.line(hit.start).start) not in searched.yields]
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


def hits_in(scene: Scene, searched: Search, lines: Mapping[str, Sequence[Hit]]) -> list[Hit]:
    """Return where a rule's expressions match, in reading order, none inside another."""
    text = scene.text
    finditer = finder(searched.rule)
    found = [
        hit
        for expression in searched.expressions
        for start, end in _ranges(scene, searched, expression, lines)
        for match in finditer(expression.regex, text, start, end)
        if _counts(scene, hit := _place(match, expression), searched, finditer)
    ]
    found.sort(key=lambda hit: (hit.start, -hit.end))
    return list(_apart(found))


def finder(rule: Rule) -> Finder:
    """Return how the expressions of a rule are searched: those that users wrote with a limit on the time of all."""
    if not rule.own:
        return re.Pattern.finditer
    return partial(user_patterns.finditer, until=perf_counter() + user_patterns.SECONDS)


def _place(match: re.Match[str], expression: Expression) -> Hit:
    quoted = expression.quotes and match["quote"] is not None
    return Hit(*match.span("quote" if quoted else 0))


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the hits that begin where all before them have ended."""
    end = 0
    for hit in hits:
        if hit.start >= end:
            yield hit
        end = max(end, hit.end)


def _ranges(
    scene: Scene, searched: Search, expression: Expression, lines: Mapping[str, Sequence[Hit]]
) -> Sequence[Hit]:
    """Return the lines that hold a needle, or whole sections for an expression that looks across lines."""
    standing = [needle for needle in expression.needles if needle in lines]
    if not standing or not expression.across:
        return sorted({line for needle in standing for line in lines[needle]})
    if not searched.inside:
        return (Hit(0, len(scene.text)),)
    return [Hit(area.start, area.end) for area in scene.within(*searched.inside)]


def _counts(scene: Scene, hit: Hit, searched: Search, finditer: Finder) -> bool:
    if hit.start == hit.end:
        return False
    roles = scene.roles(hit.start)
    if not searched.outside.isdisjoint(roles) or (searched.inside and searched.inside.isdisjoint(roles)):
        return False
    if scene.in_table(hit):
        return False
    line = scene.line(hit.start)
    if searched.prose and not PROSE.search(scene.text, line.start, line.end):
        return False
    excepted = (m for regex in searched.exceptions for m in finditer(regex, scene.text, line.start, line.end))
    return not any(m.start() < hit.end and hit.start < m.end() for m in excepted)

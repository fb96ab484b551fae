"""Words of the vocabulary found in folded text in one pass; the longest name wins."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ahocorasick_rs import AhoCorasick


class Word(NamedTuple):
    """A word of the vocabulary at folded offsets: its class and what it stands for in that class."""

    start: int
    end: int
    sort: str
    value: Any


class Lexicon(NamedTuple):
    """An automaton over the words and what each of them is."""

    automaton: AhoCorasick
    entries: tuple[tuple[str, Any], ...]

    def find(self, text: str, *, start: int = 0, end: int | None = None) -> list[Word]:
        """Return the words of a text, or of a part of it, in reading order, none overlapping another."""
        piece = text if end is None else text[start:end]
        return [
            Word(start + at, start + to, *self.entries[index])
            for index, at, to in self.automaton.find_matches_as_indexes(piece)
        ]

    def find_outside(self, text: str, ranges: Iterable[tuple[int, int]]) -> list[Word]:
        """Return the words of a text that begin in none of the ranges, which are given in order."""
        entries, words = self.entries, []
        ends = iter([*ranges, (len(text), len(text) + 1)])
        start, end = next(ends)
        for index, at, to in self.automaton.find_matches_as_indexes(text):
            while end <= at:
                start, end = next(ends)
            if at < start:
                sort, value = entries[index]
                words.append(Word(at, to, sort, value))
        return words


def load(name: str) -> Any:
    """Read one vocabulary file."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(files("extractor.vocabulary").joinpath(name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - the safe loader, in C where it is built


_DIRECTIONS = {"up": 1, "down": -1, "unresolved": None}
_COMPARISONS = {"over": 1, "under": -1, "equal": 0, "unresolved_over": None}


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of the narrative: subjects, measures, verbs, comparisons and sentence ends."""
    words: dict[str, tuple[str, Any]] = {
        "。": ("stop", None),
        "。\n": ("break", None),
        "。\n\n": ("break", None),
        "\n": ("break", None),
        "\n\n": ("break", None),
        ";": ("semicolon", None),
    }
    groups = load("words.yaml")
    for measure, names in groups.pop("measures").items():
        words.update((name, ("measure", measure)) for name in names)
    for sort, names in groups.items():
        words.update((name, _entry(sort)) for name in names)
    words.update((name, ("subject", name)) for name in _subject_names())
    for names in load("accounts.yaml")["function_classes"].values():
        words.update((name, ("class", f"{name}支出")) for name in names)
        words.update((f"{name}支出", ("class", f"{name}支出")) for name in names)
    words.pop("其他", None)
    return _build(words)


@cache
def economic() -> Lexicon:
    """Return the lexicon of economic accounts, for the sentence that lists basic spending."""
    return _build(
        {name: ("economic", names[0]) for names in load("accounts.yaml")["economic"].values() for name in names}
    )


def _entry(sort: str) -> tuple[str, Any]:
    if sort in _DIRECTIONS:
        return "verb", _DIRECTIONS[sort]
    if sort in _COMPARISONS:
        return "comparison", _COMPARISONS[sort]
    return sort, None


def _subject_names() -> list[str]:
    data = load("indicators.yaml")
    names = [name for entry in data["indicators"] for name in entry["names"]]
    return [*names, *data["pairs"], *(name for table in data["in_role"].values() for name in table)]


def _build(words: Mapping[str, tuple[str, Any]]) -> Lexicon:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return Lexicon(AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest), tuple(words.values()))


@cache
def _tables() -> tuple[dict[str, tuple[str, ...]], dict[str, dict[str, tuple[str, ...]]]]:
    data = load("indicators.yaml")
    everywhere: dict[str, tuple[str, ...]] = {
        name: (entry["id"],) for entry in data["indicators"] for name in entry["names"]
    }
    everywhere.update({name: tuple(ids) for name, ids in data["pairs"].items()})
    in_role = {role: {name: _ids(value) for name, value in table.items()} for role, table in data["in_role"].items()}
    return everywhere, in_role


def _ids(value: str | list[str]) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(value)
    return (value,) if value else ()


@cache
def indicators(name: str, role: str | None) -> tuple[str, ...]:
    """Return the indicators a name stands for in a section of that role; none where it means nothing there."""
    everywhere, in_role = _tables()
    for pattern, table in in_role.items():
        matches = role is not None and (role == pattern or (pattern.endswith("*") and role.startswith(pattern[:-1])))
        if matches and name in table:
            return table[name]
    return everywhere.get(name, ())

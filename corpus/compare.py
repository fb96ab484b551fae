"""Prints how the extractor's figures differ from those read by hand (``python -m corpus.compare SEEDS``)."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from corpus import gold_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.gold_table import GoldFact, GoldFigure, GoldWord
    from extractor.fact import Extraction, Fact, Figure

Aspect = Literal["missing", "value", "unit", "approximate", "span", "fact", "why", "extra", "word"]

READING: Final = frozenset({"missing", "value", "unit"})
"""What must be right for every figure; the rest must be right for nearly all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One way in which one figure was read otherwise than by hand."""

    aspect: Aspect
    start: int
    printed: str
    expected: str
    found: str

    def __str__(self) -> str:
        place = f"{self.aspect:<11} {self.start:>6} {self.printed!r}"
        return f"{place}: expected {self.expected}, found {self.found}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All differences, with the number of figures that were compared."""

    figures: int
    differences: tuple[Difference, ...]

    @property
    def misread(self) -> tuple[Difference, ...]:
        """Differences of value and unit; none is allowed."""
        return tuple(d for d in self.differences if d.aspect in READING)

    @property
    def wrong(self) -> int:
        """How many figures differ in something; extra figures count, words do not."""
        return len({d.start for d in self.differences if d.aspect != "word"})

    @property
    def share_right(self) -> float:
        """The share of the figures that agree in everything."""
        return 1 - self.wrong / self.figures


def compare(extraction: Extraction, *, seed: str) -> Comparison:
    """Compare the third part of a seed with the table, figure by figure."""
    table = gold_table.figures(seed)
    facts = _facts_by_figure(extraction)
    found = _by_start(extraction.figures)
    differences: list[Difference] = []
    met: set[str] = set()
    for gold in table:
        figure = _at(found, gold)
        if figure is not None:
            met.add(figure.id)
            differences += _of_figure(gold, figure, facts.get(figure.id, ()))
        elif not gold.optional:
            differences.append(_difference("missing", gold, gold.printed, "nothing"))
    differences += _extra(extraction.figures, table, facts, met)
    differences += _of_words(gold_table.words(seed), extraction.facts)
    differences.sort(key=lambda d: d.start)
    return Comparison(figures=sum(not gold.optional for gold in table), differences=tuple(differences))


def compare_readings(extraction: Extraction, *, seed: str) -> Comparison:
    """Compare value, unit and approximation of every amount and percentage of a whole seed."""
    table = gold_table.amounts_and_percentages(seed)
    found = _by_start(extraction.figures)
    differences: list[Difference] = []
    for gold in table:
        figure = _at(found, gold)
        if figure is None:
            differences.append(_difference("missing", gold, gold.printed, "nothing"))
        else:
            differences += _of_reading(gold, figure)
    return Comparison(figures=len(table), differences=tuple(differences))


def _by_start(figures: Iterable[Figure]) -> Sequence[Figure]:
    return sorted((figure for figure in figures if not figure.word), key=lambda figure: figure.span.start)


def _at(figures: Sequence[Figure], gold: GoldFigure) -> Figure | None:
    return next((figure for figure in figures if figure.span.meets(gold.span)), None)


def _facts_by_figure(extraction: Extraction) -> dict[str, tuple[Fact, ...]]:
    facts: dict[str, tuple[Fact, ...]] = {}
    for fact in extraction.facts:
        facts[fact.figure.id] = (*facts.get(fact.figure.id, ()), fact)
    return facts


def _difference(aspect: Aspect, gold: GoldFigure | GoldWord, expected: object, found: object) -> Difference:
    return Difference(
        aspect=aspect, start=gold.span.start, printed=gold.printed, expected=str(expected), found=str(found)
    )


def _of_reading(gold: GoldFigure, figure: Figure) -> Iterable[Difference]:
    quantity = figure.quantity
    if quantity is None:
        yield _difference("value", gold, gold.value, f"unread, {figure.why}")
        return
    if quantity.value != gold.value or quantity.kind != gold.kind:
        yield _difference("value", gold, f"{gold.kind} {gold.value}", f"{quantity.kind} {quantity.value}")
    if _unit(quantity.unit) != _unit(gold.unit) and not gold.damaged:
        yield _difference("unit", gold, gold.unit, quantity.unit)
    if quantity.approximate != gold.approximate:
        yield _difference("approximate", gold, gold.approximate, quantity.approximate)


def _unit(unit: str) -> str:
    # 万 and 亿 before a counting word belong to the value (1.5万项 is 15000 项)
    bare = unit.replace(" ", "")
    return bare if bare.endswith("元") else bare.lstrip("万亿多余")


def _of_figure(gold: GoldFigure, figure: Figure, facts: Sequence[Fact]) -> Iterable[Difference]:
    yield from _of_reading(gold, figure)
    if figure.span != gold.span and not gold.damaged:
        yield _difference("span", gold, gold.printed, figure.printed)
    missing = [fact for fact in gold.facts if not any(_same(fact, other) for other in facts)]
    known = (*gold.facts, *gold.accepted)
    strange = [fact for fact in facts if not any(_same(other, fact) for other in known)]
    if missing or strange:
        expected = " + ".join(map(_show_gold, gold.facts)) or f"no fact ({gold.why})"
        yield _difference("fact", gold, expected, " + ".join(map(_show, facts)) or f"no fact ({figure.why})")
    elif not facts and figure.why != gold.why and not gold.optional:
        yield _difference("why", gold, gold.why, figure.why)


def _same(gold: GoldFact, fact: Fact) -> bool:
    if gold.key != _key(fact) or gold.year != fact.year or gold.scope != fact.scope:
        return False
    # a change whose verb is an unresolved alternative has no direction to be read
    return gold.direction is None or gold.direction == fact.direction


def _key(fact: Fact) -> str:
    subject = fact.subject
    return gold_table.key(indicator=subject.indicator, account=subject.account, measure=fact.measure, base=fact.base)


def _show(fact: Fact) -> str:
    return f"{_key(fact)} {fact.year} {_sign(fact.direction)}{fact.scope}"


def _show_gold(fact: GoldFact) -> str:
    return f"{fact.key} {fact.year} {_sign(fact.direction)}{fact.scope}"


def _sign(direction: int | None) -> str:
    return "" if direction is None else {1: "+", -1: "-", 0: "="}[direction]


def _extra(
    figures: Iterable[Figure], table: Sequence[GoldFigure], facts: dict[str, tuple[Fact, ...]], met: set[str]
) -> Iterable[Difference]:
    first, last = table[0].span.start, table[-1].span.end
    for figure in figures:
        outside = not first <= figure.span.start < last
        # 一名, 三个方面: numbers in words are left to the extractor, as long as they state no fact
        in_words = not any(c.isascii() and c.isdigit() for c in figure.printed) and figure.id not in facts
        if figure.id in met or figure.word or outside or in_words:
            continue
        found = " + ".join(map(_show, facts.get(figure.id, ()))) or f"no fact ({figure.why})"
        start = figure.span.start
        yield Difference(aspect="extra", start=start, printed=figure.printed, expected="no figure", found=found)


def _of_words(table: Iterable[GoldWord], facts: Iterable[Fact]) -> Iterable[Difference]:
    by_word = [fact for fact in facts if fact.figure.word]
    for gold in table:
        if "budget" in gold.meaning:  # 大于, 小于, 等于 compare two figures and need no fact of their own
            continue
        here = [fact for fact in by_word if fact.figure.span.meets(gold.span)]
        subjects = {fact.indicator for fact in gold.facts}
        if not subjects <= {fact.subject.indicator for fact in here}:
            found = " + ".join(map(_show, here)) or "nothing"
            yield _difference("word", gold, " + ".join(map(_show_gold, gold.facts)), found)


def main(seeds: Path) -> None:
    """Print the differences of both seeds under a folder."""
    # imported here so that reading the table needs no recognizers
    from extractor.extracting import extract
    from extractor.reading import load, read

    for seed, name in gold_table.SEEDS.items():
        extraction = extract(read(load(seeds / name)))
        for title, result in (
            ("third part", compare(extraction, seed=seed)),
            ("amounts and percentages", compare_readings(extraction, seed=seed)),
        ):
            lines = [f"{seed} {title}: {result.share_right:.2%} of {result.figures} figures agree"]
            lines += [f"  {difference}" for difference in result.differences]
            sys.stdout.buffer.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))

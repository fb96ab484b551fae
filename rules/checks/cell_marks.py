"""Cells whose number cannot be right as printed: a count with decimals, or what is no number at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.tabular import finding_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.fact import Extraction, Figure
    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("fault",)
"""``fraction``: a count of things that is not whole; ``garbled``: digits that make up no number."""

GARBLED: Final = ("数字写法不清", "一格里可能有几个数")


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding with all such cells."""
    if not scene.leads:
        return
    seek = _fractions if rule.spec["fault"] == "fraction" else _garbled
    figures = list({figure.id: figure for figure in seek(scene.extraction)}.values())
    if figures:
        quotes = "、".join(dict.fromkeys("".join(figure.printed.split()) for figure in figures))
        anchors = [figure.anchor for figure in figures]
        yield finding_at(scene, rule, anchors, known=(quotes,), note="这一格也是", quotes=quotes)


def _fractions(extraction: Extraction) -> Iterator[Figure]:
    for fact in extraction.facts:
        if fact.cell is not None and fact.measure == "count" and fact.figure.quantity is not None:
            whole, _, fraction = fact.quantity.digits.partition(".")
            if fraction.strip("0") and whole:
                yield fact.figure


def _garbled(extraction: Extraction) -> Iterator[Figure]:
    return (figure for figure in extraction.figures if figure.why is not None and figure.why.startswith(GARBLED))

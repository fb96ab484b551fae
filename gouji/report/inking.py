"""Stretches of a text as HTML: what a disclosure says is escaped here, once, and never becomes markup."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from gouji.report import view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouji.report.marking import Leaf, Run


def inked(runs: Iterable[Run], text: int) -> str:
    """Return runs as HTML; ``text`` is the number of the document they stand in."""
    return "".join([_run(run, text) for run in runs])


def _run(run: Run, text: int) -> str:
    inner = "".join([_leaf(leaf, text) for leaf in run.leaves])
    if run.figure is None:
        return inner
    return (
        f'<span class="fig {run.status}" role="button" tabindex="{-1 if run.figure else 0}" '
        f'data-figure="{run.figure}" title="{view.FIGURES[run.status]}">{inner}</span>'
    )


def _leaf(leaf: Leaf, text: int) -> str:
    places = "".join([f'<span class="at" id="m{number}"></span>' for number in leaf.begins])
    if not leaf.findings and not leaf.notes:
        return places + escape(leaf.text)
    findings, notes = (" ".join(map(str, numbers)) for numbers in (leaf.findings, leaf.notes))
    return (
        f'{places}<mark class="{leaf.severity or "noted"}" data-at="{text}-{leaf.start}" '
        f'data-findings="{findings}" data-notes="{notes}">{escape(leaf.text)}</mark>'
    )

"""The named references: JioNLP and Recognizers-Text, each as functions over a text."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from decimal import Decimal, InvalidOperation, localcontext
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Reading(NamedTuple):
    """A number as a tool read it; money in 元, percentages in %."""

    start: int
    value: Decimal


class Rival(NamedTuple):
    """A tool: what is timed, and what it reads of either kind (None where it does not read that kind)."""

    name: str
    run: Callable[[str], object]
    amounts: Callable[[str], list[Reading]] | None
    percentages: Callable[[str], list[Reading]] | None


def rivals() -> tuple[Rival, ...]:
    """Return the references that are installed."""
    return tuple(rival for rival in (_jionlp(), _recognizers()) if rival is not None)


def _jionlp() -> Rival | None:
    try:
        # It prints while it loads; its dictionaries come with the package, so no network is needed.
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jionlp
    except ImportError:
        return None
    extract = jionlp.ner.extract_money

    def amounts(text: str) -> list[Reading]:
        return [
            Reading(found["offset"][0], value)
            for found in extract(text, with_parsing=True)
            if (value := _number(found["detail"]["num"])) is not None
        ]

    return Rival("JioNLP extract_money", extract, amounts, None)


def _recognizers() -> Rival | None:
    try:
        # Importing it cuts the precision of all decimals of the process to 15 digits: its own keep that, ours not.
        with localcontext(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from recognizers_number import Culture, recognize_percentage
            from recognizers_number_with_unit import recognize_currency
    except ImportError:
        return None

    def run(text: str) -> tuple[Any, Any]:
        with localcontext() as context:
            context.prec = 15
            return recognize_currency(text, Culture.Chinese), recognize_percentage(text, Culture.Chinese)

    def amounts(text: str) -> list[Reading]:
        return _resolved(run(text)[0])

    def percentages(text: str) -> list[Reading]:
        return _resolved(run(text)[1])

    return Rival("Recognizers-Text currency + percentage", run, amounts, percentages)


def _resolved(results: Iterable[Any]) -> list[Reading]:
    found = ((result.start, (result.resolution or {}).get("value")) for result in results)
    return [Reading(start, value) for start, said in found if (value := _number(said)) is not None]


def _number(said: object) -> Decimal | None:
    try:
        return Decimal(re.sub(r"[,%\s]", "", str(said)))
    except InvalidOperation:
        return None

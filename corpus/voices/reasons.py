"""Reasons in our own words that fit what they explain: by direction, by what is asked, by what is spoken of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import yaml

from corpus.voices.marks import Mark, Said, joined
from corpus.voices.subject import count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from corpus.voices.subject import Subject

_FILE: Final = Path(__file__).with_name("reasons.yaml")
_SIGNS: Final = {"+": 1, "-": -1, "0": 0}
_SLOT: Final = re.compile(r"\{(n|task|use)\}")
_NO_CARS: Final = "没有配备车辆"
_TWO: Final = 0.25
"""How many reasons come in two limbs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One way to explain something."""

    kind: str
    sign: int
    about: Literal["change", "budget", "any"]
    of: frozenset[str]
    text: str
    zero: bool
    """Whether it explains that nothing was spent, and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """The reasons of one document; one that was given is not given again while there are others."""

    rng: Random
    reasons: tuple[Reason, ...]
    tasks: Sequence[str]
    has_cars: bool
    used: set[str] = field(default_factory=set)


def stock(rng: Random, *, tasks: Sequence[str], has_cars: bool) -> Stock:
    """Return the reasons that a document may give."""
    return Stock(rng=rng, reasons=library(), tasks=tasks, has_cars=has_cars)


@cache
def library() -> tuple[Reason, ...]:
    """Return every reason of the data file."""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Reason(
            kind=r["kind"],
            sign=_SIGNS[r["sign"]],
            about=r["about"],
            of=frozenset(r["of"]),
            text=r["text"],
            zero=r.get("zero", False),
        )
        for r in rows
    )


def give(stock: Stock, subject: Subject, *, budget: bool, full_width: bool) -> Said:
    """Return a reason for the change of a subject, or for its deviation from the budget, marked."""
    sign = subject.against if budget else subject.change
    fitting = [reason for reason in stock.reasons if _fits(reason, stock, subject, sign, budget=budget)]
    fresh = [reason for reason in fitting if reason.text not in stock.used] or fitting
    chosen = stock.rng.sample(fresh, k=min(len(fresh), 2 if stock.rng.random() < _TWO else 1))
    stock.used.update(reason.text for reason in chosen)
    limbs = [_worded(stock, reason, subject, full_width=full_width) for reason in chosen]
    if len(limbs) > 1:
        marks = "；" if full_width else ";"
        said = joined([Said("一是"), limbs[0], Said(f"{marks}二是"), limbs[1]])
    else:
        said = limbs[0]
    measure, base = ("completion", subject.plan) if budget else ("delta", "prior")
    whole = Mark(
        start=0,
        end=len(said.text),
        kind="reason",
        says=subject.sayings(measure, base=base, direction=sign),
        note="+".join(reason.kind for reason in chosen),
    )
    return Said(said.text, (whole, *said.marks))


def _fits(reason: Reason, stock: Stock, subject: Subject, sign: int, *, budget: bool) -> bool:
    asked = reason.about in {"any", "budget" if budget else "change"}
    known = "{task}" not in reason.text or bool(stock.tasks) or bool(subject.use)
    cars = reason.text != _NO_CARS or not stock.has_cars
    nothing = reason.zero is (not subject.now and sign < 0)
    return asked and known and cars and nothing and reason.sign == sign and subject.topic in reason.of


def _worded(stock: Stock, reason: Reason, subject: Subject, *, full_width: bool) -> Said:
    own = subject.topic in {"task", "fund"} and subject.use
    task = subject.use if own or not stock.tasks else stock.rng.choice(stock.tasks)
    pieces: list[Said] = []
    for number, part in enumerate(_SLOT.split(reason.text.replace(",", "，") if full_width else reason.text)):
        if number % 2 == 0:
            pieces.append(Said(part))
        elif part == "n":
            pieces.append(count(stock.rng.randint(1, 6), (), "原因中的数"))
        else:
            pieces.append(Said(task if part == "task" else subject.use))
    return joined(pieces)

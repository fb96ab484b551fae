"""Fills the phrases: ``{subject.figure}`` from the books, one wording of several for a whole document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from corpus.voices import reasons
from corpus.voices.marks import Said, joined
from corpus.voices.subject import Subject, figure, word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from corpus.voices.reasons import Stock

_HERE: Final = Path(__file__).parent
_SLOT: Final = re.compile(r"\{(?P<subject>\w+)(?:\.(?P<what>\w+))?\}")
_FULL: Final = str.maketrans(",:()", "，：（）")
_WORDS: Final = frozenset({"verb", "rverb", "span", "ratio", "bare", "share_of_change", "compare"})
_CHOICES: Final = {"versus": 3, "item": 1, "source": 1, "use": 1, "class": 1, "because": 2, "planned": 2}
"""How many wordings of a list one document uses; where it is not listed, all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """One document being written: its choices, its books' words, and the reasons it has not used yet."""

    rng: Random
    phrases: Mapping[str, list[str]]
    words: Mapping[str, str]
    """``Y``, ``Y1``, ``name``, ``kind``."""
    full_width: bool
    stock: Stock
    subjects: dict[str, Subject] = field(default_factory=dict)
    lists: dict[str, Said] = field(default_factory=dict)


def teller(rng: Random, *, words: Mapping[str, str], stock: Stock) -> Teller:
    """Return a teller that has made its choices among the wordings."""
    kept = {name: _some(rng, name, texts) for name, texts in _phrases().items()}
    return Teller(rng=rng, phrases=kept, words=words, full_width=rng.random() < 0.7, stock=stock)  # noqa: PLR2004  most


@cache
def _phrases() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.safe_load((_HERE / "phrases.yaml").read_text(encoding="utf-8"))
    return loaded


def _some(rng: Random, name: str, texts: list[str]) -> list[str]:
    return rng.sample(texts, k=min(len(texts), _CHOICES.get(name, len(texts))))


def say(told: Teller, name: str, x: Subject | None = None, **words: str) -> Said:
    """Return one wording of a list of phrases, filled; ``x`` is the subject it speaks of."""
    return fill(told, told.rng.choice(told.phrases[name]), x, **words)


def fill(told: Teller, phrase: str, x: Subject | None = None, **words: str) -> Said:
    """Return a phrase with its slots filled."""
    pieces: list[Said] = []
    at = 0
    for slot in _SLOT.finditer(phrase):
        pieces.append(Said(plain(told, phrase[at : slot.start()])))
        piece = _slot(told, slot["subject"], slot["what"], x, words)
        if piece.text.startswith("一是") and pieces[-1].text.endswith(("是", "为")):
            pieces.append(Said(plain(told, ":")))
        pieces.append(piece)
        at = slot.end()
    pieces.append(Said(plain(told, phrase[at:])))
    return joined(pieces)


def plain(told: Teller, words: str) -> str:
    """Return words with the punctuation of the document."""
    return words.translate(_FULL) if told.full_width else words.replace("；", ";")


def _slot(told: Teller, name: str, what: str | None, x: Subject | None, words: Mapping[str, str]) -> Said:
    if what is None:
        if name in told.lists:
            return told.lists[name]
        return Said(plain(told, words[name] if name in words else told.words[name]))
    subject = x if name == "x" else told.subjects[name]
    if subject is None:
        raise ValueError(f"a phrase speaks of {name!r} without a subject")
    return _about(told, subject, what)


def _about(told: Teller, subject: Subject, what: str) -> Said:
    if what in {"versus", "because", "planned", "planned_why"}:
        return _compared(told, subject, what)
    if what in {"why", "why_budget"}:
        return reasons.give(told.stock, subject, budget=what == "why_budget", full_width=told.full_width)
    words = _word(subject, what)
    return figure(subject, what) if words is None else Said(plain(told, words))


def _word(subject: Subject, what: str) -> str | None:
    """Return what a slot holds where it is no figure."""
    if what in _WORDS:
        return word(subject, what)
    if what == "each":
        return "各" if len(subject.indicators) > 1 else ""
    if what == "path":
        return _path(subject)
    return {"title": subject.title, "name": subject.title, "use": subject.use}.get(what)


def _path(subject: Subject) -> str:
    one, two, three = subject.account.split("/")
    return f"{one}(类){two}(款){three}(项)"


def _compared(told: Teller, subject: Subject, what: str) -> Said:
    plan = {"plan": "全年" if subject.plan == "budgetFY" else "年初"}
    if what == "planned":
        return say(told, "planned" if subject.budget else "planned_zero", subject, **plan)
    if what == "planned_why":
        return say(told, "planned_why" if subject.against else "planned_equal", subject, **plan)
    if what == "because":
        return say(told, "because", subject) if subject.change else Said(plain(told, "与上年的安排相同"))
    if not subject.change:
        return say(told, "versus_equal", subject)
    return say(told, "versus" if subject.prior else "versus_zero", subject)


@cache
def voices() -> dict[str, Any]:
    """Return the voices of the data file."""
    loaded: dict[str, Any] = yaml.safe_load((_HERE / "voices.yaml").read_text(encoding="utf-8"))
    return loaded

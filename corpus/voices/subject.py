"""What a sentence speaks of: the amounts of one indicator, and how each is printed and marked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from corpus.voices.marks import Mark, Said, Saying

if TYPE_CHECKING:
    from corpus.sheets import Money

_WORDS: Final = {
    "verb": ("增加", "减少"),
    "rverb": ("增长", "下降"),
    "span": ("增幅", "降幅"),
    "ratio": ("增长率", "减少率"),
    "bare": ("增", "减"),
    "share_of_change": ("增加比例", "减少比例"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one document prints its figures."""

    money: Money
    decimals: int = 2
    """Places of percentages."""
    stripped: bool = False
    """Whether zeros at the end are left out: 12.1万元."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One or two indicators that share a figure."""

    indicators: tuple[str, ...]
    year: int
    style: Style
    now: int
    """In 分, or a number of things."""
    title: str = ""
    account: str = ""
    prior: int | None = None
    budget: int | None = None
    plan: str = "budget0"
    """The measure of its budget: ``budget0``, ``budgetFY``."""
    whole: tuple[str, int] | None = None
    """The indicator and the amount it is a share of."""
    topic: str = ""
    """What kind of reasons fit: ``of`` in ``reasons.yaml``."""
    use: str = ""

    @property
    def change(self) -> int:
        """The direction of the change on last year."""
        before = self.now if self.prior is None else self.prior
        return (self.now > before) - (self.now < before)

    @property
    def against(self) -> int:
        """The direction of what was spent against what was planned."""
        planned = self.now if self.budget is None else self.budget
        return (self.now > planned) - (self.now < planned)

    def sayings(self, measure: str, *, base: str | None = None, direction: int | None = None) -> tuple[Saying, ...]:
        """Return what a figure of this subject says."""
        return tuple(
            Saying(indicator=one, account=self.account, measure=measure, year=self.year, base=base, direction=direction)
            for one in self.indicators
        )


def word(subject: Subject, name: str) -> str:
    """Return a word that depends on the direction of the change, or of the deviation from the budget."""
    if name == "compare":
        return {1: "大于", -1: "小于", 0: "等于"}[subject.against]
    return _WORDS[name][subject.change < 0]


def figure(subject: Subject, name: str) -> Said:
    """Return a figure of a subject as it is printed."""
    return _FIGURES[name](subject)


def _now(subject: Subject) -> Said:
    return amount(subject.now, subject.style, subject.sayings("final"))


def _prior(subject: Subject) -> Said:
    return amount(subject.prior or 0, subject.style, subject.sayings("prior"))


def _budget(subject: Subject) -> Said:
    return amount(subject.budget or 0, subject.style, subject.sayings(subject.plan))


def _delta(subject: Subject) -> Said:
    says = subject.sayings("delta", base="prior", direction=subject.change)
    return amount(abs(subject.now - (subject.prior or 0)), subject.style, says)


def _rate(subject: Subject) -> Said:
    prior = subject.prior or 0
    says = subject.sayings("rate", base="prior", direction=subject.change)
    return percent(abs(subject.now - prior), prior, subject.style, says)


def _done(subject: Subject) -> Said:
    says = subject.sayings("completion", base=subject.plan)
    return percent(subject.now, subject.budget or 0, subject.style, says)


def _share(subject: Subject) -> Said:
    base, whole = subject.whole or ("", 0)
    return percent(subject.now, whole, subject.style, subject.sayings("share", base=base))


def _count(subject: Subject) -> Said:
    return count(subject.now, subject.sayings("count"))


_FIGURES: Final = {
    "now": _now,
    "prior": _prior,
    "budget": _budget,
    "delta": _delta,
    "rate": _rate,
    "done": _done,
    "share": _share,
    "count": _count,
}


def amount(fen: int, style: Style, says: tuple[Saying, ...]) -> Said:
    """Return an amount with its unit: 1268.35万元."""
    digits = style.money.printed(fen) if fen else "0.00"
    if style.stripped:
        digits = digits.rstrip("0").rstrip(".")
    text = digits + style.money.unit
    scale = 10_000 if style.money.unit == "万元" else 1
    value = Decimal(digits.replace(",", "")) * scale
    return Said(text, (Mark(start=0, end=len(text), kind="amount", value=value, unit=style.money.unit, says=says),))


def percent(part: int, whole: int, style: Style, says: tuple[Saying, ...]) -> Said:
    """Return a percentage rounded half up; of nothing it is none."""
    power = 10**style.decimals
    units = (200 * power * part + whole) // (2 * whole) if whole else 0
    digits = f"{units // power}.{units % power:0{style.decimals}}"
    if style.stripped:
        digits = digits.rstrip("0").rstrip(".")
    text = f"{digits}%"
    return Said(text, (Mark(start=0, end=len(text), kind="percent", value=Decimal(digits), unit="%", says=says),))


def count(things: int, says: tuple[Saying, ...], note: str = "") -> Said:
    """Return a number of things; its unit is the word that follows."""
    text = str(things)
    return Said(text, (Mark(start=0, end=len(text), kind="count", value=Decimal(things), says=says, note=note),))

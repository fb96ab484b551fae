"""Maps the hand checks of the seeds to the product's verdicts (``python -m corpus.hand_checks SEEDS``)."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import yaml

from corpus import gold_table
from corpus.hand_page import page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extractor.fact import Extraction, Fact
    from rules.finding import Outcome, Verdict

State = Literal["as_printed", "repaired"]

STATES: Final[tuple[State, ...]] = ("as_printed", "repaired")
NO_SEATS: Final = frozenset({"word"})
"""Seats in the table that hold no fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandRelation:
    """One relation of a hand check: what sits in it, and the outcome worked out by hand."""

    check: str
    seed: str
    about: str
    kind: str
    family: str
    seats: frozenset[str]
    """Facts as ``indicator[account] measure/base``."""
    expected: Mapping[State, str]
    accepted: frozenset[str]
    soft: bool
    """A rule for it may be missing."""
    by_finding: bool
    """Words decide it, so a finding shows it and no verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A hand relation beside the verdict that judges it; no verdict where none sits on its facts."""

    relation: HandRelation
    state: State
    verdict: Verdict | None

    @property
    def agrees(self) -> bool:
        """Whether the product says what the hand check says, or is rightly silent."""
        if self.verdict is None:
            return self.relation.soft or self.relation.by_finding
        return self.verdict.outcome in {self.relation.expected[self.state], *self.relation.accepted}

    def __str__(self) -> str:
        relation, verdict = self.relation, self.verdict
        found = "no verdict" if verdict is None else f"{verdict.rule} {verdict.outcome} ({verdict.formula})"
        seats = ", ".join(sorted(relation.seats))
        expected = relation.expected[self.state]
        return f"{relation.check} {relation.kind} {self.state}: expected {expected}, found {found} — {seats}"


def hand_relations() -> tuple[HandRelation, ...]:
    """Return every relation of every hand check that figures decide."""
    return tuple(_relation(check, relation) for check in _table()["checks"] for relation in check["relations"])


def undecided() -> tuple[Mapping[str, str], ...]:
    """Return the hand checks that no relation between figures decides, with why."""
    return tuple(_table()["undecided"])


def settle(
    relations: Iterable[HandRelation], extraction: Extraction, verdicts: Sequence[Verdict], state: State
) -> tuple[Settled, ...]:
    """Find for each hand relation the verdict that sits on its facts."""
    facts = [fact for fact in extraction.facts if not fact.figure.word]
    # a printed zero may be left out of a sum
    zero = {_key(fact) for fact in facts if fact.quantity.is_zero}
    named = _names(facts)
    sitting = [
        ([named[fact.figure.id] for fact in verdict.facts if fact.figure.id in named], verdict) for verdict in verdicts
    ]
    settled = []
    for relation in relations:
        needed = relation.seats - zero or relation.seats
        fitting = [verdict for names, verdict in sitting if _sits(names, needed, relation.seats)]
        settled.append(Settled(relation=relation, state=state, verdict=_best(relation, fitting, state)))
    return tuple(settled)


def _names(facts: Iterable[Fact]) -> Mapping[str, frozenset[str]]:
    # 收、支总计均为: one figure carries two facts, and the product judges it once
    names: dict[str, frozenset[str]] = {}
    for fact in facts:
        names[fact.figure.id] = names.get(fact.figure.id, frozenset()) | {_key(fact)}
    return names


def _sits(names: Sequence[frozenset[str]], needed: frozenset[str], seats: frozenset[str]) -> bool:
    everything: frozenset[str] = frozenset().union(*names)
    return bool(names) and needed <= everything and all(figure & seats for figure in names)


def repaired(text: str) -> str:
    """Return the text of seed 000 with its two unit slips repaired."""
    slips = [figure for figure in gold_table.figures("000") if figure.unit == "元"]
    for figure in reversed(slips):
        cut = figure.span.end - len("元")
        text = f"{text[:cut]}万{text[cut:]}"
    return text


def settle_seed(path: Path, *, seed: str, state: State) -> tuple[Settled, ...]:
    """Audit a seed as printed or repaired and settle its hand relations."""
    # imported here so that reading the table loads no rules
    from extractor.extracting import extract
    from extractor.reading import from_bytes, read
    from rules.bind import bind
    from rules.engine import judge
    from rules.load import rulebook

    text = path.read_bytes().decode("utf-8")
    if state == "repaired" and seed == "000":
        text = repaired(text)
    extraction = extract(read(from_bytes(text.encode(), path=path.name)))
    relations = [relation for relation in hand_relations() if relation.seed == seed]
    return settle(relations, extraction, judge(bind(extraction, rulebook())), state)


def settle_all(seeds: Path) -> tuple[Settled, ...]:
    """Settle the hand relations of both seeds, as printed and repaired."""
    return tuple(
        settled
        for seed, name in gold_table.SEEDS.items()
        for state in STATES
        for settled in settle_seed(seeds / name, seed=seed, state=state)
    )


def render(settled: Sequence[Settled]) -> str:
    """Return the page ``docs/hand-checks.md``."""
    return page(settled, undecided())


def _table() -> Mapping[str, Any]:
    text = (gold_table.FOLDER / "checks.yaml").read_text(encoding="utf-8")
    table: Mapping[str, Any] = yaml.safe_load(text)
    return table


def _relation(check: Mapping[str, Any], relation: Mapping[str, Any]) -> HandRelation:
    seats = frozenset(
        _bare(key)
        for name, value in relation["seats"].items()
        if name not in NO_SEATS
        for key in (value if isinstance(value, list) else [value])
    )
    return HandRelation(
        check=check["id"],
        seed=check["seed"],
        about=check["about"],
        kind=relation["kind"],
        family=check["family"],
        seats=seats,
        expected={state: relation[state] for state in STATES},
        accepted=frozenset(relation.get("accept", ())),
        soft=relation.get("soft", False),
        by_finding=relation.get("via") == "finding",
    )


def _bare(seat: str) -> str:
    subject, _, rest = seat.rpartition(" ")
    measure, _, base = rest.partition("/")
    indicator, _, account = subject.partition("[")
    return gold_table.key(indicator=indicator, account=account.removesuffix("]"), measure=measure, base=base or None)


def _key(fact: Fact) -> str:
    subject = fact.subject
    return gold_table.key(indicator=subject.indicator, account=subject.account, measure=fact.measure, base=fact.base)


def _best(relation: HandRelation, fitting: Sequence[Verdict], state: State) -> Verdict | None:
    # One figure printed in several places gives several verdicts: one that differs from the hand check must
    # be seen first, unless the relation is of another kind on the same facts (equal and at most).
    expected = relation.expected[state]
    good: set[Outcome | str] = {expected, *relation.accepted}
    ranked = sorted(fitting, key=lambda verdict: (verdict.outcome != expected, verdict.rule))
    agreeing = {verdict.rule for verdict in ranked if verdict.outcome in good}
    contrary = [v for v in ranked if v.outcome not in good and (v.rule in agreeing or not agreeing)]
    accepted = [verdict for verdict in ranked if verdict.outcome in good]
    return next(iter(contrary or accepted), None)


def main(seeds: Path) -> None:
    """Print the page, ready to be stored."""
    sys.stdout.buffer.write(render(settle_all(seeds)).encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))

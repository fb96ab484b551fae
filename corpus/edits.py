"""Plants slips in disclosures and counts how often the very figure is named (``python -m corpus.edits PATH…``)."""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.slips import SLIPS, plant
from corpus.standing import Standing, standings
from extractor import reading
from gouji.auditing import audit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from corpus.slips import Edit
    from extractor.anchor import Span
    from gouji.auditing import Audit
    from rules.finding import Finding

SEED: Final = 20230917
PAIRS: Final = 100

MEANINGS: Final[Mapping[str, str]] = {
    "first": "the very figure first",
    "tie": "a stated tie that contains it",
    "other": "another figure accused",
    "missed": "not detected",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One edit and what the audit made of it."""

    path: str
    edit: Edit
    refuted: int
    """How many relations of its figure, each taken alone, fail with the misprint in them."""
    relations: int
    result: str
    """A key of ``MEANINGS``."""
    accused: tuple[str, ...] = ()
    """What stood first in the new findings, where it is not the edited figure."""

    @property
    def outside(self) -> bool:
        """Whether the misprint lies outside the intervals of all its relations."""
        return self.refuted == self.relations


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A disclosure made sound: its text, its audit, and the figures that stand in several relations."""

    path: str
    text: str
    audit: Audit
    standings: tuple[Standing, ...]


def prepare(path: Path) -> Ground:
    """Read a disclosure and repair the unit slips that the audit itself names, until it names no more."""
    text = reading.read(reading.load(path)).text
    found = _audited(text, path.stem)
    while slips := list(_unit_slips(found)):
        for span, replacement in sorted(slips, key=lambda slip: -slip[0].start):
            text = text[: span.start] + replacement + text[span.end :]
        found = _audited(text, path.stem)
    return Ground(
        path=path.stem, text=found.document.text if found.document else text, audit=found, standings=standings(found)
    )


def _audited(text: str, name: str) -> Audit:
    """Audit a text as a plain text file, whatever format it was first read from."""
    return audit(text.encode(), name=f"{name}.txt")


def _unit_slips(found: Audit) -> Iterator[tuple[Span, str]]:
    for finding in found.findings:
        for suspect in finding.suspects[:1]:
            if suspect.slip == "unit" and suspect.replacement is not None:
                yield suspect.anchor.span, suspect.replacement


def edits(ground: Ground, rng: random.Random) -> Iterator[tuple[Standing, Edit]]:
    """Yield one misprint of every kind for every figure, drawn from all that the kind can make of it."""
    for standing in ground.standings:
        for slip in SLIPS:
            word = standing.verb if slip == "sign" else standing.span
            planted = plant(slip, ground.text[word.start : word.end], word.start) if word else ()
            if planted and standing.stands(slip):
                yield standing, rng.choice(planted)


def attempt(ground: Ground, standing: Standing, edit: Edit) -> Trial:
    """Audit a disclosure with one slip in it."""
    after = _audited(edit.apply(ground.text), ground.path)
    new = _new(ground, after)
    result = _result(new, edit.after)
    accused = () if result == "first" else tuple(_first_printed(new))
    refuted, count = standing.refuting(edit)
    return Trial(path=ground.path, edit=edit, refuted=refuted, relations=count, result=result, accused=accused)


def _new(ground: Ground, after: Audit) -> tuple[Finding, ...]:
    """Return the findings, but for mere information, that were not there before."""
    known = {finding.fingerprint for finding in ground.audit.findings}
    return tuple(
        finding for finding in after.findings if finding.severity != "info" and finding.fingerprint not in known
    )


def _result(new: Sequence[Finding], place: Span) -> str:
    if not new:
        return "missed"
    first = ranked = False
    for finding in new:
        for number, suspect in enumerate(finding.suspects):
            if suspect.anchor.span.meets(place):
                tied = sum(one.rank == suspect.rank for one in finding.suspects) > 1
                first |= number == 0 and not tied
                ranked |= tied
    return "first" if first else "tie" if ranked else "other"


def _first_printed(new: Iterable[Finding]) -> Iterator[str]:
    for finding in new:
        names = [f"{one.printed}→{one.replacement}" for one in finding.suspects] or [finding.message]
        yield f"{finding.rule.id} {' | '.join(names)}"


def pairs(ground: Ground, rng: random.Random, count: int) -> Iterator[tuple[Edit, Edit]]:
    """Yield pairs of misprints of different figures, both refuted by all their relations."""
    sound = [(one, edit) for one, edit in edits(ground, rng) if one.refutes(edit)]
    while count and len(sound) > 1:
        (_, one), (_, two) = sorted(rng.sample(sound, 2), key=lambda pair: pair[1].span.start)
        if one.span.end < two.span.start:
            count -= 1
            yield one, two


def named(ground: Ground, one: Edit, two: Edit) -> tuple[bool, bool]:
    """Tell for each of two misprints made at once whether a new finding names it."""
    shift = len(one.new) - len(one.old)
    text = one.apply(two.apply(ground.text))
    new = _new(ground, _audited(text, ground.path))
    places = (one.after, type(two.after)(two.after.start + shift, two.after.end + shift))
    accused = [suspect.anchor.span for finding in new for suspect in finding.suspects]
    first, second = (any(span.meets(place) for span in accused) for place in places)
    return first, second


def table(trials: Sequence[Trial], *, partly: bool) -> str:
    """Return the counts for every kind of slip as a Markdown table.

    Judged are the misprints outside the intervals of all relations of their figure; with ``partly``, those
    outside some and inside others.
    """
    lines = [
        "| slip | edits | judged | detected | first | tie | other |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for slip in (*SLIPS, None):
        chosen = [trial for trial in trials if slip in (None, trial.edit.slip)]
        judged = [trial for trial in chosen if _judged(trial, partly=partly)]
        counts = [sum(trial.result == result for trial in judged) for result in ("first", "tie", "other")]
        shares = [f"{count} ({_percent(count, len(judged))})" for count in (sum(counts), *counts)]
        numbers = [len(chosen), len(judged)]
        lines.append(f"| {slip or 'all'} | {' | '.join(map(str, numbers))} | {' | '.join(shares)} |")
    return "\n".join(lines)


def _judged(trial: Trial, *, partly: bool) -> bool:
    return 0 < trial.refuted < trial.relations if partly else trial.outside


def _percent(count: int, whole: int) -> str:
    return f"{100 * count / whole:.1f} %" if whole else "–"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, every miss, and the count of pairs."""
    parser = argparse.ArgumentParser(prog="python -m corpus.edits", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--limit", type=int, default=None, help="edits per disclosure")
    parser.add_argument("--pairs", type=int, default=PAIRS)
    options = parser.parse_args(arguments)
    rng = random.Random(options.seed)  # noqa: S311  (a drawing of edits, nothing secret)
    grounds = [prepare(path) for path in options.paths]
    trials = [
        attempt(ground, standing, edit)
        for ground in grounds
        for standing, edit in islice(edits(ground, rng), options.limit)
    ]
    lines = ["Outside the intervals of all relations of the figure", "", table(trials, partly=False), ""]
    lines += ["Outside some, inside others", "", table(trials, partly=True), ""]
    lines += [*_misses(trials), "", _pairs_line(grounds, rng, options.pairs)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _misses(trials: Iterable[Trial]) -> Iterator[str]:
    for trial in trials:
        if trial.refuted and trial.result in {"other", "missed", "tie"}:
            edit = trial.edit
            place = f"{trial.refuted}/{trial.relations} {trial.path[:12]}@{edit.span.start}"
            yield f"{trial.result:<7} {edit.slip:<6} {place} {edit.old} → {edit.new}: {'; '.join(trial.accused)}"


def _pairs_line(grounds: Sequence[Ground], rng: random.Random, count: int) -> str:
    results = [
        named(ground, one, two)
        for number, ground in enumerate(grounds)
        for one, two in pairs(ground, rng, count // len(grounds) + (number < count % len(grounds)))
    ]
    both = sum(first and second for first, second in results)
    return f"pairs: both named in {both} of {len(results)} ({_percent(both, len(results))})"


if __name__ == "__main__":
    sys.exit(main())

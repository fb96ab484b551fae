"""Measure gouji beside named references in one run, and write the table in docs/benchmarks.md."""

from __future__ import annotations

import argparse
import platform
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from clock import gouji, medians, resident, wall
from formats import subjects
from recall import ours, recall
from rivals import rivals
from subjects import ROOT, SEEDS, Subject, large_page, pile, subject

from extractor.folding import fold
from extractor.lexing import lex
from gouji.auditing import audit

if TYPE_CHECKING:
    from formats import Formatted
    from rivals import Rival

PAGE = ROOT / "docs" / "benchmarks.md"
REFERENCE = "JioNLP extract_money"


def main() -> int:
    """Run everything, print the tables and write them into the page."""
    options = _options()
    references, what = rivals(), subject()
    tables = "\n\n".join(
        (
            _setting(what),
            _warm(what, references, repeats=options.repeats),
            _recall(references),
            _formats(repeats=options.formats),
            _cold(what, repeats=options.cold),
            _scale(files=options.files),
        )
    )
    print(tables)
    if not options.dry:
        _write(tables)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=51, help="of each warm work")
    parser.add_argument("--formats", type=int, default=9, help="of each file format")
    parser.add_argument("--cold", type=int, default=7, help="of each whole command")
    parser.add_argument("--files", type=int, default=1000, help="in the pile for memory and workers")
    parser.add_argument("--dry", action="store_true", help="print only, leave the page alone")
    return parser.parse_args()


def _setting(what: Subject) -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.system()} {platform.machine()}; measured on {what.name}."


def _warm(what: Subject, references: tuple[Rival, ...], *, repeats: int) -> str:
    text = what.path.read_text(encoding="utf-8")
    page = large_page()
    works = {
        "gouji: whole audit, from the file": lambda: audit(what.path),
        "gouji: reading figures with their units": lambda: lex(fold(text).text),
        "gouji: whole audit of a 400 kB page with nine tables": lambda: audit(page, name="page.html"),
    }
    for rival in references:
        works[rival.name] = lambda run=rival.run: run(text)
    taken = medians(works, repeats=repeats)
    base = taken.get(REFERENCE)
    rows = [(name, f"{ms:.2f}", f"{ms / base:.2f}" if base else "–") for name, ms in taken.items()]
    return _table(("warm, on the same text", "median ms", f"ratio to {REFERENCE}"), rows)


def _recall(references: tuple[Rival, ...]) -> str:
    readers = [("gouji", ours(kind="amount"), ours(kind="percent"))]
    readers += [(rival.name, rival.amounts, rival.percentages) for rival in references]
    rows = []
    for name, amounts, percentages in readers:
        counted = [
            "–" if read is None else "{} of {}".format(*recall(read, kind=kind, folder=SEEDS))
            for read, kind in ((amounts, "amount"), (percentages, "percent"))
        ]
        rows.append((name, *counted))
    return _table(("right place and value, two real disclosures", "amounts", "percentages"), rows)


def _formats(*, repeats: int) -> str:
    head = ("one disclosure with nine tables, warm", "whole audit, median ms", "beside", "median ms", "ratio")
    return _table(head, [_format(what, repeats=repeats) for what in subjects()])


def _format(what: Formatted, *, repeats: int) -> tuple[str, ...]:
    works = {"gouji": lambda: audit(what.data, name=what.name), "bare": lambda: what.bare(what.data)}
    taken = medians(works, repeats=repeats)
    ours, bare = taken["gouji"], taken["bare"]
    return (what.name, f"{ours:.1f}", what.library, f"{bare:.1f}", f"{ours / bare:.2f}")


def _cold(what: Subject, *, repeats: int) -> str:
    works = {
        "python -c pass": wall([sys.executable, "-c", "pass"]),
        "gouji --help": wall(gouji("--help")),
        "gouji audit of one file": wall(gouji("audit", str(what.path), "--fail-on", "never")),
    }
    taken = medians(works, repeats=repeats)
    rows = [(name, f"{ms:.0f}") for name, ms in taken.items()]
    return _table(("cold, whole command", "median ms"), rows)


def _scale(*, files: int) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pile(folder, files=files)
        early, late = _memory(folder)
        times = {workers: _batch(folder, workers=workers) for workers in (1, 2)}
    rows = [
        (f"memory after a tenth of {files} audits in one process", early),
        (f"memory after {files} audits in one process", late),
        ("one worker", f"{times[1]:.1f} s"),
        ("two workers", f"{times[2]:.1f} s, {times[1] / times[2]:.2f} times as fast"),
    ]
    return _table((f"a pile of {files} files", "measured"), rows)


def _memory(folder: Path) -> tuple[str, str]:
    paths = sorted(folder.iterdir())
    seen = []
    for number, path in enumerate(paths, 1):
        audit(path)
        if number in (max(1, len(paths) // 10), len(paths)):
            held = resident()
            seen.append("–" if held is None else f"{held:.0f} MB")
    return seen[0], seen[-1]


def _batch(folder: Path, *, workers: int) -> float:
    with tempfile.TemporaryDirectory() as run:
        command = gouji("audit", str(folder), "-o", run, "--format", "jsonl", "--workers", str(workers))
        return _seconds(command)


def _seconds(command: list[str]) -> float:
    from time import perf_counter

    start = perf_counter()
    wall(command)()
    return perf_counter() - start


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _write(tables: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    marked = re.compile(r"(?<=<!-- bench:start -->\n).*?(?=<!-- bench:end -->)", re.DOTALL)
    PAGE.write_text(marked.sub(lambda _: f"\n{tables}\n\n", page), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

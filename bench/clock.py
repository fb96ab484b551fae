"""Timing: medians of interleaved repeats, wall times of whole commands, memory of this process."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_RAISE = "import sys; from gouji.cli import main; sys.exit(main())"


def medians(works: Mapping[str, Callable[[], object]], *, repeats: int) -> dict[str, float]:
    """Return the median milliseconds of each work; the works take turns, so that all see the same machine."""
    for work in works.values():
        work()
        work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(repeats):
        for name, work in works.items():
            start = perf_counter()
            work()
            taken[name].append(perf_counter() - start)
    return {name: 1000 * statistics.median(times) for name, times in taken.items()}


def gouji(*arguments: str) -> list[str]:
    """Return the command line that runs gouji with this interpreter, as its installed script does."""
    return [sys.executable, "-c", _RAISE, *arguments]


def wall(command: Sequence[str]) -> Callable[[], object]:
    """Return a work that runs a command to its end and throws its output away."""

    def run() -> object:
        with tempfile.TemporaryFile() as sink:
            return subprocess.run(command, stdout=sink, stderr=sink, check=False)  # noqa: S603 - our own command

    return run


def resident() -> float | None:
    """Return the megabytes this process holds now, where the system tells."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    line = next(row for row in status.read_text(encoding="ascii").splitlines() if row.startswith("VmRSS"))
    return int(line.split()[1]) / 1024

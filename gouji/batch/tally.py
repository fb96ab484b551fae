"""What a batch came to: statuses and severities counted, and the exit code they mean (DESIGN §5)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gouji.auditing import FAILED, JUDGED
from rules.rule import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gouji.linking import Linked
    from gouji.shapes import Record

NOTHING_JUDGED: Final = 2
SOME_NOT_JUDGED: Final = 3
FOUND: Final = 1


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts that grow while records pass by."""

    statuses: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[str, str]] = field(default_factory=list)
    """Paths that were not judged, and why."""

    def watch(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records, counting them."""
        for record in records:
            audit = record["audit"]
            self.statuses[audit["status"]] += 1
            self.severities.update(finding["severity"] for finding in audit["findings"])
            if audit["status"] not in JUDGED:
                self.failed.append((audit["document"]["path"], audit["problem"]))
            yield record

    def watch_linked(self, found: Iterable[Linked]) -> Iterator[Linked]:
        """Yield what linking shows, counting its findings."""
        for one in found:
            self.severities.update(finding["severity"] for finding in one["row"]["findings"])
            yield one

    def code(self, *, fail_on: str) -> int:
        """Return the exit code: ``fail_on`` is a severity or ``never``."""
        if not any(self.statuses[status] for status in JUDGED):
            return NOTHING_JUDGED
        if any(self.statuses[status] for status in FAILED):
            return SOME_NOT_JUDGED
        grave = [severity for number, severity in enumerate(SEVERITIES) if fail_on in SEVERITIES[number:]]
        return FOUND if any(self.severities[severity] for severity in grave) else 0

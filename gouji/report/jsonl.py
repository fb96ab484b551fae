"""One JSON object for each finding (DESIGN §5, ``gouji.finding/1``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gouji.linking import Linked
    from gouji.shapes import Record

FILE: Final = "findings.jsonl"


def render(records: Iterable[Record]) -> Iterator[str]:
    """Yield one line for each finding."""
    for record in records:
        for finding in record["audit"]["findings"]:
            yield json.dumps(finding, ensure_ascii=False) + "\n"


def linked(found: Iterable[Linked]) -> Iterator[str]:
    """Yield one line for each finding between linked disclosures; ``document`` is that of its anchor."""
    for one in found:
        for finding in one["row"]["findings"]:
            yield json.dumps(finding, ensure_ascii=False) + "\n"

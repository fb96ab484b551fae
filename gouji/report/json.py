"""One JSON object for each document (DESIGN §5, ``gouji.audit/1``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gouji.linking import Linked
    from gouji.shapes import Record

FILE: Final = "audits.json"


def render(records: Iterable[Record]) -> Iterator[str]:
    """Yield one line for each document."""
    for record in records:
        yield json.dumps(record["audit"], ensure_ascii=False) + "\n"


def linked(found: Iterable[Linked]) -> Iterator[str]:
    """Yield one line for each Collection (``gouji.collection/1``)."""
    for one in found:
        yield json.dumps(one["row"], ensure_ascii=False) + "\n"

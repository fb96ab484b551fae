"""An audit says the same whatever precision the process has set for decimals."""

from __future__ import annotations

from decimal import localcontext
from pathlib import Path

import pytest

from gouji import audit
from gouji.record import record

DOCUMENTS = sorted((Path(__file__).parents[2] / "corpus" / "documents").glob("*.txt"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_small_precision_changes_nothing(path):
    with localcontext(prec=3):
        narrow = record(audit(path))
    plain = record(audit(path))
    for one in (narrow, plain):
        one["audit"]["seconds"] = 0
    assert narrow == plain

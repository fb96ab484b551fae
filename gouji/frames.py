"""The contents of an audit as pandas DataFrames: flat columns, one row a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gouji import rows
from gouji.flat import columns, flat
from gouji.record import finding_rows
from gouji.rows import verdict_row
from gouji.shapes import FactRow, FigureRow, FindingRow, ReasonRow, VerdictRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gouji.auditing import Audit


def figures(audit: Audit) -> pd.DataFrame:
    """Return one row for every figure, with its status and why."""
    if audit.extraction is None:
        return _frame((), extra=("status", "status_why"), shape=FigureRow)
    found = audit.statuses
    rows_ = (
        {
            **flat(row),
            "status": found[row["id"]].kind if row["id"] in found else "word",
            "status_why": found[row["id"]].why if row["id"] in found else "",
        }
        for row in rows.figures(audit.extraction)
    )
    return _frame(rows_, extra=("status", "status_why"), shape=FigureRow)


def facts(audit: Audit) -> pd.DataFrame:
    """Return one row for every fact."""
    found = () if audit.extraction is None else rows.facts(audit.extraction)
    return _frame(map(flat, found), shape=FactRow)


def reasons(audit: Audit) -> pd.DataFrame:
    """Return one row for every stated reason."""
    found = () if audit.extraction is None else rows.reasons(audit.extraction)
    return _frame(map(flat, found), shape=ReasonRow)


def findings(audit: Audit) -> pd.DataFrame:
    """Return one row for every finding."""
    return _frame(map(flat, finding_rows(audit)), shape=FindingRow)


def verdicts(audit: Audit) -> pd.DataFrame:
    """Return one row for every relation that was judged."""
    return _frame((flat(verdict_row(verdict)) for verdict in audit.verdicts), shape=VerdictRow)


def _frame(rows_: Iterable[Mapping[str, object]], *, shape: type, extra: tuple[str, ...] = ()) -> pd.DataFrame:
    return pd.DataFrame(list(rows_), columns=[*columns(shape), *extra])

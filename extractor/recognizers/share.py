"""Shares: 占本年收入的16.7% · 占比3.2% · 占政府采购支出总额的2.7%."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extractor.clauses.clause import Draft

if TYPE_CHECKING:
    from extractor.clauses.clause import Clause
    from extractor.lexing import Number
    from extractor.quantity import Kind

READS: Final[tuple[Kind, ...]] = ("percent",)
ORDER = 20

DENOMINATORS: Final = {
    "income": "rev.current",
    "expenditure": "exp.current",
    "gpb_structure": "gpb.exp",
    "gpb": "gpb.exp",
    "basic": "gpb.basic",
    "three_public": "sg.total",
    "three_public_items": "sg.total",
    "three_public_overall": "sg.total",
}
"""What a share without a denominator is taken of, by the section it stands in."""


def recognize(number: Number, clause: Clause) -> Draft | None:
    """Read a percentage after 占; the denominator is the one named between, else the section's own."""
    del number
    if clause.share < 0 or not clause.subjects:
        return None
    if clause.denominators:
        return Draft("share", clause.denominators[-1])
    return Draft("share", DENOMINATORS.get(clause.role or "", "?"))

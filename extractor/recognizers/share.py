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

_WHOLES: Final = {
    "rev": ("rev.current",),
    "exp": ("exp.current",),
    "sg": ("sg.total",),
}
"""What 其中 may have divided where a part's share has no other denominator, by the part's family."""

_ESTRANGED: Final = frozenset({("exp", "rev.current"), ("rev", "exp.current")})
"""Parts that cannot be of the section's own whole."""


def recognize(number: Number, clause: Clause) -> Draft | None:
    """Read a percentage after 占; the denominator is the one named between, else the section's own."""
    del number
    if clause.share < 0 or not clause.subjects:
        return None
    if clause.denominators:
        return Draft("share", clause.denominators[-1])
    return Draft("share", _whole(clause))


def _whole(clause: Clause) -> str:
    """Return what a share without a denominator is taken of.

    本年支出合计500万元,其中:基本支出400万元,占80%: of what 其中 divides, though the heading 三、 was lost and the
    section is still that on income; a part of spending is none of income.
    """
    head = clause.head[0] if len(clause.head) == 1 else None
    kind = clause.subjects[0].indicator.partition(".")[0]
    if head is not None and not head.account and head.indicator in _WHOLES.get(kind, ()):
        return head.indicator
    default = DENOMINATORS.get(clause.role or "", "?")
    return "?" if (kind, default) in _ESTRANGED else default

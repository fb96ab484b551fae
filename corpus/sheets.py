"""A table as it will be printed: title, unit line, header with merged boxes, rows and notes, in no file format yet."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Unit = Literal["万元", "元"]
_PLACES: Final = {"万元": 6, "元": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """How amounts are printed: their unit, what stands for nothing, and whether thousands are parted."""

    unit: Unit = "万元"
    nothing: str = ""
    """What stands where there is no amount: empty, ``0.00``, ``0`` or ``-``."""
    thousands: bool = False

    def printed(self, fen: int) -> str:
        """Return an amount in 分 as it is printed, rounded half away from zero to two decimals."""
        if not fen:
            return self.nothing
        hundredths = self.hundredths(fen)
        sign = "-" if fen < 0 else ""
        whole = f"{hundredths // 100:,}" if self.thousands else f"{hundredths // 100}"
        return f"{sign}{whole}.{hundredths % 100:02}"

    def hundredths(self, fen: int) -> int:
        """Return the printed value without its sign, in hundredths of the unit."""
        power: int = 10 ** (_PLACES[self.unit] - 2)
        return (abs(fen) + power // 2) // power

    def stored(self, fen: int) -> Decimal:
        """Return what a cell of a workbook holds: the amount in the unit, not rounded."""
        return Decimal(fen).scaleb(-_PLACES[self.unit])


class Cited(NamedTuple):
    """What the amount in a cell says, in the terms of ``corpus/gold/README.md``."""

    indicator: str
    account: str = ""
    measure: str = "final"
    fund: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One cell; ``fen`` is the amount behind the text where it is one, ``count`` a number of things."""

    text: str = ""
    rows: int = 1
    columns: int = 1
    fen: int | None = None
    count: int | None = None
    says: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table; a row holds the boxes that begin in it, those that reach down from above are left out."""

    title: str
    number: str
    """公开01表."""
    body: str
    """The line at the left: ``部门:…``."""
    money: Money
    header: tuple[tuple[Box, ...], ...]
    rows: tuple[tuple[Box, ...], ...]
    notes: tuple[str, ...] = ()
    printed_unit: str = "金额单位:万元"

    @property
    def width(self) -> int:
        """The number of columns."""
        return sum(box.columns for box in self.header[0])


def text(words: str, *, rows: int = 1, columns: int = 1) -> Box:
    """Return a box of words."""
    return Box(text=words, rows=rows, columns=columns)


def texts(words: Sequence[str]) -> tuple[Box, ...]:
    """Return a row of boxes of words."""
    return tuple(Box(text=word) for word in words)


def amount(fen: int, money: Money, *says: Cited) -> Box:
    """Return a box with an amount; where there is none it holds what stands for nothing."""
    return Box(text=money.printed(fen), fen=fen or None, says=says)


def count(things: int, *says: Cited) -> Box:
    """Return a box with a number of things."""
    return Box(text=str(things), count=things, says=says)


def placed(sheet: Sheet) -> list[tuple[int, int, Box]]:
    """Return every box with its row and column, from 0, header first."""
    taken: set[tuple[int, int]] = set()
    found: list[tuple[int, int, Box]] = []
    for number, row in enumerate((*sheet.header, *sheet.rows)):
        column = 0
        for box in row:
            while (number, column) in taken:
                column += 1
            found.append((number, column, box))
            taken.update((number + down, column + right) for down in range(box.rows) for right in range(box.columns))
            column += box.columns
    return found

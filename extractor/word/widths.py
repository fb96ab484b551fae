"""Looks at the widths of a Word table's rows where their cells do not add up to the same number of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extractor.word.names import W, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

_NEARLY: Final = 95
"""Percent of the widest row from which a row counts as wide as it; programs round widths."""
_DOUBT: Final = "表格各行一样宽,单元格占的列数却不一样,单元格可能对错了列"


def doubt(rows: Iterable[tuple[Sequence[_Element], int]]) -> str:
    """Return why cells may stand in the wrong column, empty where nothing speaks for it.

    Given are the cells of each row and the columns they take. A row may end early; but of two rows of one width that
    take different numbers of columns, one does not say what it spans. A row of one cell is a title or a note.
    """
    measured = [(_width(cells), columns) for cells, columns in rows if len(cells) > 1]
    widest = max((width for width, _ in measured), default=0)
    full = {columns for width, columns in measured if width and width * 100 >= widest * _NEARLY}
    return _DOUBT if len(full) > 1 else ""


def _width(cells: Sequence[_Element]) -> int:
    """Return the width of a row, 0 where a cell does not say it."""
    widths = []
    for cell in cells:
        element = cell.find(f"{W}tcPr/{W}tcW")
        own = whole(element.get(f"{W}w")) if element is not None and element.get(f"{W}type") == "dxa" else None
        widths.append(own or 0)
    return sum(widths) if all(widths) else 0

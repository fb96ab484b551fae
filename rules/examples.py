"""Examples of rules as files: text as it is, or as a web page where lines that begin with a bar make up tables."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BAR: Final = "|"
LEFT: Final = "<"
"""A cell that belongs to the one on its left."""
UP: Final = "^"
"""A cell that belongs to the one above it."""


PART: Final = "====="
"""A line that parts the documents of an example on linked disclosures, in the order they are given."""


def documents(text: str) -> tuple[str, ...]:
    """Return the documents of an example: one, or several with a line of ===== between."""
    found: list[list[str]] = [[]]
    for line in text.splitlines(keepends=True):
        if line.strip() == PART:
            found.append([])
        else:
            found[-1].append(line)
    return tuple("".join(lines) for lines in found)


def has_tables(text: str) -> bool:
    """Tell whether an example holds a table."""
    return any(line.lstrip().startswith(BAR) for line in text.splitlines())


def file_of(text: str) -> tuple[bytes, str]:
    """Return an example as a file and the name that says its format."""
    if not has_tables(text):
        return text.encode(), "example.txt"
    page = f"<!doctype html><html><meta charset=utf-8><body>{''.join(_markup(text))}</body></html>"
    return page.encode(), "example.html"


def _markup(text: str) -> Iterator[str]:
    rows: list[list[str]] = []
    for line in text.splitlines():
        if line.lstrip().startswith(BAR):
            rows.append([cell.strip() for cell in line.strip().strip(BAR).split(BAR)])
            continue
        yield from _table(rows)
        rows = []
        if line.strip():
            yield f"<p>{escape(line.strip())}</p>"
    yield from _table(rows)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table; merged cells span what points at them."""
    if not rows:
        return
    yield "<table>"
    for number, row in enumerate(rows):
        cells = (_cell(rows, number, at) for at, text in enumerate(row) if text not in {LEFT, UP})
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table>"


def _cell(rows: Sequence[Sequence[str]], number: int, at: int) -> str:
    row = rows[number]
    wide = 1
    while at + wide < len(row) and row[at + wide] == LEFT:
        wide += 1
    high = 1
    while number + high < len(rows) and at < len(rows[number + high]) and rows[number + high][at] == UP:
        high += 1
    return f'<td colspan="{wide}" rowspan="{high}">{escape(row[at])}</td>'

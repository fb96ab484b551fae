"""A manuscript as a web page with tables, the way a government site shows it."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from corpus.sheets import Sheet, placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.sheets import Box
    from corpus.writer import Line, Manuscript


def render(manuscript: Manuscript) -> bytes:
    """Return the page in UTF-8."""
    body = "\n".join(piece for part in manuscript.parts for piece in _part(part))
    title = escape(manuscript.title)
    return (
        f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body>\n<div>首页 &gt; 政务公开</div>\n{body}\n<div>主办:县人民政府办公室</div>\n</body></html>\n"
    ).encode()


def _part(part: Line | Sheet) -> Iterator[str]:
    if isinstance(part, Sheet):
        yield from _sheet(part)
    elif part.level is None or part.level > 0:
        yield f"<p>{escape(part.text)}</p>"
    else:
        yield f"<h1>{escape(part.text)}</h1>"


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"<p>{escape(sheet.title)}</p>"
    yield f"<p>{escape(sheet.number)}</p>"
    yield f"<p>{escape(sheet.body)}　　　　{escape(sheet.printed_unit)}</p>"
    yield "<table border=1>"
    for _, row in groupby(placed(sheet), key=lambda place: place[0]):
        yield "<tr>" + "".join(_cell(box) for _, _, box in row) + "</tr>"
    yield "</table>"
    yield from (f"<p>{escape(note)}</p>" for note in sheet.notes)


def _cell(box: Box) -> str:
    down = f' rowspan="{box.rows}"' if box.rows > 1 else ""
    right = f' colspan="{box.columns}"' if box.columns > 1 else ""
    return f"<td{down}{right}>{escape(box.text)}</td>"

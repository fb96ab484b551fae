"""OFD packages written for tests: texts and lines at millimetres of a page."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import pytest

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 4.0


def text(x: float, y: float, words: str, *, size: float = SIZE, attributes: str = "", code: str | None = None) -> str:
    """Return a text object whose first character stands at a place on the page."""
    steps = " ".join(str(size / 2 if char.isascii() else size) for char in words[:-1])
    code = f'X="0" Y="{size}" DeltaX="{steps}"' if code is None else code
    return (
        f'<ofd:TextObject ID="9" Font="1" Size="{size}" Boundary="{x} {y} 180 {size * 1.2}" {attributes}>'
        f"<ofd:TextCode {code}>{escape(words)}</ofd:TextCode></ofd:TextObject>"
    )


def line(left: float, top: float, right: float, bottom: float) -> str:
    """Return a path object that is one stroke."""
    return (
        f'<ofd:PathObject ID="8" Boundary="{left} {top} {right - left + 1} {bottom - top + 1}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {right - left} {bottom - top}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def table(rows: list[list[str]], *, top: float = 60.0, left: float = 20.0, width: float = 50.0) -> str:
    """Return a ruled table."""
    right, bottom = left + width * len(rows[0]), top + 8 * len(rows)
    drawn = [line(left, top + 8 * i, right, top + 8 * i) for i in range(len(rows) + 1)]
    drawn += [line(left + width * i, top, left + width * i, bottom) for i in range(len(rows[0]) + 1)]
    for i, row in enumerate(rows):
        drawn += [text(left + width * j + 1, top + 8 * i + 1.5, cell) for j, cell in enumerate(row) if cell]
    return "".join(drawn)


def page(*objects: str, box: str = "0 0 210 297", template: str = "") -> str:
    """Return the content of a page."""
    return (
        f"<ofd:Page {SPACE}><ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>{template}"
        f'<ofd:Content><ofd:Layer ID="1">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def packed(
    *documents: list[str],
    common: str = "",
    parts: dict[str, str] | None = None,
    files: dict[str, bytes] | None = None,
) -> bytes:
    """Return a package of documents, each the contents of its pages; an empty one stays without its part."""
    texts = {"OFD.xml": ""}
    for number, contents in enumerate(documents):
        names = [f"Pages/Page_{i}/Content.xml" for i in range(len(contents))]
        listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="{name}"/>' for i, name in enumerate(names))
        texts[f"Doc_{number}/Document.xml"] = (
            f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            f"</ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        )
        texts |= {f"Doc_{number}/{name}": body for name, body in zip(names, contents, strict=True) if body}
        texts["OFD.xml"] += f"<ofd:DocBody><ofd:DocRoot>/Doc_{number}/Document.xml</ofd:DocRoot></ofd:DocBody>"
    texts["OFD.xml"] = f'<ofd:OFD {SPACE} Version="1.0" DocType="OFD">{texts["OFD.xml"]}</ofd:OFD>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in (texts | (parts or {})).items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{body}')
        for name, data in (files or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


class Writer:
    """What tests write with."""

    text, line, table, page, packed = map(staticmethod, (text, line, table, page, packed))
    space = SPACE


@pytest.fixture
def ofd():
    return Writer

"""Draws invented disclosure pages as pictures, with the truth of every cell: what the recognition is measured on."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    import random

    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_FONTS: Final = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "C:/Windows/Fonts/simsun.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "/System/Library/Fonts/PingFang.ttc",
)
_DUST, _BLANK, _NEGATIVE = 0.0001, 0.15, 0.04
"""Shares of the pixels that are dust, of the cells that hold no amount, of the amounts below zero."""
_SHORT: Final = 3
"""Characters of a name that is set in the middle of its cell."""
_SIMPLIFIED: Final = 2
"""The face of simplified characters in the collections of Noto."""
_WESTERN: Final = (
    "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "C:/Windows/Fonts/times.ttf",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One cell: its place in the grid, its text, whether it stands right, and how much it spans."""

    row: int
    column: int
    text: str
    right: bool = False
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table as it is to be printed; widths and heights in points."""

    title: str
    cells: tuple[Drawn, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float = 9.0
    wide: bool = True
    sides: bool = True
    """Whether the left and right border are printed."""
    shaded: int = 0
    """How many header rows stand on grey."""
    paragraph: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A picture of a page with its size in points, and where each cell was printed."""

    picture: Picture
    width: float
    height: float
    places: dict[tuple[int, int], tuple[float, float, float, float]] = field(default_factory=dict)


def fonts() -> list[Path]:
    """Return the Chinese fonts of this machine among the usual ones."""
    return [Path(name) for name in _FONTS if Path(name).is_file()]


def printed(sheet: Sheet, *, font: Path, western: bool = False, dots: int = 200) -> Printed:
    """Print a sheet on A4 with black ink; ``western`` prints figures in a face of their own."""
    width, height = (841.9, 595.3) if sheet.wide else (595.3, 841.9)
    unit = dots / 72
    page = Image.new("RGB", (round(width * unit), round(height * unit)), "white")
    pen = ImageDraw.Draw(page)
    left, top = (width - sum(sheet.widths)) / 2, 90.0
    _write(pen, (width / 2, 45.0), sheet.title, _face(font, 18 * unit), unit=unit, anchor="mm")
    _write(pen, (left + sum(sheet.widths), 78.0), "单位：万元", _face(font, sheet.size * unit), unit=unit, anchor="rm")
    places = {}
    for cell in sheet.cells:
        box = _box(sheet, cell, left=left, top=top)
        places[cell.row, cell.column] = box
        _cell(pen, sheet, cell, box, font=_chosen(cell.text, font, western=western), unit=unit)
    _paragraph(pen, sheet, font=font, unit=unit, top=top + sum(sheet.heights) + 24, width=width)
    return Printed(picture=np.asarray(page), width=width, height=height, places=places)


def scanned(page: Printed, *, seed: int) -> Printed:
    """Return the page as an office scanner gives it back: askew, a little soft, grey paper, dust, JPEG."""
    import cv2

    chance = np.random.default_rng(seed)
    high, wide = page.picture.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), float(chance.uniform(-1.2, 1.2)), 1.0)
    paper = cv2.warpAffine(page.picture, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    soft = cv2.GaussianBlur(paper, (0, 0), 0.9).astype(np.float64)
    grey = np.clip(soft * 0.88 + 18 + chance.normal(0, 8, soft.shape), 0, 255).astype(np.uint8)
    grey[chance.random((high, wide)) < _DUST] = 0
    packed = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 60])[1]
    scan = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return Printed(picture=scan, width=page.width, height=page.height, places=page.places)


def amount(chance: random.Random, *, yuan: bool = False) -> str:
    """Return an amount as tables print it: 2,961.68 · 0.30 · 12,345,678.90, now and then nothing."""
    if chance.random() < _BLANK:
        return chance.choice(("", "", "0.00", "—", "-"))
    most = 9 if yuan else chance.choice((1, 2, 4, 6, 6, 7))
    value = chance.randrange(10**most) / 100
    text = f"{value:,.2f}"
    return f"-{text}" if chance.random() < _NEGATIVE else text


def _box(sheet: Sheet, cell: Drawn, *, left: float, top: float) -> tuple[float, float, float, float]:
    row, column = cell.row - 1, cell.column - 1
    start, above = left + sum(sheet.widths[:column]), top + sum(sheet.heights[:row])
    across = sum(sheet.widths[column : column + cell.columns])
    return start, above, start + across, above + sum(sheet.heights[row : row + cell.rows])


def _cell(
    pen: ImageDraw.ImageDraw,
    sheet: Sheet,
    cell: Drawn,
    box: tuple[float, float, float, float],
    *,
    font: Path,
    unit: float,
) -> None:
    left, top, right, bottom = box
    _frame(pen, sheet, cell, box, unit=unit)
    face = _face(font, sheet.size * unit)
    middle = (left + right) / 2, "mm"
    x, anchor = (right - 3, "rm") if cell.right else (left + 3, "lm") if _is_name(cell) else middle
    lines = _wrapped(cell.text, face, (right - left - 6) * unit)
    for i, line in enumerate(lines):
        y = (top + bottom) / 2 + (i - (len(lines) - 1) / 2) * sheet.size * 1.25
        _write(pen, (x, y), line, face, unit=unit, anchor=anchor)


def _is_name(cell: Drawn) -> bool:
    return cell.columns == 1 and len(cell.text) > _SHORT


def _frame(
    pen: ImageDraw.ImageDraw, sheet: Sheet, cell: Drawn, box: tuple[float, float, float, float], *, unit: float
) -> None:
    left, top, right, bottom = (value * unit for value in box)
    if cell.row <= sheet.shaded:
        pen.rectangle([left, top, right, bottom], fill=(217, 217, 217))
    stroke = max(1, round(0.5 * unit))
    last = cell.column + cell.columns - 1 == len(sheet.widths)
    for x, drawn in ((left, sheet.sides or cell.column > 1), (right, sheet.sides or not last)):
        if drawn:
            pen.line([x, top, x, bottom], fill="black", width=stroke)
    for y in (top, bottom):
        pen.line([left, y, right, y], fill="black", width=stroke)


def _paragraph(pen: ImageDraw.ImageDraw, sheet: Sheet, *, font: Path, unit: float, top: float, width: float) -> None:
    face = _face(font, 12 * unit)
    for i, line in enumerate(_wrapped("　　" + sheet.paragraph, face, (width - 180) * unit) if sheet.paragraph else []):
        _write(pen, (90.0, top + 20 * i), line, face, unit=unit, anchor="lm")


def _wrapped(text: str, face: ImageFont.FreeTypeFont, room: float) -> list[str]:
    lines, line = [], ""
    for letter in text:
        if line and face.getlength(line + letter) > room:
            lines.append(line)
            line = ""
        line += letter
    return [*lines, line] if line else lines


def _chosen(text: str, font: Path, *, western: bool) -> Path:
    """Return the face of a cell: figures in their own where that is wanted and there is one."""
    if not western or not text.isascii():
        return font
    return next((Path(name) for name in _WESTERN if Path(name).is_file()), font)


def _face(font: Path, pixels: float) -> ImageFont.FreeTypeFont:
    index = _SIMPLIFIED if "CJK" in font.name else 0
    return ImageFont.truetype(str(font), round(pixels), index=index)


def _write(
    pen: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    face: ImageFont.FreeTypeFont,
    *,
    unit: float,
    anchor: str,
) -> None:
    pen.text((at[0] * unit, at[1] * unit), text, fill="black", font=face, anchor=anchor)

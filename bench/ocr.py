"""Measure the recognition of pictures: cells right and seconds per page, printed clean and scanned."""

from __future__ import annotations

import argparse
import unicodedata
from collections import Counter
from time import perf_counter
from typing import TYPE_CHECKING

from drawing import fonts, printed, scanned
from shapes import sheets

from extractor.layout.composing import compose
from extractor.ocr.pages import recognise
from extractor.pages.reading import pieces

if TYPE_CHECKING:
    from drawing import Printed, Sheet

    from extractor.pages.content import PageContent


def main() -> None:
    """Print one line for each font and state of the paper, and every cell that was read wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2, help="sheets of every shape, for each font")
    parser.add_argument("--dots", type=int, default=200, help="pixels an inch")
    options = parser.parse_args()
    for font in fonts():
        for state in ("clean", "scanned"):
            total: Counter[str] = Counter()
            seconds = 0.0
            for seed in range(options.rounds):
                for sheet in sheets(seed):
                    page = printed(sheet, font=font, western=seed % 2 == 1, dots=options.dots)
                    page = scanned(page, seed=seed) if state == "scanned" else page
                    start = perf_counter()
                    content = recognise(page.picture, number=1, width=page.width, height=page.height)
                    seconds += perf_counter() - start
                    total += judged(sheet, page, content)
            _line(f"{font.stem} {state}", total, seconds)


def _line(name: str, total: Counter[str], seconds: float) -> None:
    share = {kind: total[f"{kind} right"] / max(1, total[kind]) for kind in ("cells", "figures", "in grid")}
    shown = " · ".join(f"{kind} {value:.2%}" for kind, value in share.items())
    print(f"{name}: {total['pages']} pages, {total['cells']} cells, {shown}, {seconds / total['pages']:.2f} s a page")


def judged(sheet: Sheet, page: Printed, content: PageContent) -> Counter[str]:
    """Count the cells that say what was printed: by where characters stand, and in the grid made of them."""
    grid = _grid(content)
    total = Counter({"pages": 1})
    for cell in sheet.cells:
        truth = plain(cell.text)
        if not truth:
            total["stray"] += bool(_within(page.places[cell.row, cell.column], content))
            continue
        got = _within(page.places[cell.row, cell.column], content)
        kinds = ["cells", "figures"] if cell.right else ["cells"]
        for kind in kinds:
            total[kind] += 1
            total[f"{kind} right"] += got == truth
        total["in grid"] += 1
        held = grid.get((cell.row, cell.column), "")
        total["in grid right"] += held == truth
        if got != truth or held != truth:
            print(f"  {sheet.title} {cell.row},{cell.column}: {truth} read {got}, grid {held}")
    return total


def _within(box: tuple[float, float, float, float], content: PageContent) -> str:
    left, top, right, bottom = box
    inks = [
        ink
        for ink in content.inks
        if left <= (ink.left + ink.right) / 2 <= right and top <= (ink.top + ink.bottom) / 2 <= bottom
    ]
    return plain("".join(ink.text for ink in sorted(inks, key=lambda ink: (round(ink.top), ink.left))))


def _grid(content: PageContent) -> dict[tuple[int, int], str]:
    composed = compose(pieces([content]), source="0" * 16)
    if not composed.tables:
        return {}
    table = max(composed.tables, key=lambda one: len(one.cells))
    return {(cell.row, cell.column): plain(composed.text[cell.span.start : cell.span.end]) for cell in table.cells}


def plain(text: str) -> str:
    """Fold widths and drop spaces: what is compared."""
    return "".join(unicodedata.normalize("NFKC", text).replace("—", "-").replace("–", "-").split())


if __name__ == "__main__":
    main()

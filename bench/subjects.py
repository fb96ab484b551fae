"""What is measured on: a disclosure, a large page, a pile of files."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from corpus.samples import documents

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"


class Subject(NamedTuple):
    """A text disclosure and what to call it in the table."""

    path: Path
    name: str


def subject() -> Subject:
    """Return the first real disclosure, or the first sample where there is none."""
    seeds = sorted(SEEDS.glob("*.txt"))
    if seeds:
        return Subject(seeds[0], f"seed {seeds[0].stem.split('_')[0]}")
    return Subject(min(documents().glob("*.txt")), "a sample disclosure")


def large_page(size: int = 400_000) -> bytes:
    """Return a sample page with nine tables, padded with script and navigation to ``size`` bytes."""
    page = min(documents().glob("*.html")).read_text(encoding="utf-8")
    start, end = page.index("<table>"), page.index("</table>") + len("</table>")
    page = page.replace("</table>", "</table>" + page[start:end] * 2)
    filler = '<li class="menu"><a href="list.html" title="menu" onclick="return go(this)">栏目</a></li>\n'
    script = "var item = {id: 100, rate: 0.35, note: 'menu'};\n"
    missing = max(0, size - len(page.encode()))
    menu = filler * (missing // 2 // len(filler.encode()))
    code = f"<script>\n{script * (missing // 2 // len(script))}</script>\n"
    return page.replace("<body>\n", f"<body>\n<ul>{menu}</ul>{code}", 1).encode()


def pile(folder: Path, *, files: int) -> None:
    """Write copies of the text samples that differ in their last line, so that none is taken for another."""
    texts = [path for path in sorted(documents().glob("*.txt")) if path.stem.startswith(("01", "02", "06"))]
    for number in range(files):
        data = texts[number % len(texts)].read_bytes()
        (folder / f"{number:05}.txt").write_bytes(data + f"\n第{number + 1}份副本\n".encode())

"""Makes a folder of disclosures of invented bodies in many voices and formats, with what is true of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from corpus import writer
from corpus.answers import answers
from corpus.drawing import draw
from corpus.forms import form
from corpus.rendering import html, pdf, picture, text, word, workbook
from corpus.rendering.packing import settled
from corpus.voices.telling import voices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from corpus.ledger import Books
    from corpus.writer import Manuscript

DPI: Final = 200


def _tables_apart(manuscript: Manuscript) -> dict[str, bytes]:
    lines = replace(manuscript, parts=manuscript.lines)
    return {"情况说明.docx": settled(word.render(lines)), "决算表.xlsx": settled(workbook.render(manuscript))}


def _scanned(manuscript: Manuscript) -> dict[str, bytes]:
    pages = picture.pages(pdf.render(manuscript), dpi=DPI)
    return {f"扫描{number:02}.png": page for number, page in enumerate(pages, 1)}


FORMATS: Final[dict[str, Callable[[Manuscript], dict[str, bytes]]]] = {
    "text": lambda manuscript: {"决算公开.txt": text.render(manuscript)},
    "html": lambda manuscript: {"决算公开.html": html.render(manuscript)},
    "docx": lambda manuscript: {"决算公开.docx": settled(word.render(manuscript))},
    "xlsx": _tables_apart,
    "pdf": lambda manuscript: {"决算公开.pdf": pdf.render(manuscript)},
    "scan": _scanned,
}
"""How a manuscript becomes files; ``xlsx`` is a workbook of the tables beside a document of the narrative."""
USUAL: Final = ("text", "html", "docx", "xlsx", "pdf")


class Written(NamedTuple):
    """One disclosure before it is written: what was drawn for it."""

    id: str
    books: Books
    voice: str
    form: str
    manuscript: Manuscript


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made."""

    documents: int
    files: int
    bytes: int
    figures: int


def make(folder: Path, *, clean: int, seed: int, formats: Sequence[str] = USUAL, forms: Sequence[str] = ()) -> Made:
    """Write disclosures into ``documents``, what is true of each into ``gold``, and ``manifest.jsonl``."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} 里已有文件；换一个空目录，或先清空它")
    (folder / "gold").mkdir(parents=True)
    rows = []
    for number in range(clean):
        written = drawn(seed, number, forms=forms)
        rows.append(_put(folder, written, formats[number % len(formats)]))
    _put_lines(folder / "manifest.jsonl", rows)
    listed = [file for row in rows for file in row["files"]]
    return Made(
        documents=len(rows),
        files=len(listed),
        bytes=sum(file["bytes"] for file in listed),
        figures=sum(row["figures"] for row in rows),
    )


def drawn(seed: int, number: int, *, forms: Sequence[str] = ()) -> Written:
    """Return one disclosure of a seed: its books, its voice, its form, and what is written."""
    rng = Random(f"make {seed} {number}")  # noqa: S311  no secret is drawn
    fitting = [(name, one) for name, row in voices().items() for one in row["forms"] if not forms or one in forms]
    if not fitting:
        raise ValueError(f"no voice prints in any of the forms {', '.join(forms)}")
    voice = rng.choice(sorted({name for name, _ in fitting}))
    printed = rng.choice([one for name, one in fitting if name == voice])
    years = voices()[voice].get("years")
    books = draw(f"{seed} {number}", year=rng.choice(years) if years else None)
    manuscript = writer.compose(books, form(printed), voice=voice, rng=rng)
    return Written(id=f"{number:05}", books=books, voice=voice, form=printed, manuscript=manuscript)


def _put(folder: Path, written: Written, kind: str) -> dict[str, Any]:
    at = folder / "documents" / written.id
    at.mkdir(parents=True, exist_ok=True)
    files = FORMATS[kind](written.manuscript)
    for name, data in files.items():
        (at / name).write_bytes(data)
    gold = list(answers(written.manuscript, year=written.books.year))
    _put_lines(folder / "gold" / f"{written.id}.jsonl", gold)
    return {
        "id": written.id,
        "format": kind,
        "voice": written.voice,
        "form": written.form,
        "body": written.books.name,
        "year": written.books.year,
        "kind": written.books.kind,
        "traits": sorted(traits(written)),
        "figures": sum(row["kind"] != "reason" for row in gold),
        "files": [
            {"path": f"documents/{written.id}/{name}", "bytes": len(data), "sha256": sha256(data).hexdigest()}
            for name, data in files.items()
        ],
    }


def traits(written: Written) -> Iterator[str]:
    """Yield what sets a disclosure apart, of what each tenth must have at least."""
    books = written.books
    if books.opening() or books.closing():
        yield "balances"
    if books.income() > books.fiscal_income:
        yield "non_fiscal_income"
    if books.spending(fund="fund"):
        yield "fund_spending"
    if form(written.form).said.unit == "元":
        yield "in_yuan"
    words = "".join(line.text for line in written.manuscript.lines).replace("：", ":")
    if any(mark in words for mark in ("不可比", "无可比性", "不计算增长率")):
        yield "incomparable"
    yield from (trait for trait, mark in _TOLD.items() if trait in books.traits and mark in words)


_TOLD: Final = {"scope_change": "口径", "restated": "上年决算数", "adjusted": "调整", "partial": "其中:"}


def _put_lines(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(lines, encoding="utf-8", newline="\n")

"""Books told as a disclosure: parts, headings, paragraphs and tables in the order of a form, in no file format yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from corpus import narrative
from corpus.tabulating.building import sheets
from corpus.voices.story import tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from random import Random

    from corpus.forms import Form
    from corpus.ledger import Books
    from corpus.sheets import Sheet
    from corpus.voices.marks import Mark, Said
    from corpus.voices.story import Section

    _Blocks = Mapping[str, Sequence["Line | Sheet"]]


_NUMERALS: Final = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A heading (``level`` from 0, the title of the whole) or a paragraph (None)."""

    text: str
    level: int | None = None
    marks: tuple[Mark, ...] = ()
    """What the figures and reasons in it stand for, where it was told in a voice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A disclosure before it is a file; ``parts`` are lines and sheets in reading order."""

    title: str
    parts: tuple[Line | Sheet, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everything but the tables: what a file of the narrative alone holds."""
        return tuple(part for part in self.parts if isinstance(part, Line))

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The tables alone."""
        return tuple(part for part in self.parts if not isinstance(part, Line))

    def replaced(self, old: str, new: str) -> Manuscript:
        """Return it with one stretch of its lines changed; raise ValueError unless it stands there exactly once."""
        found = sum(line.text.count(old) for line in self.lines)
        if found != 1:
            raise ValueError(f"{old!r} stands {found} times in the narrative")
        parts = tuple(
            replace(part, text=part.text.replace(old, new)) if isinstance(part, Line) else part for part in self.parts
        )
        return replace(self, parts=parts)

    def reprinted(self, table: str, *, row: str, amount: int, new: str) -> Manuscript:
        """Return it with one amount of a table printed otherwise: the row by its label, its amounts from 1."""
        parts = tuple(
            _reprinted(part, row, amount, new) if not isinstance(part, Line) and part.title.startswith(table) else part
            for part in self.parts
        )
        if parts == self.parts:
            raise ValueError(f"no row {row!r} in a table {table!r}")
        return replace(self, parts=parts)


def _reprinted(sheet: Sheet, label: str, amount: int, new: str) -> Sheet:
    rows = list(sheet.rows)
    number = next((n for n, row in enumerate(rows) if any(box.text == label for box in row)), None)
    if number is None:
        return sheet
    fen = int(Decimal(new.replace(",", "")).scaleb(6 if sheet.money.unit == "万元" else 2))
    boxes = list(rows[number])
    at = [place for place, box in enumerate(boxes) if box.fen is not None][amount - 1]
    boxes[at] = replace(boxes[at], text=new, fen=fen)
    rows[number] = tuple(boxes)
    return replace(sheet, rows=tuple(rows))


def write(books: Books, form: Form) -> Manuscript:
    """Return the disclosure of the books in a form, in plain words that are always the same."""
    blocks: _Blocks = {"overview": _overview(books), "tables": sheets(books, form), "story": _story(books, form)}
    return _bound(books, form, blocks)


def compose(books: Books, form: Form, *, voice: str, rng: Random) -> Manuscript:
    """Return the disclosure of the books in the voice of a province, its figures and reasons marked."""
    story = tell(books, form, voice, rng)
    blocks: _Blocks = {
        "overview": [*_overview(books, duties=story.overview[0]), *_marked(story.overview[1:])],
        "tables": sheets(books, form),
        "story": list(_told(story.sections)),
    }
    return _bound(books, form, blocks, more=story.more)


def _bound(
    books: Books,
    form: Form,
    blocks: _Blocks,
    more: tuple[str, tuple[Section, ...]] | None = None,
) -> Manuscript:
    title = f"{books.year}年度{books.name}{books.kind}决算"
    order = {
        "second": ("overview", "tables", "story"),
        "first": ("tables", "overview", "story"),
        "last": ("overview", "story", "tables"),
    }[form.tables_at]
    names = {
        "overview": f"{books.name}概况",
        "tables": f"{books.year}年度{books.kind}决算表",
        "story": f"{books.year}年度{books.kind}决算情况说明",
    }
    chapters = [(names[key], blocks[key]) for key in order]
    at = 3 if form.tables_at != "last" else 2
    extra: list[tuple[str, Sequence[Line | Sheet]]] = [(more[0], list(_told(more[1])))] if more else []
    chapters[at:at] = [*extra, ("名词解释", _glossary())]
    parts: list[Line | Sheet] = [Line(text=title, level=0)]
    for number, (name, block) in enumerate(chapters):
        parts += _chapter(form, number, name, block)
    return Manuscript(title=title, parts=tuple(parts))


def _told(sections: Iterable[Section]) -> Iterator[Line]:
    for number, section in enumerate(sections, 1):
        yield Line(text=f"{_ordinal(number)}、{section.title}", level=2)
        yield from _marked(section.body)
        for inner, part in enumerate(section.inner):
            yield Line(text=f"({_NUMERALS[inner]}){part.title}", level=3)
            yield from _marked(part.body)


def _marked(paragraphs: Iterable[Said]) -> Iterator[Line]:
    yield from (Line(text=said.text, marks=said.marks) for said in paragraphs)


def _chapter(form: Form, number: int, name: str, block: Sequence[Line | Sheet]) -> Iterator[Line | Sheet]:
    mark = f"第{_NUMERALS[number]}部分 " if form.parts else f"{_NUMERALS[number]}、"
    yield Line(text=f"{mark}{name}", level=1)
    yield from block if form.parts else map(_lowered, block)


def _lowered(part: Line | Sheet) -> Line | Sheet:
    """Without 部分 every heading stands a step lower: 一、 becomes (一), (一) becomes 1."""
    if not isinstance(part, Line) or part.level is None:
        return part
    number, mark, rest = part.text.partition("、")
    if part.level == 2 and mark:  # noqa: PLR2004  the first level within a part
        return Line(text=f"({number}){rest}", level=3)
    inner = part.text.partition(")")
    return Line(text=f"{_NUMERALS.index(inner[0].strip('(')) + 1}.{inner[2]}", level=4)


def _overview(books: Books, duties: Said | None = None) -> list[Line]:
    subordinate = "没有纳入本决算的下属单位,只编报本级决算" if books.kind == "部门" else "为独立核算的预算单位"
    listed = f"纳入本部门决算编制范围的预算单位共{len(books.units)}个,包括:{'、'.join(books.units)}。"
    return [
        Line(text="一、主要职责", level=2),
        Line(text=duties.text if duties else narrative.DUTIES),
        Line(text="二、机构设置", level=2),
        Line(text=listed if books.units else f"{books.name}{subordinate}。"),
    ]


def _story(books: Books, form: Form) -> list[Line]:
    lines: list[Line] = []
    for number, (title, body) in enumerate(narrative.sections(books, form), 1):
        lines.append(Line(text=f"{_ordinal(number)}、{title}", level=2))
        inner = 0
        for paragraph in body:
            if paragraph.startswith("#"):
                inner += 1
                lines.append(Line(text=f"({_NUMERALS[inner - 1]}){paragraph[1:]}", level=3))
            else:
                lines.append(Line(text=paragraph))
    return lines


def _ordinal(number: int) -> str:
    return _NUMERALS[number - 1] if number <= len(_NUMERALS) else f"十{_NUMERALS[number - 11]}"


def _glossary() -> list[Line]:
    return [Line(text=f"{_ordinal(number)}、{text}") for number, text in enumerate(narrative.GLOSSARY, 1)]

"""Title, unit and year of a table, from its caption, its first rows and the lines right above it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.anchor import Span
from extractor.tabling.stretches import LONGEST, MOST_LINES, lines_of, short
from extractor.tabling.texts import plain
from extractor.vocabulary.tables import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extractor.document import Block, Cell, Document, Table
    from extractor.tabling.sheet import Spot

# 金额单位:万元 · 单位：元 · 计量单位:人民币万元; near miss: 编制单位:元氏县… · 单位:个
_UNIT: Final = re.compile(
    r"(?<![编制填报预算决主管所属本各下级基层送])单\s{0,4}位\s*:?\s*[(]?\s*(?:人民币)?\s*(亿元|百万元|万元|千元|百元|元)(?![\u4e00-\u9fff])"
)
_MONEY_ALONE: Final = re.compile(
    r"[(](?:金额)?(?:单位:)?(?:人民币)?(亿元|百万元|万元|千元|元)[)]|(?:人民币)?(万元|千元|亿元)"
)
# 收入支出决算总表 · 三、支出决算表(表3) · 2023年度收入决算表; near miss: 说明:本表反映…
_TITLE: Final = re.compile(
    r"[^。:;,]{2,60}表(?:[(][^()]{0,16}[)])*(?:[(]续[)]?|续)?|续表.{0,4}|[^。:;,]{2,40}表:[^。;]{2,60}表"
)
# 公开01表 · 财决公开01-1表 · 部门决算公开Z03表 · 表1 · 附表3 · 公开表02 · 附件2; near miss: 表3支出决算表 · 收入决算表
_FORM: Final = re.compile(
    r"[财预部门单位决算公开附批复省市县区级]{0,8}[A-Z]?\d{1,3}(?:-\d{1,2})?附?表"
    r"|[财预部门单位决算公开附批复省市县区级]{0,8}表[A-Z]?(?:\d{1,3}(?:-\d{1,2})?|[一二三四五六七八九十]{1,3})"
    r"|附件[\d一二三四五六七八九十]{0,3}|附表"
)
_OWNER: Final = re.compile(
    r"(?:编制单位|编制部门|部门|单位名称|单位|填报单位|预算单位|部门名称|公开部门|公开单位|部门[(]单位[)]名称|部门[(]单位[)]|填报部门|预算部门|主管部门|预算代码|编报单位|报表单位)[:].*"
)
# 注:本表反映… · 说明:某单位本年度没有… · 备注:
NOTE: Final = re.compile(r"(?:注|说明|备注|附注|填表说明|补充说明)\d{0,2}[:.、;]|[※]|本(?:部门|单位|表|年度).{8,}[。]")
_YEAR: Final = re.compile(r"(20[0-4]\d)\s*年")
_YEAR_ALONE: Final = re.compile(r"20[0-4]\d年?度?")
_ABOVE: Final = 6
"""How many lines above a table may carry its title, unit and year."""
_TOP: Final = 5
"""How many rows of a grid may carry them."""
_BELOW: Final = 3
"""How many lines below a table, or last rows of it, may carry its unit."""
_FOOT: Final = 60
"""How many cells at the end are looked at for it."""
_SHORT: Final = 16
_MOST_BESIDE: Final = 4
_MOST_IN_HEAD: Final = 24
"""Cells that a grid of a title and a unit line has at most, blank ones among them."""
_NUMBER_BEFORE: Final = re.compile(
    r"(?:[(]?[一二三四五六七八九十\d]{1,3}[)]?[、.:)]|表[一二三四五六七八九十\d]{1,3}[、.:]?|附表[一二三四五六七八九十\d]{0,3}[:、.]?|(?:公开|财决|附件)[\d一二三四五六七八九十-]{1,4}表?[:、.]?|续表[:、.\d]*)+"
)
_BRACKETS_AFTER: Final = re.compile(r"(?:[(](?!分)[^()]{0,16}[)]|续表?\d*)+$")


def title_of(text: str) -> str:
    """Return a title in one width without numbering and what stands in brackets after it."""
    bare = plain(text)
    numbered = _NUMBER_BEFORE.match(bare)
    if numbered and numbered.end() < len(bare):
        bare = bare[numbered.end() :]
    return _BRACKETS_AFTER.sub("", bare)


def is_heading_cell(spots: Sequence[Spot], *, top: bool) -> bool:
    """Tell whether a row's cells are a title, a form number, a unit line or the name of the body, and nothing else."""
    if top and len(spots) <= _MOST_BESIDE and any(_says_form(spot.text) for spot in spots):
        return True
    return all(_is_heading(spot.text) for spot in spots) and (top or (len(spots) <= 2 and _says_much(spots)))  # noqa: PLR2004


def _says_form(text: str) -> bool:
    """Tell whether a cell is a unit line or a form number; what stands beside it names the body or the year."""
    return _FORM.fullmatch(text) is not None or (len(text) < _SHORT and _UNIT.search(text) is not None)


def is_note(text: str) -> bool:
    """Tell whether a plain text, as 注:本表反映…, is a note on a table."""
    return NOTE.match(text) is not None


def _says_much(spots: Sequence[Spot]) -> bool:
    """Tell whether a row amid data is a repeated heading: it names a table or says the unit."""
    return any(_UNIT.search(spot.text) or named(spot.text) or spot.text.startswith("续表") for spot in spots)


def _is_heading(text: str) -> bool:
    return bool(
        _UNIT.search(text)
        or _FORM.fullmatch(text)
        or _OWNER.fullmatch(text)
        or _YEAR_ALONE.fullmatch(text)
        or (len(text) > 3 and _TITLE.fullmatch(text) and (text.endswith("表") or named(text)))  # noqa: PLR2004
        or text.startswith("续表")
    )


def heads_table(text: str) -> bool:
    """Tell whether a plain text is a unit line, a form number, a year or the name of the body, and no title."""
    return named(text) is None and _is_heading(text)


def named(text: str) -> str | None:
    """Return the role whose title ends this text, None where it names no table that is known."""
    titles = vocabulary().titles
    title = title_of(text)
    for start in range(len(title) - 2):
        found = titles.get(title[start:])
        if found is not None:
            return found if not _SAYS_OTHER.search(title, 0, start) else None
    return None


_SAYS_OTHER: Final = re.compile(r"拨款|基金|专户|资金|国有资本|经费|公共预算|资产|采购|项目|明细")
"""What may not stand before a known title: 财政专户收入决算表 is no 收入决算表."""


class _Head(NamedTuple):
    """What stands in and above a grid: its title, its year, and the units that may be its own, surest first."""

    title: Span | None
    year: int | None
    near: str | None
    """In its first or last rows, or between its title and itself."""
    far: str | None
    """Above its title: the unit of this table, or of the one before, printed below it."""


def titled(text: str, tables: Iterable[Table], blocks: Sequence[Block]) -> list[Table]:
    """Give each table its caption, unit and year from its first rows or from the lines right above or below it."""
    given = list(tables)
    positions = {block.span.start: i for i, block in enumerate(blocks) if block.kind == "table"}
    starts = {table.span.start: table for table in given}
    heads = [
        _head(text, table, list(_above(text, blocks, positions.get(table.span.start, 0), starts))) for table in given
    ]
    units = _units(text, heads, blocks, positions.get(given[-1].span.start, len(blocks)) if given else 0)
    return [
        replace(
            table,
            unit=table.unit or unit,
            caption=head.title or table.caption,
            year=head.year or table.year,
        )
        for table, head, unit in zip(given, heads, units, strict=True)
    ]


def _units(text: str, heads: Sequence[_Head], blocks: Sequence[Block], last: int) -> Iterator[str | None]:
    """Yield the unit of each table: its own, else one above its title that is not the last's, else one below it."""
    settled = True
    for head, after in pairwise([*heads, None]):
        if head is None:
            return
        own = head.near or (head.far if settled else None)
        settled = own is not None
        below = after.far if after else _unit_below(text, blocks, last)
        yield own or below or head.far


def _unit_below(text: str, blocks: Sequence[Block], position: int) -> str | None:
    """Return the unit that the lines right below the last table say, up to the next heading or title."""
    for block in blocks[position + 1 : position + 1 + _BELOW]:
        bare = plain(text[block.span.start : block.span.end])
        if block.kind != "paragraph" or named(bare):
            return None
        if len(bare) < _SHORT and (unit := unit_in(bare)):
            return unit
    return None


def heading_of(document: Document, table: Table) -> Iterator[Span]:
    """Yield what may say of which body a table is: its first rows, then the lines right above it."""
    yield from (cell.span for cell in table.cells if cell.row <= _TOP and 0 < len(cell.span) <= LONGEST)
    position = bisect_left(document.blocks, table.span.start, key=lambda block: block.span.start)
    starts = {one.span.start: one for one in document.tables}
    yield from _above(document.text, document.blocks, position, starts)


def _above(text: str, blocks: Sequence[Block], position: int, tables: Mapping[int, Table]) -> Iterator[Span]:
    """Yield the lines right above a table, nearest first, up to the table before it.

    A grid of a title and a unit line alone, as editors of web pages lay them out, is lines like any.
    """
    for block in reversed(blocks[max(0, position - _ABOVE) : position]):
        if block.kind == "table":
            head = tables.get(block.span.start)
            if head is None or not _is_head(text, head):
                return
            yield from (cell.span for cell in reversed(head.cells) if len(cell.span))
        else:
            yield block.span


def _is_head(text: str, table: Table) -> bool:
    """Tell whether a grid holds nothing but title, unit line, form number and the name of the body."""
    if len(table.cells) > _MOST_IN_HEAD:
        return False
    said = [bare for cell in table.cells if (bare := plain(text[cell.span.start : cell.span.end]))]
    return bool(said) and all(map(_is_heading, said))


def _head(text: str, table: Table, above: list[Span]) -> _Head:
    small = [cell for cell in table.cells if len(cell.span) <= LONGEST]
    top = short(text, (cell.span for cell in table.cells if cell.row <= _TOP))
    lines = [part for span in above for part in lines_of(text, span) if len(part) <= LONGEST]
    captions = short(text, [table.caption]) if table.caption else []
    title = _title(text, captions, top, lines)
    near = [*captions, *top, *lines]
    spans = [title] if title else []
    year = next((found for span in (*spans, *near) if (found := _YEAR.search(text, span.start, span.end))), None)
    far = [span for span in lines if title in lines and title is not None and span.start < title.start]
    own = _unit_of(text, (span for span in near if span not in far)) or _at_foot(text, small)
    return _Head(title, int(year[1]) if year else None, own, _unit_of(text, far))


def _unit_of(text: str, spans: Iterable[Span]) -> str | None:
    return next((unit for span in spans if (unit := unit_in(text[span.start : span.end]))), None)


def _at_foot(text: str, cells: Sequence[Cell]) -> str | None:
    """Return the unit that a cell of the last rows says and nothing else."""
    last = cells[-1].row if cells else 0
    spans = (cell.span for cell in reversed(cells[-_FOOT:]) if cell.row > last - _BELOW and len(cell.span) < _SHORT)
    return _unit_of(text, spans)


def _title(text: str, captions: list[Span], top: list[Span], lines: list[Span]) -> Span | None:
    """Return the nearest title that is known; else the nearest line that looks like one."""
    both = [*captions, *top, *lines]
    for span in both:
        if _looks_like_title(text, span) and named(text[span.start : span.end]):
            return span
    for later, earlier in pairwise(lines):  # a title printed over two lines
        if later.start - earlier.end <= 2 and named(text[earlier.start : later.end]):  # noqa: PLR2004
            return Span(earlier.start, later.end)
    for span in both:  # 公开01表 收入支出决算总表 部门:某局 金额单位:万元, all on one line
        for part in _parts(text, span):
            if named(text[part.start : part.end]):
                return part
    return next((span for span in both if _looks_like_title(text, span)), None)


def _parts(text: str, span: Span) -> list[Span]:
    """Return what spaces part on a line that says nothing but title, unit, owner and the like; none elsewhere."""
    line = text[span.start : span.end]
    parts = [Span(span.start + found.start(), span.start + found.end()) for found in _WORD.finditer(line)]
    said = [plain(text[part.start : part.end]) for part in parts]
    return parts if 1 < len(parts) <= MOST_LINES and all(map(_is_heading, said)) else []


_WORD: Final = re.compile(r"[^\s]+(?:[:：][ \u3000]*[^\s]+)?")


def _looks_like_title(text: str, span: Span) -> bool:
    if len(span) > LONGEST:
        return False
    bare = plain(text[span.start : span.end])
    return _TITLE.fullmatch(bare) is not None and _FORM.fullmatch(bare) is None


def unit_in(text: str) -> str | None:
    """Return the unit of money that a line says: ``金额单位:万元`` → 万元."""
    if "元" not in text:
        return None
    bare = unicodedata.normalize("NFKC", text)
    match = _UNIT.search(bare)
    if match:
        return match[1]
    alone = _MONEY_ALONE.fullmatch(bare.strip())
    return (alone[1] or alone[2]) if alone else None

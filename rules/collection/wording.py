"""What a narrative says beside its figures that another year is read with: changed scope, units, reasons, work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extractor.anchor import Span
from rules.collection.member import HEAD, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.document import Document, Section, Table
    from extractor.fact import Extraction

MOST_CHANGES: Final = 4
"""Places that speak of a change of scope that are kept of one disclosure."""
LONGEST: Final = 400
MOST_UNITS: Final = 300
MOST_REASONS: Final = 400
_SILENT: Final = frozenset({"part_glossary", "part_tables", "part_attachments", "duties", "performance"})
"""Parts where such words explain terms, name columns, or are what the body works on."""
# 因机构改革划入水土保持职能 · 统计口径与上年不同 · 年初结转数按审计意见作了调整 · 财政收回存量资金
# near miss: 合并计算 · 调整预算数 · 结转和结余
_CHANGED: Final = re.compile(
    r"机构改革|机构(?:合并|撤并|撤销|划转|调整|整合)|(?:职能|职责|人员|单位|整体|成建制|资产)(?:的)?划(?:转|入|出)|划转|转隶|隶属关系"
    r"|新(?:成立|设立|组建)|合并(?:组建|成立|为|入|到)|(?:单位|部门)合并|撤销合并|并入(?=[我本]|[\u4e00-\u9fff]{0,12}(?:局|委|部|中心|所|站))|不再纳入|首次纳入|新增纳入"
    r"|(?:统计|核算|公开|编制|决算|汇总|可比|同)?口径"
    r"|年初(?:数|余额|结转|结余)[^。;；,，\d\n]{0,12}(?:调整|调增|调减)|(?:追溯|会计)(?:调整|重述)|差错更正|会计政策变更"
    r"|(?:收回|收缴|上缴|盘活)[^。;；\n]{0,8}(?:存量资金|结转资金|结余资金)|存量资金[^。;；\n]{0,4}(?:收回|上缴)"
)
_SAID: Final = re.compile(r"(20\d\d)\s*年")
_REACH: Final = 30
_CUE: Final = re.compile(
    # 纳入本部门决算编制范围的二级预算单位包括: · 下属单位3个,分别是 · 所属预算单位有
    r"(?:下属|所属|下设|下辖|二级|三级|独立核算|纳入|预算编制|决算编制)[^。]{0,40}?单位[^。\n]{0,24}?(?:包括|包含|分别(?:是|为)|如下|有|为|由|[:：])"
)
_INNER: Final = re.compile(r"内设(?:机构|科室|处室|股室)|下设(?:科室|股室|处室)")
# 河道管理所和水库管理站; near miss: 卫生和计划生育监督所
_SPLIT: Final = re.compile(
    r"[、,，;；。:：\s|]+|\d+[.、．)）]|[(（]\d+[)）]|[一二三四五六七八九十]+、|(?<=[)）局院校所站队馆心会场处级])(?:以及|和|及)"
)
_LEVEL_END: Final = re.compile(r"[(（]?(?:本级|机关本级|机关|本部)[)）]?$")
# 青禾县河道管理所 · 县第一中学; near miss: 办公室, 财务科, 二级预算单位
_UNIT: Final = re.compile(
    r"[\u4e00-\u9fff()（）“”·]{2,40}(?:局|院|校|所|站|队|馆|社|中心|学|园|会|团|法院|检察院|场|台|库|宫|处|办|基地|公司|苏木|镇|乡|街道)"
)
_NO_UNIT: Final = re.compile(
    r"(?:^|[^\u4e00-\u9fff])(?:财务|人事|综合|办公|党|纪检|政工|法规|业务)[\u4e00-\u9fff]{0,6}[科股室处办]$|单位$|情况|决算|编制"
)
# 青禾县财政所  预算不单列,并入本级 : it publishes nothing of its own
_WITHIN: Final = re.compile(r"不单列|并入|合并编|不单独|未单独|不独立")
_COLUMN: Final = re.compile(r"单位(?:名称|全称)?$|名称$")
_WORK: Final = frozenset({"part_work"})
_SENTENCE: Final = re.compile(r"[^。;；\n]{16,}")


def changes(extraction: Extraction) -> tuple[Passage, ...]:
    """Return where a narrative says that its scope, its body or last year's figures changed."""
    found: list[Passage] = []
    year = extraction.disclosure.year or 0
    for document in extraction.disclosure.documents:
        silent = [section for section in document.all_sections if section.role in _SILENT]
        for match in _CHANGED.finditer(document.text):
            at = match.start()
            if not (_inside(at, silent) or _in_table(at, document) or _long_ago(at, document.text, year)):
                found.append(_passage(document, Span(*match.span())))
                if len(found) == MOST_CHANGES:
                    return tuple(found)
    return tuple(found)


def _inside(at: int, sections: list[Section]) -> bool:
    return any(section.title.start <= at < section.body.end for section in sections)


def _long_ago(at: int, text: str, year: int) -> bool:
    """Tell whether the sentence speaks of a year before last: 2019年整体划转 in an account of 2023."""
    start = max(text.rfind("。", 0, at), at - _REACH, 0)
    said = _SAID.findall(text, start, at)
    return bool(said) and int(said[-1]) < year - 1


def _in_table(at: int, document: Document) -> bool:
    return any(table.span.start <= at < table.span.end for table in document.tables)


def _passage(document: Document, span: Span) -> Passage:
    return Passage(text=" ".join(document.quote(span).split()), anchor=document.anchor(span))


def units(extraction: Extraction) -> tuple[Passage, ...]:
    """Return the units that a department names as its own where it says how it is set up; the head unit is ``本级``."""
    found: dict[str, Passage] = {}
    own = extraction.disclosure.body.name or ""
    for document in extraction.disclosure.documents:
        for section in document.all_sections:
            if section.role == "organization":
                for name, span in _named(document, section.body, own):
                    found.setdefault(name, Passage(text=name, anchor=document.anchor(span)))
    return tuple(found.values())[:MOST_UNITS]


def _named(document: Document, body: Span, own: str) -> Iterator[tuple[str, Span]]:
    text = document.text
    cue = _CUE.search(text, body.start, body.end)
    if cue is None:
        return
    inner = _INNER.search(text, cue.end(), body.end)
    at, end = cue.end(), inner.start() if inner else body.end
    tables = [table for table in document.tables if at <= table.span.start < end]
    if tables:
        yield from _in_column(document, tables[0], own)
        end = tables[0].span.start
    for mark in (*_SPLIT.finditer(text, at, end), None):
        stop = end if mark is None else mark.start()
        name = _unit(text[at:stop], own)
        line = text.find("\n", stop)
        if name and not _WITHIN.search(text, stop, end if line < 0 else min(end, line)):
            yield name, Span(at, stop)
        at = end if mark is None else mark.end()


def _in_column(document: Document, table: Table, own: str) -> Iterator[tuple[str, Span]]:
    """Yield the units of a list that is a table: the column headed 单位名称."""
    heads = [
        cell for cell in table.cells if cell.row == 1 and _COLUMN.search("".join(document.quote(cell.span).split()))
    ]
    beside = {cell.row: document.quote(cell.span) for cell in table.cells if _WITHIN.search(document.quote(cell.span))}
    for cell in table.cells if heads else ():
        name = _unit("".join(document.quote(cell.span).split()), own)
        if cell.column == heads[0].column and cell.row > 1 and name and cell.row not in beside:
            yield name, cell.span


def _unit(piece: str, own: str) -> str:
    """Return the unit that a piece of a list names, nothing where it names none."""
    name = piece.strip("“” ")
    head = _LEVEL_END.search(name)
    bare = name[: head.start()] if head else name
    if (head and (not bare or bare in own)) or (bare and bare == own):
        return HEAD
    return name if _UNIT.fullmatch(name) and not _NO_UNIT.search(name) else ""


def reasons(extraction: Extraction) -> tuple[Passage, ...]:
    """Return the reasons a narrative gives for changes, and the sentences on its work.

    Why there was nothing (全年没有公务接待) is said in the same words every year, and rightly.
    """
    found = {
        (reason.anchor.source, reason.anchor.span.start): Passage(text=reason.text[:LONGEST], anchor=reason.anchor)
        for reason in extraction.reasons
        if reason.direction in {1, -1} and not reason.vague
    }
    for document in extraction.disclosure.documents:
        for section in document.all_sections:
            if section.role in _WORK and not section.children:
                for match in _SENTENCE.finditer(document.text, section.body.start, section.body.end):
                    span = Span(match.start(), min(match.end(), match.start() + LONGEST))
                    found.setdefault((document.source.id, span.start), _passage(document, span))
    return tuple(found.values())[:MOST_REASONS]

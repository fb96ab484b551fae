"""What a document brings to a disclosure: a narrative, tables, an attachment, and whose it is; grouping rests on it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extractor.anchor import Span
    from extractor.document import Body, Document
    from extractor.fact import Extraction

NARRATIVE: Final = frozenset({"totals", "income", "expenditure", "appropriation", "gpb", "basic", "three_public"})
"""Sections that only the narrative of an account has."""
UNKNOWN: Final = "unknown"
_LEAST_FACTS: Final = 3
_LEAST_ROLES: Final = 2
_HEAD: Final = 400
_BUDGET: Final = 8
"""An account says 预算 once or twice for each 决算, its 财政拨款 table alone up to five times."""
_TOP: Final = 4
"""How many rows of a grid may carry whose table it is."""
_LINE: Final = 60
# 部门:云泽市河湖保护中心 · 编制单位：青禾市档案馆 2023年度 · 部门:青禾市档案馆金额单位:万元; near miss: 单位:万元
_OWNER: Final = re.compile(
    r"(?:编制|填报|公开|预算|报送)?(?:部门|单位)(?:名称)?\s*(?:[(（]\s*(?:公章|盖章|签章)\s*[)）])?\s*[:：]\s*"
    r"(?P<name>[\u4e00-\u9fff][\u4e00-\u9fff()（）·]{3,40}?)"
    r"\s*(?:$|\s|[,，;;\d]|(?:金\s*额)?\s*单\s*位\s*[:：]|编制日期|日期|年度)"
)
# 2023年度; near miss: 2023年12月31日
_YEAR: Final = re.compile(r"(?<!\d)(20[0-4]\d)\s*年\s*(?:度|(?=[^月\d]{0,20}决\s*算))")
# 项目支出绩效自评报告 · 部门整体绩效评价结果
_ATTACHED: Final = re.compile(r"绩效(?:自评|自我评价|评价|评估)|整体支出绩效|绩效目标完成情况")
_SENTENCE: Final = re.compile(r"[。;;]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What one document has and whose it is, small enough to keep for every file of a batch."""

    narrative: bool = False
    tables: tuple[str, ...] = ()
    """The roles of its recognised tables."""
    attachment: bool = False
    """A report that is published beside the account: performance evaluation."""
    name: str | None = None
    year: int | None = None
    kind: str | None = None
    """部门, 单位 or 本级."""
    region: str | None = None
    media: str = ""


def survey(extraction: Extraction) -> Survey:
    """Return what the one document of an extraction brings."""
    disclosure = extraction.disclosure
    document = disclosure.documents[0]
    tables = tuple(sorted({table.role for table in document.tables if table.role and table.role != UNKNOWN}))
    if _budget(document.text):
        return Survey(media=document.source.media)
    narrative = _narrates(extraction, document)
    name, kind = _owner(disclosure.body, document)
    return Survey(
        narrative=narrative,
        tables=tables,
        attachment=not narrative and not tables and _ATTACHED.search(document.text, 0, _HEAD) is not None,
        name=name,
        year=_year(disclosure.year, document),
        kind=kind,
        region=disclosure.body.region.value,
        media=document.source.media,
    )


def roles(document: Document) -> frozenset[str]:
    """Return the roles that only the sections of a narrative have."""
    return frozenset(section.role for section in document.all_sections if section.role) & NARRATIVE


def narrated(document: Document) -> frozenset[str]:
    """Return the same of a document whose sections are not built yet."""
    from extractor import templating
    from extractor.layout.sections import structure

    return roles(structure(document, templating.recognise(document)))


def to_row(found: Survey) -> dict[str, object]:
    """Return a survey as plain data."""
    return asdict(found)


def from_row(row: Mapping[str, Any]) -> Survey:
    """Return a survey from plain data."""
    return Survey(**{**row, "tables": tuple(row["tables"])})


def _budget(text: str) -> bool:
    """Tell a department's budget, which has the same tables for another year: an account says 决算 all the time."""
    return text.count("预算") > _BUDGET * text.count("决算")


def _narrates(extraction: Extraction, document: Document) -> bool:
    said = sum(fact.figure.anchor.table is None and fact.cell is None for fact in extraction.facts)
    if said >= _LEAST_FACTS:
        return True
    return len(roles(document)) >= _LEAST_ROLES and any(_sentences(document))


def _sentences(document: Document) -> Iterator[bool]:
    """Tell of every paragraph whether it is a sentence: the titles of tables are none."""
    for block in document.blocks:
        if block.kind == "paragraph":
            yield _SENTENCE.search(document.text, block.span.start, block.span.end) is not None


def _owner(body: Body, document: Document) -> tuple[str | None, str | None]:
    """Return the name and standing of the body; tables carry it in a head line or in their first rows."""
    kind = body.kind.value
    if body.name is not None:
        return body.name, kind
    from extractor.layout.naming import plain

    votes: Counter[tuple[str, bool]] = Counter()
    for span in _heads(document):
        match = _OWNER.search(document.text, span.start, span.end)
        if match:
            votes[plain(match["name"])] += 1
    if not votes:
        return None, kind
    (name, head_only), _ = votes.most_common(1)[0]
    return name, "本级" if head_only else kind


def _year(said: int | None, document: Document) -> int | None:
    if said is not None:
        return said
    years = Counter(table.year for table in document.tables if table.year is not None)
    if not years:
        quotes = (document.quote(span) for span in _heads(document))
        years = Counter(int(year) for quote in quotes for year in _YEAR.findall(quote))
    return years.most_common(1)[0][0] if years else None


def _heads(document: Document) -> Iterator[Span]:
    """Yield the short lines outside of tables, and the cells of their first rows."""
    for block in document.blocks:
        if block.kind != "table" and len(block.span) <= _LINE:
            yield block.span
    for table in document.tables:
        for cell in table.cells:
            if cell.row > _TOP:
                break
            if len(cell.span) <= _LINE:
                yield cell.span

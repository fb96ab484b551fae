"""Says who publishes, for which year and with what standing, each with the place that says so."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extractor.anchor import Span
from extractor.document import Body, Evidence
from extractor.layout import naming, telling
from extractor.regions import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.document import Document
    from extractor.layout.naming import Named
    from extractor.layout.telling import Nature

_TITLE_LINE: Final = 60
_CHINESE_DIGITS: Final = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
# 2023年度 · 2020度 where 年 was lost · 二〇二三年度 ; near miss: 2021115, 2023年12月
_YEAR: Final = re.compile(
    r"(?<!\d)(20[0-4]\d|二[〇○零O][〇○零一二三四][〇○零一二三四五六七八九])\s*(?:年\s*度|度|年(?=[^月\d]{0,40}决\s*算))"
)
_AMOUNT: Final = re.compile(r"\d[万亿千百]*元|[%％]")
_REPORT_YEAR: Final = re.compile(r"(?<!\d)(20[0-4]\d)年度")

_IS: Final = r"(?:系|为|是|属于?|作为)"
_UNIT: Final = (
    r"(?:非参公(?:管理)?(?:的)?|未参照公务员法管理的?|公益[一二]类|[一二]类"
    r"|全额拨款|差额拨款|财政补助|自收自支|财政全额(?:拨款|供给|保障))"
)
# 本单位为非参公管理的事业单位 · 为市直正科级公益二类事业单位 ; near miss: 下设3个公益一类事业单位
_PUBLIC_UNIT: Final = re.compile(
    rf"{_IS}[^。;；,，\d]{{0,24}}?{_UNIT}[^。;；,，]{{0,8}}?事业(?:法人)?单位|{_IS}(?:非参公|非参照公务员)"
)
# 本中心为参照公务员法管理的事业单位 ; near miss: 行政单位(包括参照公务员法管理的事业单位)
_CIVIL_LIKE: Final = re.compile(
    rf"{_IS}[^。;；,，\d(（非未]{{0,24}}?(?:参照(?:《?中华人民共和国)?公务员法》?(?:进行)?管理|参公(?:管理)?)(?:的)?(?:[^。;；,，]{{0,6}}事业单位|单位)"
)
# 县水利局是县政府工作部门,为正科级 ; 为行政单位
_OFFICE: Final = re.compile(
    rf"{_IS}[^。;；,，\d]{{0,24}}?(?:政府(?:的)?(?:工作部门|组成部门|直属机构|派出机关)|行政机关|行政单位|国家机关|审判机关|法律监督机关|权力机关)"
)
# 行政0人,事业11人(其中:参照公务员法管理0人)
_STAFF: Final = re.compile(
    r"行政(?:人员|编制)?\s*0\s*[人名]?[,，、;；]?\s*事业(?:人员|编制)?\s*[1-9]\d*\s*[人名]?\s*[(（]其中[:：]?\s*参(?:照|公)[^\d]{0,10}0\b"
)
_PROFILES: Final = ((_PUBLIC_UNIT, "事业"), (_CIVIL_LIKE, "参公"), (_OFFICE, "行政"), (_STAFF, "事业"))
_WHERE: Final = frozenset({"part_overview", "org_running"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The body, the year of the account, and 部门决算 or 单位决算."""

    body: Body
    year: int | None
    kind: str


def identify(document: Document) -> Identity:
    """Return who publishes and for which year; what nothing says is None."""
    named = naming.find(document)
    kind = _kind(document, named)
    body = _body(document, named, kind=kind)
    return Identity(body=body, year=year_of(document), kind="单位决算" if kind.value == "单位" else "部门决算")


def nature(document: Document, figures: int) -> Nature:
    """Return what the text is; ``extractor.layout.telling.assess`` also says why."""
    return telling.assess(document, figures=figures).nature


def _body(document: Document, named: Named | None, *, kind: Evidence) -> Body:
    profile = _profile(document)
    if named is None:
        return Body(name=None, key=None, kind=kind, profile=profile)
    found = place(named.name)
    # Spaces inside the printed name would shift the offsets; then the whole name is the evidence.
    exact = document.quote(named.span).startswith(named.name)
    at = named.span.start
    region = named.name[found.start : found.end] or None
    span = Span(at + found.start, at + found.end) if exact else named.span
    level_span = Span(at + found.start, at + found.level_end) if exact else named.span
    return Body(
        name=named.name,
        key=f"{found.province or ''}/{named.name[found.last :]}" + ("(本级)" if kind.value == "本级" else ""),
        region=Evidence(value=region, span=span if region else None),
        level=Evidence(value=found.level, span=level_span if found.level else None),
        kind=kind,
        profile=profile,
    )


def _kind(document: Document, named: Named | None) -> Evidence:
    """Return 部门, 单位 or 本级 from the words behind the name, or from the headings."""
    if named is not None and named.head_only:
        return Evidence(value="本级", span=named.span)
    if named is not None and named.kind is not None:
        return Evidence(value=named.kind, span=named.kind_span)
    votes: Counter[str] = Counter()
    spans: dict[str, Span] = {}
    for span in _title_lines(document):
        for match in re.finditer(r"(部门|单位)(?:收支)?决算", document.quote(span)):
            votes[match[1]] += 1
            spans.setdefault(match[1], Span(span.start + match.start(1), span.start + match.end(1)))
    best = votes.most_common(1)
    return Evidence(value=best[0][0], span=spans[best[0][0]]) if best else Evidence(value=None)


def year_of(document: Document) -> int | None:
    """Return the year most titles carry; where none does, the one most sentences call 年度."""
    titles = Counter(year for span in _title_lines(document) for year in _years(document.quote(span)))
    if titles:
        return titles.most_common(1)[0][0]
    text = Counter(map(int, _REPORT_YEAR.findall(document.text)))
    return text.most_common(1)[0][0] if text else None


def _years(line: str) -> Iterator[int]:
    if "20" not in line and "二" not in line:
        return
    if _AMOUNT.search(line):  # 1.行政运行250万元,较2020年决算数增加10万元: no title, and the year is the last one
        return
    for match in _YEAR.finditer(line):
        yield int(match[1].translate(_CHINESE_DIGITS))


def _title_lines(document: Document) -> Iterator[Span]:
    for block in document.blocks:
        if block.kind not in ("table", "furniture") and len(block.span) <= _TITLE_LINE:
            yield block.span


def _profile(document: Document) -> Evidence:
    """Return the standing the text states of the body itself: in the overview and where 机关运行经费 is explained."""
    for section in document.all_sections:
        if section.role not in _WHERE:
            continue
        for pattern, profile in _PROFILES:
            match = pattern.search(document.text, section.body.start, section.body.end)
            if match:
                return Evidence(value=profile, span=Span(*match.span()))
    return Evidence(value=None)

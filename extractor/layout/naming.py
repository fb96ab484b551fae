"""Finds the name of the body that publishes in the lines that carry it: titles, parts, heads of tables, a sentence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extractor.anchor import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.document import Document

_YEAR: Final = r"(?:20\d\d|二[〇○零O]二[〇○零一二三四五六七八九])\s*年?\s*度?"
_NAME: Final = r"(?P<name>[\u4e00-\u9fff][\u4e00-\u9fff()（）·、“”\s]{2,48}?)"
_KIND: Final = r"(?P<kind>部\s*门|单\s*位)?\s*(?:\([^)]{0,12}\))?\s*"
_ACCOUNT: Final = r"(?:收支|收入支出)?\s*决\s*算"
_OWNER: Final = r"(?:部门|单位|编制单位|单位名称|部门名称|预算部门|公开部门)"
# Weight, what the line can begin with, a word it must have, and the line: the more a wording is bound to the body's own
# name, the more it weighs.
_LINES: Final = (
    # 2023年度青川县水利局部门决算
    (3, "关2二", "决", rf"(?:关于)?{_YEAR}\s*{_NAME}\s*{_KIND}{_ACCOUNT}.{{0,16}}"),
    # 青川县水利局2023年度部门决算公开
    (3, "", "决", rf"(?:关于)?{_NAME}\s*(?:关于)?{_YEAR}\s*{_KIND}{_ACCOUNT}.{{0,16}}"),
    # 第一部分 青川县水利局概况
    (4, "第", "", rf"第[一1]部分[\s:：、]*{_NAME}\s*(?:概况|基本情况)"),
    # 第二部分 青川县水利局2023年度部门决算表
    (3, "第", "", rf"第[二三四234]部分[\s:：、]*{_NAME}\s*{_YEAR}.*"),
    (2, "一二", "", rf"[一二]\s*、\s*{_NAME}\s*(?:概况|基本情况)"),
    # 部门:青川县水利局  单位:万元 · 部门:青川县水利局金额单位:万元, where the space between them was lost
    (2, "部单编预公", "", rf"{_OWNER}\s*[:：]\s*{_NAME}(?:\s+.*|(?:金额)?单位\s*[:：].*)?"),
    # 2023年度青川县水利局, and 部门决算 on the next line
    (2, "2二", "", rf"{_YEAR}\s*(?P<name>[\u4e00-\u9fff()（）]{{4,40}})"),
)
_PATTERNS: Final = tuple((weight, first, word, re.compile(line)) for weight, first, word, line in _LINES)
_ANY_FIRST: Final = tuple((weight, word, line) for weight, first, word, line in _PATTERNS if not first)
_BY_FIRST: Final = {
    char: tuple((weight, word, line) for weight, first, word, line in _PATTERNS if not first or char in first)
    for char in "".join(first for _, first, _, _ in _PATTERNS)
}
# 纳入青川县水利局2023年度部门决算编制范围的… · 青川县水利局部门决算由…组成
_INCLUDED: Final = re.compile(rf"纳入\s*{_NAME}\s*{_YEAR}\s*{_KIND}决算(?:编制|汇编)?范围")
_CONSISTS: Final = re.compile(r"部门决算(?:由|包括|编制)")
_BEFORE: Final = re.compile(
    rf"(?:^|[,，。看])(?P<name>[\u4e00-\u9fff()（）]{{4,40}}?){_CONSISTS.pattern}", re.MULTILINE
)
_REACH: Final = 41
"""How far before its verb a sentence of the second kind may begin."""
_LONGEST_LINE: Final = 80
# No names: 部门概况, 本部门…, XX县…, 收入支出决算总体情况…
_NO_NAME: Final = re.compile(
    r"^(?:(?:本|我|各|该|全)?(?:部门|单位|机构)(?:[(（].*)?|基本|概况|本级|.*[Xx×]{2}.*|.*(?:情况|说明|目录|名词|报表|附件|合计|总计).*)$"
)
_BUREAU: Final = re.compile(
    r"(?:局|厅|委|院|校|所|站|队|馆|社|室|部|署|办|中心|学|园|会|处|团|府|科|法院|检察院|街道|镇|乡|公司|银行|总工会|联|库|台|场|协|医院|党校|苏木|大队|支队|集团|基地|组|段|宫|所|课|网|报|司|庭|区|县|市|省)(?:[(（][^)）]*[)）])?$"
)
_HEAD_ONLY: Final = re.compile(r"\s*[(（]\s*(?:本\s*级|机关|本部|机关本级)\s*[)）]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A body's name where it stands; ``kind`` is the word 部门 or 单位 behind it."""

    name: str
    span: Span
    kind: str | None
    kind_span: Span | None
    head_only: bool
    """(本级) stands behind it."""


def find(document: Document) -> Named | None:
    """Return the name that the most and the surest lines carry; the first of equals."""
    votes: Counter[str] = Counter()
    found: dict[str, Named] = {}
    for weight, one in _candidates(document):
        votes[one.name] += weight
        before = found.setdefault(one.name, one)
        if before.kind is None and one.kind is not None:
            found[one.name] = one
    if not votes:
        return None
    most = max(votes.values())
    return next(found[name] for name in found if votes[name] == most)


def plain(name: str) -> tuple[str, bool]:
    """Return the name without spaces and (本级), and whether it had that."""
    bare = _HEAD_ONLY.sub("", name)
    closed = re.sub(r"\s+", "", bare).translate(str.maketrans("（）", "()")).strip("“”、·")
    return closed, bare != name


def _candidates(document: Document) -> Iterator[tuple[int, Named]]:
    text = document.text
    for block in document.blocks:
        span = block.span
        if block.kind == "table" or len(span) > _LONGEST_LINE or block.kind == "furniture":
            continue
        line = text[span.start : span.end]
        for weight, word, pattern in _BY_FIRST.get(line[:1], _ANY_FIRST):
            match = pattern.fullmatch(text, span.start, span.end) if word in line else None
            named = _named(match) if match else None
            if named is not None:
                yield weight, named
                break
    for match in _sentences(text):
        named = _named(match)
        if named is not None:
            yield 2, named


def _sentences(text: str) -> list[re.Match[str]]:
    """Return the sentences that name the body, in reading order; of the second kind the verb is looked for first."""
    found = [*_INCLUDED.finditer(text)]
    at = 0
    for verb in _CONSISTS.finditer(text):
        match = _BEFORE.search(text, max(at, verb.start() - _REACH), verb.end())
        if match is not None:
            found.append(match)
            at = match.end()
    return sorted(found, key=re.Match.start)


def _named(match: re.Match[str]) -> Named | None:
    name, head_only = plain(match["name"])
    if not name or _NO_NAME.match(name) or not _BUREAU.search(name):
        return None
    kind = match.groupdict().get("kind")
    return Named(
        name=name,
        span=Span(*match.span("name")),
        kind=re.sub(r"\s", "", kind) if kind else None,
        kind_span=Span(*match.span("kind")) if kind else None,
        head_only=head_only,
    )

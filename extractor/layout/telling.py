"""Tells a disclosure from an unfilled template and from anything else, with the reasons."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from extractor.document import Document
    from extractor.fact import Extraction

Nature = Literal["disclosure", "unfilled_template", "not_a_disclosure"]

_NOT_HAN: Final = bytes(set(range(256)) - set(range(0x4E, 0xA0)))
"""The upper bytes in UTF-16 of what is not in U+4E00 to U+9FFF."""
_TERMS: Final = (
    "财政拨款", "决算", "基本支出", "项目支出", "公共预算", "万元", "三公", "机关运行经费", "政府采购", "国有资产",
    "收入合计", "支出合计", "年初预算", "名词解释", "结转和结余", "公务接待费",
)  # fmt: skip
# XX万元 · ××年度 · 增加 万元 · 占 % · ____万元 · ***支出 (one set of first characters, so that the scanner can skip)
_PLACEHOLDER: Final = re.compile(
    r"[Xx×_＿*＊○〇□ \u3000\u2002](?:(?<=[Xx×])[Xx×]+|(?<=[_＿])[_＿]+|(?<=[*＊])[*＊]{2,}|(?<=[○〇□])[○〇□]+"
    r"|(?<=[为加少占长降计][ \u3000\u2002])[ \u3000\u2002]*(?:万元|亿元|元|%|％))"
)
_LEAST_TERMS: Final = 4
_LEAST_FIGURES: Final = 3
_LEAST_HAN: Final = 0.2
_MANY: Final = 8
_NARRATIVE_ROLES: Final = frozenset(
    {"totals", "income", "expenditure", "appropriation", "gpb", "basic", "three_public"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a text is, and in Chinese why it is taken for that."""

    nature: Nature
    reasons: tuple[str, ...]


def assess(document: Document, *, figures: int) -> Assessment:
    """Judge by language, vocabulary, sections and how many of the figures are still blanks."""
    han = _han(document.text)
    visible = len("".join(document.text.split()))
    if han < visible * _LEAST_HAN:
        return _other(f"汉字只占 {han * 100 // max(visible, 1)}%,不是中文的决算公开")
    terms = [term for term in _TERMS if term in document.text]
    if "决算" not in terms and len(_roles(document)) < _LEAST_FIGURES:
        budget = "预算" in document.text and len(terms) >= _LEAST_TERMS
        return _other("文中没有“决算”二字" + (",可能是部门预算公开" if budget else ""), _counted(terms))
    if len(terms) < _LEAST_TERMS:
        return _other(_counted(terms))
    blanks = len(_PLACEHOLDER.findall(document.text))
    if blanks >= _MANY and blanks * 2 > figures:
        reason = f"有 {blanks} 处尚未填写(XX、空白金额等),读到的数字只有 {figures} 个"
        return Assessment(nature="unfilled_template", reasons=(reason,))
    if figures < _LEAST_FIGURES and not _roles(document) and not document.tables:
        return _other(f"只读到 {figures} 个数字,也没有决算情况说明的章节")
    return Assessment(nature="disclosure", reasons=(_counted(terms),))


def assess_all(extraction: Extraction) -> Assessment:
    """Judge all documents of a disclosure: one that is a disclosure makes the whole of them one."""
    numbers = Counter(figure.anchor.source for figure in extraction.figures if not figure.word)
    documents = extraction.disclosure.documents
    return min((assess(one, figures=numbers[one.source.id]) for one in documents), key=_standing)


def _standing(found: Assessment) -> int:
    return get_args(Nature).index(found.nature)


def _han(text: str) -> int:
    """Count the Chinese characters; the upper bytes of UTF-16 tell them without a search."""
    return len(text.encode("utf-16-be", "surrogatepass")[::2].translate(None, _NOT_HAN))


def _roles(document: Document) -> set[str]:
    return {section.role for section in document.all_sections if section.role in _NARRATIVE_ROLES}


def _counted(terms: list[str]) -> str:
    return f"决算公开常用的 {len(_TERMS)} 个词中出现了 {len(terms)} 个"


def _other(*reasons: str) -> Assessment:
    return Assessment(nature="not_a_disclosure", reasons=reasons)

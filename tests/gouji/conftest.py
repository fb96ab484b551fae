"""A small audit made by hand, so that reports are tested without the rooms before them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from extractor.anchor import Anchor, Source, Span
from extractor.document import Body, Cell, Disclosure, Document, Section, Table
from extractor.fact import Extraction, Fact, Figure, Reason, Subject
from extractor.quantity import Quantity
from gouji.auditing import Audit
from rules.finding import Finding, Note, Seat, Suspect, Verdict, Words
from rules.rule import Rule

TEXT = """云泽市河湖保护中心2023年度部门决算

第三部分 决算情况说明

一、收入支出决算总体情况说明
2023年度收、支总计均为812.46万元。与2022年度相比,增加96.31万元,增长13.4%,主要原因是新增湖岸修复项目。
其中 <script>alert("x")</script> ]]> & '引号' 3.5亿。

四、财政拨款收入支出决算总体情况说明
2023年度财政拨款收、支总计均为812.46元。与2022年度相比,增加96.31万元。

收入决算表
项目 金额
合计 812.46
"""

RULE = Rule(
    id="UN01",
    name="unit-slip",
    title="金额单位写错",
    family="units",
    severity="error",
    why="同一个数在别处写作万元",
    message="单位应为万元",
    kind="equal",
    path=Path("UN01.yaml"),
)
WORDS = Rule(
    id="WO01",
    name="markup-left",
    title="残留<标记>",
    family="wording",
    severity="info",
    why="模板残留",
    message="残留",
    kind="pattern",
    path=Path("WO01.yaml"),
)


def span_of(quote: str, *, nth: int = 0) -> Span:
    found = [match.start() for match in re.finditer(re.escape(quote), TEXT)][nth]
    return Span(found, found + len(quote))


SOURCE = Source(
    id=sha256(TEXT.encode()).hexdigest()[:16],
    sha256=sha256(TEXT.encode()).hexdigest(),
    path="云泽 <决算>&\"'.txt",
    media="text/plain",
    data=TEXT.encode(),
)


def anchor(quote: str, *, nth: int = 0) -> Anchor:
    return Anchor(source=SOURCE.id, span=span_of(quote, nth=nth))


def figure(printed: str, digits: str | None, unit: str, *, nth: int = 0, why: str | None = None) -> Figure:
    kind = "percent" if unit == "%" else "amount"
    quantity = None if digits is None else Quantity(digits=digits, unit=unit, kind=kind, precision=2)
    return Figure(printed=printed, quantity=quantity, anchor=anchor(printed, nth=nth), why=why)


def section(title: str, *, end: int, level: int = 1, children: tuple[Section, ...] = ()) -> Section:
    span = span_of(title)
    return Section(number=title[:2], level=level, title=span, body=Span(span.end, end), children=children)


def fact(figure: Figure, indicator: str, measure: str, **more: object) -> Fact:
    return Fact(
        figure=figure, subject=Subject(indicator), measure=measure, year=2023, recognizer="hand", statement=1, **more
    )


@pytest.fixture(scope="session")
def document() -> Document:
    fourth = TEXT.index("四、")
    table = TEXT.index("收入决算表")
    children = (
        section("一、收入支出决算总体情况说明", end=fourth, level=2),
        section("四、财政拨款收入支出决算总体情况说明", end=table, level=2),
    )
    cells = tuple(
        Cell(row=row, column=column, span=span_of(text, nth=nth), anchor=anchor(text, nth=nth))
        for row, column, text, nth in ((1, 1, "项目 金额", 0), (2, 1, "合计", 0), (2, 2, "812.46", 2))
    )
    return Document(
        source=SOURCE,
        text=TEXT,
        sections=(section("第三部分 决算情况说明", end=len(TEXT), children=children),),
        tables=(Table(number=1, span=Span(table, len(TEXT)), caption=span_of("收入决算表"), unit="万元", cells=cells),),
    )


@pytest.fixture(scope="session")
def extraction(document: Document) -> Extraction:
    total = figure("812.46万元", "812.46", "万元")
    fiscal = figure("812.46元", "812.46", "元")
    change = figure("96.31万元", "96.31", "万元")
    again = figure("96.31万元", "96.31", "万元", nth=1)
    rate = figure("13.4%", "13.4", "%")
    unread = figure("3.5亿", None, "亿")
    facts = (
        fact(total, "total.income", "final"),
        fact(total, "total.expenditure", "final"),
        fact(change, "total.income", "delta", base="prior", direction=1),
        fact(rate, "total.income", "rate", base="prior", direction=1),
        fact(fiscal, "fiscal.income_total", "final"),
        fact(again, "fiscal.income_total", "delta", base="prior", direction=1),
    )
    reason = Reason(
        anchor=anchor("新增湖岸修复项目"), text="新增湖岸修复项目", explains=facts[2:4], direction=1, labels=("R05",)
    )
    disclosure = Disclosure(
        body=Body(name="云泽市河湖保护中心", key="云泽/河湖保护中心"),
        year=2023,
        kind="单位决算",
        template="national",
        documents=(document,),
    )
    return Extraction(
        disclosure=disclosure, figures=(total, change, rate, unread, fiscal, again), facts=facts, reasons=(reason,)
    )


LIMITS = {"holds": (Decimal("13.4475"), Decimal("13.4490")), "fails": (Decimal(8124550), Decimal(8124650))}


@pytest.fixture(scope="session")
def audited(extraction: Extraction) -> Audit:
    total, _, change, rate, fiscal, _ = extraction.facts
    holds = Verdict(
        rule="RA01",
        outcome="holds",
        seats=(Seat(name="rate", fact=rate), Seat(name="delta", fact=change), Seat(name="final", fact=total)),
        wording=partial(Words, "增减率 = 96.31 ÷ (812.46 − 96.31) = 13.45%", "13.4%", *LIMITS["holds"]),
    )
    fails = Verdict(
        rule="EQ01",
        outcome="fails",
        seats=(Seat(name="one", fact=fiscal), Seat(name="other", fact=total)),
        wording=partial(Words, "财政拨款收入总计 812.46元 ≤ 收入总计 812.46万元", "812.46元", *LIMITS["fails"]),
    )
    suspect = Suspect(
        anchor=fiscal.figure.anchor,
        printed="812.46元",
        replacement="812.46万元",
        slip="unit",
        settles=1,
        breaks=0,
        rank=1,
    )
    slip = Finding(
        rule=RULE,
        severity="error",
        message="金额写作“812.46元”,单位应为万元",
        anchor=fiscal.figure.anchor,
        notes=(Note(message="此处写作万元", anchor=total.figure.anchor),),
        verdicts=(fails,),
        suspects=(suspect,),
        difference=Decimal("8123787.54"),
        identity=("UN01", "a"),
    )
    words = Finding(
        rule=WORDS,
        severity="info",
        message="残留标记 <b>不该加粗</b>",
        anchor=anchor("<script>alert(\"x\")</script> ]]> & '引号'"),
        identity=("WO01", "b"),
    )
    whole = Finding(rule=WORDS, severity="warning", message="缺少第五部分", anchor=None, identity=("WO01", "c"))
    return Audit(
        path=SOURCE.path,
        sha256=SOURCE.sha256,
        status="audited",
        extraction=extraction,
        verdicts=(holds, fails),
        findings=(slip, whole, words),
        versions={"gouji": "0.1.0", "rules": "0"},
        seconds=0.01,
    )
